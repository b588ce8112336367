import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { heldStories, publicStories, seedPath, type SampleStory } from './sample-stories.ts';
import { assertNone, openSite } from './site.ts';

const site = openSite('site');

/** All that the site says, in one text: compressed search fragments opened, entities and typography resolved. */
const everything = site.files
  .map((file) => {
    const content = site.read(file);
    const isGzip = content[0] === 0x1f && content[1] === 0x8b;
    return `${file}\n${plain((isGzip ? gunzipSync(content) : content).toString('utf8'))}`;
  })
  .join('\n');

/** What gives a story away: its name, its headline and standfirst, and the beginning of every paragraph. */
function traces({ slug, data, body }: SampleStory): string[] {
  const sentences = body
    .split('\n')
    .map((line) => /[\p{L}\d][\p{L}\p{N}\s,’.]{30,}/u.exec(line)?.[0].slice(0, 60))
    .filter((sentence) => sentence !== undefined);
  return [slug, data.title, data.description, ...sentences].map(plain);
}

test('a held story is nowhere in what is built', () => {
  assert.deepEqual(heldStories.map(({ data }) => data.draft ?? 'embargo').sort(), ['embargo', true]);
  for (const story of heldStories) {
    assert.ok(traces(story).length >= 6);
    assertNone(
      traces(story).filter((trace) => everything.includes(trace)),
      story.id,
    );
  }
});

test('the search for traces finds those of a story that is public', () => {
  const seed = publicStories.find(({ path }) => path === seedPath)!;
  assertNone(traces(seed).filter((trace) => !everything.includes(trace)));
});

test('a story is public from the second of its date', () => {
  const awkward = openSite('awkward');
  assert.equal(awkward.page('/2026/01/01/due-now/').$('h1').text().trim(), 'Due now');
  const telling = awkward.files.filter((file) => /due.next/i.test(file + awkward.text(file)));
  assertNone(telling);
});

function plain(text: string): string {
  return text
    .replace(/&(#x27|#39|apos);/g, '’')
    .replace(/&(quot|#34);/g, '"')
    .replaceAll('&amp;', '&')
    .replace(/[\s ]+/g, ' ');
}
