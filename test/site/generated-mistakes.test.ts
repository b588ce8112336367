import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { before, describe, test } from 'node:test';
import { load } from 'cheerio';
import { build, outDir, root, runBuild, testDir } from './builds.ts';
import { randomNumbers } from './paper-copy.ts';
import { assertNone } from './site.ts';

const contentDir = join(testDir, 'mutant-content');
const served = outDir('mutant-site');
const settings = { CONTENT_DIR: contentDir, OUT_DIR: served };
const random = randomNumbers(20_241_002);
const below = (limit: number) => Math.floor(random() * limit);
const pick = <T>(list: readonly T[]): T => list[below(list.length)]!;

/** What happens to files: each makes another text, or bytes, of a good one. */
const mishaps: Record<string, (text: string) => string | Buffer> = {
  truncated: (text) => text.slice(0, below(text.length)),
  'cut in the middle': (text) => {
    const at = below(text.length);
    return text.slice(0, at) + text.slice(at + below(200));
  },
  're-encoded as Latin 1': (text) => Buffer.from(text, 'latin1'),
  're-encoded as UTF-16': (text) => Buffer.from(`\uFEFF${text}`, 'utf16le'),
  'with a byte order mark': (text) => `\uFEFF${text}`,
  'with line ends of Windows': (text) => text.replaceAll('\n', '\r\n'),
  'with a byte replaced': (text) => {
    const bytes = Buffer.from(text);
    bytes[below(bytes.length)] = below(256);
    return bytes;
  },
  'with keys swapped': (text) => {
    const keys = [...text.matchAll(/^(\w+):/gm)].map(([, key]) => key!);
    const [one, other] = [pick(keys), pick(keys)];
    const swapped: Record<string, string> = { [one]: other, [other]: one };
    return text.replace(/^(\w+)(?=:)/gm, (key) => swapped[key] ?? key);
  },
  'with a key misspelt': (text) => editOne(text, /^\w+(?=:)/gm, (key) => key.slice(0, -1)),
  'with a key written twice': (text) => editOne(text, /^\w+:.*\n/gm, (line) => line + line),
  'with a value lost': (text) => editOne(text, /^(\w+:).*$/gm, (line) => line.replace(/:.*/, ':')),
  'with a quote lost': (text) => editOne(text, /["'“”’]/g, () => ''),
  'with a bracket lost': (text) => editOne(text, /[[\]{}()]/g, () => ''),
  'with a tag lost': (text) => editOne(text, /<\/?[A-Za-z][^>]*>/g, () => ''),
  'with tags crossed': (text) => {
    const tags = [...text.matchAll(/<\/?[A-Z]\w*[^>]*>/g)].map(([tag]) => tag);
    if (tags.length < 2)
      return text.replace(/\n\n(?!.*---)/s, '\n\n<FactBox title="A"><em>\n\n') + '</FactBox></em>';
    const [one, other] = [pick(tags), pick(tags)];
    return text.replace(one, '\0').replace(other, one).replace('\0', other);
  },
  'with a date garbled': (text) =>
    editOne(text, /\d{4}-\d{2}-\d{2}/g, (date) => date.replace(/\d/, pick(['', '9', 'x', '-']))),
  'with a line lost': (text) => editOne(text, /^.*\n/gm, () => ''),
  'with a line indented': (text) => editOne(text, /^.+$/gm, (line) => pick(['\t', ' ', '    ']) + line),
  'with two lines exchanged': (text) => {
    const lines = text.split('\n');
    const [one, other] = [below(lines.length), below(lines.length)];
    [lines[one], lines[other]] = [lines[other]!, lines[one]!];
    return lines.join('\n');
  },
  'with a sign of MDX': (text) =>
    insert(text, pick(['{', '}', '<', '</', '{/*', '<!--', 'import x', '{x.y.z}', '<A b='])),
  'with a sign of YAML': (text) =>
    insert(text, pick([': ', '- ', '&a', '*a', '!!js', '|', '%', '---\n', '@'])),
  'with a character nobody sees': (text) =>
    insert(text, pick(['\0', '\x07', '\u200B', '\u2028', '\uFFFE', '\u202E'])),
};

function editOne(text: string, pattern: RegExp, edit: (found: string) => string): string {
  const all = [...text.matchAll(pattern)];
  if (all.length === 0) return text;
  const { 0: found, index } = pick(all);
  return text.slice(0, index) + edit(found) + text.slice(index + found.length);
}

function insert(text: string, sign: string): string {
  const at = below(text.length);
  return text.slice(0, at) + sign + text.slice(at);
}

/** The files that mishaps befall: stories of the sample paper and of the fixture of all features. */
const originals = [
  ...filesIn(join(root, 'content/articles')).map((file) => ({ file, folder: dirname(file) })),
  ...filesIn(join(root, 'test/fixtures/features')).map((file) => ({ file, folder: '2024/10' })),
].filter(({ file }) => /\.mdx?$/.test(file));

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => file.replaceAll('\\', '/'));
}

