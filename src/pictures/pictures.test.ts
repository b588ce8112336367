import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readFile, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, test } from 'node:test';
import sharp from 'sharp';
import { isMade, makeDerivative } from './derivative-store.ts';
import { pictureNamesIn } from './derivatives.ts';
import { makeDerivatives } from './make-derivatives.ts';
import { describePicture, describePictures } from './originals.ts';
import { requestCard } from './request-card.ts';
import { fallbackPicture, fallbackPictures, requestPicture, weighPicture } from './request-picture.ts';
import { readRights } from './rights.ts';

const folder = await mkdtemp(join(tmpdir(), 'pictures-'));
after(() => rm(folder, { recursive: true }));
const folders = { contentDir: join(folder, 'content'), cacheDir: join(folder, 'cache') };
await mkdir(folders.contentDir);
const original = (name: string) => join(folders.contentDir, name);

/** Red on the left, blue on the right. */
function flag(width: number, height: number) {
  const half = { width: width / 2, height, channels: 3 as const, background: '#2030d0' };
  return sharp({ create: { ...half, width, background: '#d02020' } }).composite([
    { input: { create: half }, left: width / 2, top: 0 },
  ]);
}

async function make(path: string) {
  return sharp(await readFile(await makeDerivative(basename(path), folders)));
}

test('credit and copyright go with every format; place and camera do not', async () => {
  const rights = { creator: 'Jän Öberg', copyright: '© Agency', credit: 'Öberg / Agency' };
  await flag(600, 400)
    .withExif({
      IFD0: { Artist: 'Jan Oberg', Copyright: '(C) Agency', Model: 'Camera 9' },
      IFD3: { GPSLatitudeRef: 'N' },
    })
    .withXmp(
      `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
      <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:aux="http://ns.adobe.com/exif/1.0/aux/"
      xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" aux:SerialNumber="1234" photoshop:Credit="${rights.credit}">
      <dc:creator><rdf:Seq><rdf:li>${rights.creator}</rdf:li></rdf:Seq></dc:creator>
      <dc:rights><rdf:Alt><rdf:li xml:lang="x-default">${rights.copyright}</rdf:li></rdf:Alt></dc:rights>
      </rdf:Description></rdf:RDF></x:xmpmeta>`,
    )
    .jpeg()
    .toFile(original('credited.jpg'));
  const { sources, fallback } = await requestPicture('credited.jpg', 'page', {}, folders);
  for (const { path } of [sources[0]!.candidates[0]!, sources[1]!.candidates[0]!, fallback]) {
    const metadata = await (await make(path)).metadata();
    assert.deepEqual(readRights({ xmp: metadata.xmp }), rights, path);
    assert.deepEqual(
      readRights({ exif: metadata.exif }),
      { creator: 'Jan Oberg', copyright: '(C) Agency' },
      path,
    );
    assert.doesNotMatch(metadata.exif!.toString('latin1') + metadata.xmpAsString, /Camera 9|1234/);
    assert.equal(metadata.icc, undefined);
  }
});

test('a crop shows its focus, the right way up, in the size that the page declares', async () => {
  await flag(600, 400).withMetadata({ orientation: 6 }).jpeg({ quality: 95 }).toFile(original('turned.jpg'));
  // Orientation 6 turns it clockwise: red is above, blue below.
  assert.deepEqual(
    { ...(await describePicture('turned.jpg', folders)), digest: '', rights: {} },
    {
      width: 400,
      height: 600,
      transparent: false,
      digest: '',
      rights: {},
    },
  );
  const { fallback } = await requestPicture(
    'turned.jpg',
    'card',
    { crop: '3:2', focus: '50% 100%' },
    folders,
  );
  assert.deepEqual([fallback.width, fallback.height], [400, 267]);
  const derivative = await make(fallback.path);
  const { width, height, orientation } = await derivative.metadata();
  assert.deepEqual([width, height, orientation ?? 1], [400, 267, 1]);
  const { dominant } = await derivative.stats();
  assert.ok(dominant.b > 150 && dominant.r < 100, JSON.stringify(dominant));
});

