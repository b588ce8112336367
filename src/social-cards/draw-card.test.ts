import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { digest } from '../lib/hash.ts';
import type { StoryCard } from '../model/social-cards.ts';
import { site } from '../site.config.ts';
import { makeCardFonts } from './card-fonts.ts';
import { drawCard } from './draw-card.ts';

const ownFontconfig = process.env.FONTCONFIG_FILE;
const cacheDir = await mkdtemp(join(tmpdir(), 'cards-'));
after(() => rm(cacheDir, { recursive: true }));

const paper = { paper: 'The Paper', direction: 'ltr' } as const;
const plain: StoryCard = {
  ...{ kind: 'story', ...paper },
  ...{ section: 'World', headline: 'Countries in the region close their airspace', lang: 'en' },
  ...{ names: 'Anna Smith and Bo Li', date: '2 October 2024' },
};
const story = (changes: Partial<StoryCard>) => drawCard({ ...plain, ...changes }, { cacheDir });
const section = () => drawCard({ kind: 'section', ...paper, section: 'World' }, { cacheDir });

/** Parts of a card, as rows of pixels. */
const head = { from: 20, to: 125 };
const middle = { from: 132, to: 536 };
const foot = { from: 542, to: 630 };

/** Columns of a part of a card in which there is ink; from 0 to 1199. */
async function inkedColumns(png: Buffer, { from, to }: { from: number; to: number }): Promise<number[]> {
  const rows = sharp(png).extract({ left: 0, top: from, width: 1200, height: to - from });
  const { data } = await rows.greyscale().raw().toBuffer({ resolveWithObject: true });
  const inked = new Set<number>();
  for (const [index, light] of data.entries()) if (light < 150) inked.add(index % 1200);
  return [...inked].sort((a, b) => a - b);
}

async function extent(png: Buffer, part: { from: number; to: number }): Promise<[number, number]> {
  const columns = await inkedColumns(png, part);
  assert.ok(columns.length > 0, 'nothing was printed');
  return [columns[0]!, columns.at(-1)!];
}

async function partOf(png: Buffer, { from, to }: { from: number; to: number }): Promise<string> {
  const rows = sharp(png).extract({ left: 0, top: from, width: 1200, height: to - from });
  return digest(await rows.raw().toBuffer());
}

const longest = 'The treaty was read in Moscow as a victory, '.repeat(6).slice(0, 250);

test('a card has the size that sites ask for, and a small file', async () => {
  for (const headline of ['War', plain.headline, longest]) {
    const png = await story({ headline });
    const { width, height, format } = await sharp(png).metadata();
    assert.deepEqual([width, height, format], [1200, 630, 'png']);
    assert.ok(png.length < (headline === longest ? 32_000 : 20_000), `${headline}: ${png.length} bytes`);
  }
});

test('a card is the same in another process, with other fonts and another language on the machine', async () => {
  const headlines = [plain.headline, 'غزة: مقتل 45 شخصاً', 'Ελληνικά, עברית and 👩🏽‍🚀'];
  const here: string[] = [];
  for (const headline of headlines) here.push(digest(await story({ headline })));
  const code = `
    import { drawCard } from ${JSON.stringify(import.meta.resolve('./draw-card.ts'))};
    import { digest } from ${JSON.stringify(import.meta.resolve('../lib/hash.ts'))};
    const digests = [];
    for (const headline of ${JSON.stringify(headlines.toReversed())})
      digests.unshift(digest(await drawCard({ ...${JSON.stringify(plain)}, headline }, { cacheDir: ${JSON.stringify(cacheDir)} })));
    console.log(digests.join(' '));`;
  const env = {
    ...{ PATH: process.env.PATH, FONTCONFIG_FILE: '/nowhere/fonts.conf', FONTCONFIG_PATH: '/nowhere' },
    ...{ HOME: '/nowhere', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', PANGO_LANGUAGE: 'ja' },
  };
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', code], {
    env,
  });
  assert.deepEqual(stdout.trim().split(' '), here);
  // Who is started by a build is not to lack the machine's fonts.
  assert.equal(process.env.FONTCONFIG_FILE, ownFontconfig);
});

test('what a story says is seen where it belongs', async () => {
  const card = await story({});
  const others = [
    [await story({ headline: 'Countries in the region open their airspace' }), middle, [head, foot]],
    [await story({ section: 'Politics' }), middle, [head, foot]],
    [await story({ label: 'Analysis' }), middle, [head, foot]],
    [await story({ names: 'Anna Smith and Bo Lee' }), foot, [head, middle]],
    [await story({ date: '3 October 2024' }), foot, [head, middle]],
    [await story({ paper: 'The Other Paper' }), head, [middle, foot]],
  ] as const;
  for (const [index, [other, changed, same]] of others.entries()) {
    assert.notEqual(await partOf(other, changed), await partOf(card, changed), String(index));
    for (const part of same) assert.equal(await partOf(other, part), await partOf(card, part), String(index));
  }
});

