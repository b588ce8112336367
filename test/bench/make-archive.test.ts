import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { openContentReader } from '../../src/content/content-reader.ts';
import { readerOptions } from '../../src/content/test-newsroom.ts';
import { epoch } from '../site/builds.ts';
import { assertNone } from '../site/site.ts';
import { makeArchive } from './make-archive.ts';
import { readTree } from './measure.ts';

const articles = 300;
const folder = mkdtempSync(join(tmpdir(), 'archive-'));
after(() => rmSync(folder, { recursive: true }));

const contentDir = join(folder, 'content');
const head = await makeArchive(contentDir, { articles });
const digests = (dir: string) => new Map([...readTree(dir)].map(([path, { digest }]) => [path, digest]));

test('the same seed makes the same bytes, another one other stories', async () => {
  const [again, other] = [join(folder, 'again'), join(folder, 'other')];
  await makeArchive(again, { articles });
  await makeArchive(other, { articles, seed: 2 });
  assert.deepEqual(digests(again), digests(contentDir));
  assert.notDeepEqual(digests(other), digests(contentDir));
});

test('a folder that holds something is left alone', async () => {
  const before = digests(contentDir);
  await assert.rejects(makeArchive(contentDir, { articles: 20 }), /is not empty/);
  assert.deepEqual(digests(contentDir), before);
});

test('stories have the parts of a wire report, in their shares', () => {
  const texts = Array.from({ length: articles }, (_, index) =>
    readFileSync(join(contentDir, `articles/${head(index).id}.mdx`), 'utf8'),
  );
  const share = (pattern: RegExp) => texts.filter((text) => pattern.test(text)).length / articles;
  const shares: [RegExp, number, number][] = [
    [/^<(?:Figure|PullQuote|Related|FactBox|Timeline|Embed) ?/m, 0.12, 0.28],
    [/^\| :-- \|/m, 0.02, 0.1],
    [/^image:/m, 0.12, 0.28],
    [/^“.+ said /m, 1, 1],
    [/^contributors:/m, 0.2, 0.45],
    [/^dateline: /m, 0.35, 0.65],
    [/^source:\n {2}name: .+\n {2}url: /m, 0.2, 0.45],
    [/\]\(\/\d{4}\/\d\d\/\d\d\//, 0.3, 0.9],
    [/^corrections:/m, 0.003, 0.06],
  ];
  for (const [pattern, least, most] of shares) {
    const found = share(pattern);
    assert.ok(found >= least && found <= most, `${pattern} is in ${found} of the stories`);
  }
  const uses = Map.groupBy(
    texts.flatMap((text) => /^tags: \[(.*)\]$/m.exec(text)![1]!.split(', ')),
    (tag) => tag,
  );
  const counts = [...uses.values()].map(({ length }) => length).sort((a, b) => b - a);
  assert.ok(counts[0]! > articles / 8 && counts.filter((count) => count < 10).length > counts.length / 3);
  for (const [index, text] of texts.entries()) {
    const paragraphs = text
      .trimEnd()
      .split(/\n---\n\n|\n\n/)
      .filter((block) => /^[“\p{Lu}].*\.$/u.test(block));
    assert.ok(paragraphs.length >= 8 && paragraphs.length <= 14, `${paragraphs.length} in ${head(index).id}`);
    const { marker } = head(index);
    assert.equal(
      texts.findIndex((other) => other.includes(` ${marker}.`)),
      index,
    );
  }
});

test('the check finds nothing wrong', async () => {
  const reader = openContentReader({ ...readerOptions(folder), now: new Date(epoch * 1000) });
  const { problems } = await reader.read();
  await reader.close();
  assertNone(problems.map(({ file, line, message }) => `${file}:${line}: ${message}`));
});
