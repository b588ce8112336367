import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import { Canvas } from './canvas.ts';

const white = [255, 255, 255] as const;
const red = [201, 0, 3] as const;

async function pixelsOf(canvas: Canvas) {
  const { data, info } = await sharp(canvas.toPng())
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  assert.deepEqual([info.width, info.height, info.channels], [canvas.width, canvas.height, 3]);
  return (x: number, y: number) => [...data.subarray((y * info.width + x) * 3, (y * info.width + x + 1) * 3)];
}

test('what is filled and printed is what a decoder sees', async () => {
  const canvas = new Canvas(6, 4, white);
  const ink = canvas.ink(red, 3);
  canvas.fill(ink, 0, 3, 5, 1);
  canvas.print(ink, { width: 3, height: 1, coverage: Uint8Array.of(0, 170, 255) }, 1, 1);
  const at = await pixelsOf(canvas);
  assert.deepEqual([at(0, 3), at(4, 3), at(5, 3), at(0, 0)], [[...red], [...red], [...white], [...white]]);
  assert.deepEqual([at(1, 1), at(2, 1), at(3, 1)], [[...white], [219, 85, 87], [...red]]);
});

test('what lies outside is cut off', async () => {
  const canvas = new Canvas(4, 2, white);
  const ink = canvas.ink(red, 1);
  canvas.print(ink, { width: 6, height: 4, coverage: new Uint8Array(24).fill(255) }, -1, -1);
  canvas.print(ink, { width: 2, height: 2, coverage: new Uint8Array(4).fill(255) }, 9, 9);
  const at = await pixelsOf(canvas);
  for (const x of [0, 1, 2, 3]) assert.deepEqual([at(x, 0), at(x, 1)], [[...red], [...red]]);
});

test('there are no more colours than a pixel has names for', () => {
  const canvas = new Canvas(2, 2, white);
  canvas.ink(red, 15);
  assert.throws(() => canvas.ink(red, 1), /16 colours/);
});
