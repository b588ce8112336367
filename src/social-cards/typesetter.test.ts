import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { LetterWidths } from './letter-widths.ts';
import { openTypesetter, type TextStyle } from './typesetter.ts';

const cacheDir = await mkdtemp(join(tmpdir(), 'typesetter-'));
after(() => rm(cacheDir, { recursive: true }));
const typesetter = await openTypesetter({ cacheDir });

const bold = { weight: 'Bold', lineHeight: 0.79, tracking: -0.012 } as const;
const box = { width: 1056, height: 320, sizes: [150, 120, 100, 90, 80, 72, 64, 56, 48, 40] };
const plain = [
  'Countries in the region close their airspace',
  'The state-of-the-art well-being of 10,000 people – or 45% of them – costs $3.5bn, “official” figures say',
  'Россия и Китай подписали соглашение о поставках газа',
  'Ελλάδα: νέα μέτρα για την οικονομία',
];

test('letters tell how large a text comes out', async () => {
  const widths = new LetterWidths((text, style) => typesetter.measure(text, style));
  for (const text of plain) {
    const estimate = (await widths.estimator(text, bold))!;
    for (const size of [44, 71, 100]) {
      const style: TextStyle = { ...bold, size };
      const [line, estimated] = [await typesetter.measure(text, style), estimate(style)];
      const ratio = estimated.width / line.width;
      assert.ok(ratio > 0.995 && ratio < 1.02, `${text} at ${size}: ${ratio}`);
      const broken = { ...style, width: Math.round(estimated.width * 0.6) };
      const [ink, hoped] = [await typesetter.measure(text, broken), estimate(broken)];
      assert.ok(Math.abs(ink.height - hoped.height) < size / 2, `${text} at ${size}: ${ink.height}`);
    }
  }
  for (const text of ['עברית', 'غزة', 'Rockets 🚀', 'सत्य', '東京', '']) {
    assert.equal(await widths.estimator(text, bold), undefined, text);
  }
  assert.equal(await widths.estimator('Words', { ...bold, breaksWords: true }), undefined);
});

test('a text is set as large as it fits, whether letters tell that or trials', async () => {
  for (const text of [...plain, 'غزة: مقتل 45 شخصاً في غارة', 'Rockets 🚀 over Baikonur']) {
    const { width, height } = (await typesetter.setInto(text, bold, box))!;
    assert.ok(width <= box.width && height <= box.height, `${text}: ${width} ${height}`);
    assert.ok(width > box.width / 2 && height > box.height / 2, `${text}: ${width} ${height}`);
  }
  assert.equal(await typesetter.setInto('m'.repeat(100), bold, box), undefined);
  assert.equal(await typesetter.setInto('words '.repeat(1000), bold, box), undefined);
});

test('what was measured once is not measured again', async (context) => {
  await typesetter.setInto(plain[0]!, bold, box);
  const measure = context.mock.method(typesetter, 'measure');
  const set = context.mock.method(typesetter, 'set');
  await typesetter.setInto([...plain[0]!.split(' ')].reverse().join(' '), bold, box);
  assert.deepEqual([measure.mock.callCount(), set.mock.callCount()], [0, 1]);
  const line = { width: 1056, sizes: [32, 29] };
  const [first, second] = [
    await typesetter.setInto('World', bold, line),
    await typesetter.setInto('World', bold, line),
  ];
  assert.equal(first, second);
  assert.equal(set.mock.callCount(), 2);
});