test('a headline begins at the side from which it is read', async () => {
  const left = await story({ headline: 'Title' });
  for (const headline of ['عنوان', 'כותרת', 'NATO: الحلف الأطلسي يجتمع']) {
    const right = await story({ headline });
    for (const part of [middle, foot]) {
      const [from, to] = await extent(right, part);
      assert.ok(to > 1110 && to <= 1128 && from > 100, `${headline}: ${from} to ${to}`);
    }
    // The paper's own name stays where it is.
    assert.equal(await partOf(right, head), await partOf(left, head));
  }
  for (const part of [middle, foot]) {
    const [from, to] = await extent(left, part);
    assert.ok(from >= 72 && from < 90 && to < 1000, `${from} to ${to}`);
  }
  const paperFromRight = await story({ direction: 'rtl', headline: '2024' });
  for (const part of [head, middle, foot]) assert.ok((await extent(paperFromRight, part))[1] > 1110);
});

test('a short headline is large, a long one and a long word stay between the margins', async () => {
  const heights: number[] = [];
  for (const headline of [
    ...['War', plain.headline, longest, 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerk'.repeat(3)],
    ...['word '.repeat(500), 'm'.repeat(2000), 'م'.repeat(250), '😀'.repeat(120)],
  ]) {
    const png = await story({ headline, section: ' ', names: undefined });
    const [from, to] = await extent(png, middle);
    assert.ok(from >= 70 && to <= 1130, `${headline.slice(0, 20)}: ${from} to ${to}`);
    heights.push(await firstLine(png));
  }
  const [short, usual, long] = heights;
  assert.ok(short! > usual! && usual! > long! && long! > 24, heights.join(' '));
});

/** Height of the ink of a headline's first line, in pixels. */
async function firstLine(png: Buffer): Promise<number> {
  const rows = sharp(png).extract({
    left: 0,
    top: middle.from,
    width: 1200,
    height: middle.to - middle.from,
  });
  const { data } = await rows.greyscale().raw().toBuffer({ resolveWithObject: true });
  const inked = Array.from({ length: middle.to - middle.from }, (_, row) =>
    data.subarray(row * 1200, (row + 1) * 1200).some((light) => light < 150),
  );
  const top = inked.indexOf(true);
  return inked.indexOf(false, top) - top;
}

test('markup, control characters and unknown signs do no harm', async () => {
  const marked = await story({ headline: 'A & B <b>C</b> ]]> "quoted" &amp;' });
  assert.notDeepEqual(marked, await story({ headline: 'A & B C ]]> "quoted" &' }));
  const clean = await story({ headline: 'A headline' });
  for (const headline of [
    'A \u0007 \u001b\u0000headline',
    'A\r\nheadline\ud800',
    ' A\theadline\u{10ffff}\u{e000}',
    'A 𝍖 headline',
  ]) {
    assert.deepEqual(await story({ headline }), clean, JSON.stringify(headline));
  }
  assert.notDeepEqual(await story({ headline: 'A headline 👩🏽‍🚀' }), clean);
});

test('what the fonts have no letters for is left out; a headline makes room for its section', async () => {
  const cuneiform = '𒀀𒀁𒀂';
  assert.deepEqual(await story({ headline: `A ${cuneiform} headline` }), await section());
  assert.deepEqual(await story({ headline: '\u200f \u0007' }), await section());
  assert.deepEqual(await story({ names: cuneiform }), await story({ names: undefined }));
  assert.deepEqual(await story({ label: cuneiform }), await story({}));
  const onlyPaper = await drawCard({ kind: 'paper', ...paper, tagline: cuneiform }, { cacheDir });
  assert.deepEqual(await story({ headline: cuneiform, section: cuneiform }), onlyPaper);
  await assert.rejects(story({ paper: `The ${cuneiform}` }), /socialCardFonts.*"The 𒀀𒀁𒀂".*Install a package/);
});

test('a font that is not installed is named with the fix', async () => {
  await assert.rejects(
    makeCardFonts({ cacheDir }, ['@fontsource/no-such-font']),
    /socialCardFonts names "@fontsource\/no-such-font".*npm install @fontsource\/no-such-font/,
  );
});

test('fonts that were damaged in the cache are made again', async () => {
  const { settings } = await makeCardFonts({ cacheDir });
  const files = join(dirname(settings), 'files');
  const before = (await readdir(files)).sort();
  assert.ok(before.length >= site.socialCardFonts.length);
  await writeFile(join(files, before[0]!), '');
  const { characters } = await makeCardFonts({ cacheDir });
  assert.deepEqual((await readdir(files)).sort(), before);
  assert.ok((await stat(join(files, before[0]!))).size > 0 && characters.has('é'.codePointAt(0)!));
});