test('only a picture with transparent pixels falls back to PNG', async () => {
  const clear = { width: 300, height: 200, channels: 4 as const, background: '#d0202080' };
  await sharp({ create: clear }).png().toFile(original('clear.png'));
  await sharp({ create: { ...clear, background: '#d02020ff' } })
    .png()
    .toFile(original('opaque.png'));
  const picture = await fallbackPicture('clear.png', {}, folders);
  assert.deepEqual([picture.type, picture.width], ['image/png', 300]);
  assert.equal((await (await make(picture.path)).metadata()).hasAlpha, true);
  const opaque = await fallbackPicture('opaque.png', { width: 100 }, folders);
  assert.deepEqual([opaque.type, opaque.width, opaque.height], ['image/jpeg', 100, 67]);
  assert.equal(
    await weighPicture(opaque, folders),
    (await stat(await makeDerivative(basename(opaque.path), folders))).size,
  );
});

test('a picture in several shapes is cut to each once, and never to its own', async () => {
  await flag(800, 600).jpeg().toFile(original('shapes.jpg'));
  const shapes = [
    { width: 600 },
    { crop: '16:9' as const, width: 640 },
    { crop: '4:3' as const, width: 400 },
    { crop: '1:1' as const, width: 1000 },
  ];
  const pictures = await fallbackPictures('shapes.jpg', shapes, folders);
  assert.deepEqual(
    pictures.map(({ width, height }) => [width, height]),
    [
      [600, 450],
      [640, 360],
      [600, 600],
    ],
  );
  assert.deepEqual(pictures[1], await fallbackPicture('shapes.jpg', shapes[1], folders));
});

test('originals are described all at once, and again only when their bytes changed', async () => {
  const some = { contentDir: join(folder, 'some'), cacheDir: join(folder, 'some-cache') };
  const put = async (name: string, bytes: Buffer | string, time: number) => {
    await writeFile(join(some.contentDir, name), bytes);
    await utimes(join(some.contentDir, name), time, time);
  };
  await mkdir(some.contentDir);
  const bytes = await flag(300, 200).jpeg().toBuffer();
  await put('a.jpg', bytes, 1);
  await put('b.jpg', bytes, 1);
  await put('c.jpg', 'not a picture', 1);
  const describe = () =>
    describePictures(new Set(['a.jpg', 'b.jpg', 'c.jpg']), () => assert.fail('few need no help'), some);
  const first = await describe();
  assert.equal(first.pictures.get('a.jpg'), (await describePicture('a.jpg', some)).digest);
  assert.equal(first.pictures.get('a.jpg'), first.pictures.get('b.jpg'));
  assert.match(first.unreadable.get('c.jpg')!, /some\/c\.jpg: this picture cannot be read/);

  // Of the same length and time of modification.
  await put('b.jpg', Buffer.alloc(bytes.length), 1);
  assert.match((await describe()).unreadable.get('b.jpg')!, /this picture cannot be read/);
  await put('b.jpg', await flag(400, 200).jpeg().toBuffer(), 2);
  await put('c.jpg', bytes, 2);
  const { pictures, unreadable } = await describe();
  assert.equal(pictures.get('c.jpg'), first.pictures.get('a.jpg'));
  assert.notEqual(pictures.get('b.jpg'), first.pictures.get('b.jpg'));
  assert.equal(unreadable.size, 0);
});

test('a social card is named by what it says, and made by its name', async () => {
  const name = { paper: 'The Paper', direction: 'ltr' } as const;
  const card = requestCard({ kind: 'paper', ...name, tagline: 'News' }, folders);
  assert.deepEqual([card.type, card.width, card.height], ['image/png', 1200, 630]);
  assert.deepEqual(requestCard({ kind: 'paper', ...name, tagline: 'News' }, folders), card);
  assert.notEqual(requestCard({ kind: 'paper', ...name, tagline: 'Old news' }, folders).path, card.path);
  assert.deepEqual(
    [...pictureNamesIn(`<meta content="https://x.example${card.path}">`)],
    [basename(card.path)],
  );
  const { width, height } = await (await make(card.path)).metadata();
  assert.deepEqual([width, height], [card.width, card.height]);
  assert.equal(isMade(basename(card.path), folders), true);
  for (const other of ['-800.png', '-1200.jpg']) {
    await assert.rejects(make(card.path.replace('-1200.png', other)), /no picture is known by this address/);
  }
});