const count = 1000;
/** Paths below `content/articles` of the bad files, with what befell them. */
const mutants = new Map<string, string>();

function makeMutants(): void {
  rmSync(contentDir, { recursive: true, force: true });
  cpSync(join(root, 'content'), contentDir, { recursive: true });
  const names = Object.keys(mishaps);
  while (mutants.size < count) {
    const { file, folder } = pick(originals);
    const source = [join(root, 'content/articles', file), join(root, 'test/fixtures/features', file)].find(
      existsSync,
    )!;
    const name = names[mutants.size % names.length]!;
    const path = `${folder}/mutant-${mutants.size}.mdx`;
    const target = join(contentDir, 'articles', path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, mishaps[name]!(readFileSync(source, 'utf8')));
    mutants.set(path, `${name}, from ${file}`);
  }
}

describe(`${count} generated bad files`, () => {
  let code: number | null;
  let output: string;
  let told: Map<string, { line: number; message: string }[]>;
  let before_: string[];

  before(async () => {
    makeMutants();
    rmSync(served, { recursive: true, force: true });
    mkdirSync(served, { recursive: true });
    for (const file of ['index.html', '_headers']) writeFileSync(join(served, file), 'As it was');
    before_ = filesIn(contentDir).sort();
    ({ code, output } = await runBuild(settings));
    const lines = [...output.matchAll(/^(\S+?):(\d+):\d+: (.*)$/gm)];
    const folder = `${relative(root, contentDir)}/articles/`;
    told = Map.groupBy(
      lines.map(([, path, line, message]) => ({
        path: path!.replace(folder, ''),
        line: Number(line),
        message: message!,
      })),
      ({ path }) => path,
    );
  });

  test('fail the build, with plain words and no stack trace, and leave everything as it was', () => {
    assert.equal(code, 1);
    assertNone(
      [...output.matchAll(/^\s+at .*$|\b(?:Type|Range|Reference|Syntax)Error\b.*$|undefined/gm)].map(String),
    );
    assert.deepEqual(readdirSync(served).sort(), ['_headers', 'index.html']);
    assert.equal(readFileSync(join(served, 'index.html'), 'utf8'), 'As it was');
    assert.deepEqual(filesIn(contentDir).sort(), before_);
  });

  test('are told of at a line that they have, each with a way to mend it', () => {
    assert.ok(told.size > count / 4, `${told.size} files were found wrong`);
    for (const [path, problems] of told) {
      const lines = readFileSync(join(contentDir, 'articles', path), 'utf8').split('\n').length;
      for (const { line, message } of problems) {
        const about = `${path} (${mutants.get(path)}) line ${line} of ${lines}: ${message}`;
        assert.ok(line >= 1 && line <= lines, about);
        assert.ok(message.length > 25, about);
      }
    }
  });

  test('of which those not told of build, each with its page', async () => {
    for (const path of told.keys()) rmSync(join(contentDir, 'articles', path), { force: true });
    const said = await build(settings);
    assert.match(said, /Pages: \d+ rendered/);
    const sound = [...mutants.keys()].filter((path) => !told.has(path));
    assert.ok(sound.length > count / 20, `${sound.length} files were found sound`);
    const pages = filesIn(served).filter((file) => file.endsWith('/index.html'));
    for (const path of sound) {
      const source = readFileSync(join(contentDir, 'articles', path), 'utf8');
      if (/^(?:draft: true|pubDate: 2099)/m.test(source)) continue;
      const slug = /^slug: *(\S+)$/m.exec(source)?.[1] ?? path.split('/').at(-1)!.replace('.mdx', '');
      const page = pages.find((file) => file.split('/').at(-2) === slug);
      assert.ok(page, `${path} (${mutants.get(path)}) has no page`);
      assert.ok(
        load(readFileSync(join(served, page), 'utf8'))('h1')
          .text()
          .trim(),
        path,
      );
    }
  });
});