test('derivatives are made once', async () => {
  await flag(500, 250).jpeg().toFile(original('story.jpg'));
  const making = async (...names: string[]) => {
    const progress: string[] = [];
    const files = await makeDerivatives(names, (made, toMake) => progress.push(`${made}/${toMake}`), folders);
    assert.deepEqual([...files.keys()], names.toSorted());
    for (const file of files.values()) assert.ok((await stat(file)).size > 0);
    return progress;
  };
  const nameAt = async (width: number) =>
    basename((await fallbackPicture('story.jpg', { width }, folders)).path);
  const [small, large] = [await nameAt(240), await nameAt(480)];
  assert.deepEqual(await making(small, large), ['1/2', '2/2']);
  assert.deepEqual(await making(large), []);
  // A fresh checkout changes the time of a file and not its name.
  await utimes(original('story.jpg'), 1, 1);
  assert.equal(await nameAt(240), small);
  assert.deepEqual(await making(small), []);
});

test('what a crash leaves in the cache is made again or removed', async () => {
  const cacheOf = (cacheDir: string, kind: string) => join(cacheDir, 'pictures', kind);
  await flag(300, 200).jpeg().toFile(original('crash.jpg'));
  const crashed = { ...folders, cacheDir: join(folder, 'crashed') };
  const name = basename((await fallbackPicture('crash.jpg', {}, folders)).path);
  await makeDerivative(name, folders);
  const abandoned = `${name}.${randomUUID()}`;
  const inUse = `${name}.${randomUUID()}`;
  for (const kind of ['recipes', 'made']) {
    const files = await readdir(cacheOf(folders.cacheDir, kind));
    await mkdir(cacheOf(crashed.cacheDir, kind), { recursive: true });
    for (const file of [...files, abandoned, inUse]) {
      await writeFile(join(cacheOf(crashed.cacheDir, kind), file), '');
    }
    await utimes(join(cacheOf(crashed.cacheDir, kind), abandoned), 1, 1);
  }
  assert.equal(basename((await fallbackPicture('crash.jpg', {}, crashed)).path), name);
  assert.equal(isMade(name, crashed), false);
  const files = await makeDerivatives([name], () => {}, crashed);
  assert.ok((await stat(files.get(name)!)).size > 0);
  for (const kind of ['recipes', 'made']) {
    const files = await readdir(cacheOf(crashed.cacheDir, kind));
    assert.deepEqual([files.includes(abandoned), files.includes(inUse)], [false, true], kind);
  }
});

test('a picture that cannot be shown is named with the reason and the fix', async () => {
  await flag(400, 400).removeAlpha().png({ compressionLevel: 0 }).toFile(original('whole.png'));
  await writeFile(original('cut.png'), (await readFile(original('whole.png'))).subarray(0, 20_000));
  await writeFile(original('text.jpg'), 'not a picture');
  await writeFile(original('drawing.svg'), '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
  const describe = (src: string) => describePicture(src, folders);
  await assert.rejects(
    describe('text.jpg'),
    /content\/text\.jpg: this picture cannot be read .*export it again/,
  );
  await assert.rejects(describe('drawing.svg'), /drawing\.svg: .*SVG draws differently.*Expected JPEG, PNG/);
  await assert.rejects(describe('none.jpg'), /content\/none\.jpg: there is no such picture/);
  await assert.rejects(describe('../outside.jpg'), /outside\.jpg: a picture must lie in/);
  await assert.rejects(describe('cut.png'), /content\/cut\.png: this picture cannot be read/);
  await assert.rejects(
    makeDerivatives([`${'0'.repeat(16)}-480.avif`], () => {}, folders),
    /\/pictures\/0{16}-480\.avif: no picture is known/,
  );
});
