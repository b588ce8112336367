import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  cropFrame,
  derivativeWidths,
  fallbackWidth,
  formatPictureName,
  heightAt,
  parsePictureName,
  pictureNamesIn,
  pictureStem,
} from './derivatives.ts';

test('a crop keeps its focus as near the centre as the edges allow', () => {
  const wide = { width: 2000, height: 1000 };
  assert.deepEqual(cropFrame(wide, '1:1'), { left: 500, top: 0, width: 1000, height: 1000 });
  assert.deepEqual(cropFrame(wide, '1:1', '62% 40%'), { left: 740, top: 0, width: 1000, height: 1000 });
  assert.deepEqual(cropFrame(wide, '1:1', '90% 40%'), { left: 1000, top: 0, width: 1000, height: 1000 });
  const tall = { width: 900, height: 1600 };
  assert.deepEqual(cropFrame(tall, '3:2', '50% 0%'), { left: 0, top: 0, width: 900, height: 600 });
  assert.deepEqual(cropFrame(tall, '3:2', '50% 30%'), { left: 0, top: 180, width: 900, height: 600 });
  assert.throws(() => cropFrame(tall, '3:2', 'left'), /focus is "left".*"62% 40%"/);
});

test('a picture that has the shape already is not cropped', () => {
  const picture = { width: 1600, height: 1067 };
  assert.deepEqual(cropFrame(picture, '3:2', '10% 10%'), { left: 0, top: 0, ...picture });
  assert.deepEqual(cropFrame(picture), { left: 0, top: 0, ...picture });
});

test('no derivative is wider than its frame, and no two are nearly the same', () => {
  assert.deepEqual(derivativeWidths({ width: 4000, height: 3000 }, 'page'), [480, 800, 1200, 1600]);
  assert.deepEqual(derivativeWidths({ width: 1000, height: 750 }, 'page'), [480, 800, 1000]);
  assert.deepEqual(derivativeWidths({ width: 820, height: 600 }, 'page'), [480, 820]);
  assert.deepEqual(derivativeWidths({ width: 200, height: 100 }, 'card'), [200]);
  assert.equal(fallbackWidth({ width: 4000, height: 3000 }, 'page'), 1200);
  assert.equal(fallbackWidth({ width: 300, height: 200 }, 'card'), 300);
  assert.equal(heightAt({ width: 1600, height: 1067 }, 800), 534);
  assert.equal(heightAt({ width: 1600, height: 2 }, 100), 1);
});

test('a name tells apart bytes and frames, and is found in any link', () => {
  const frame = { left: 0, top: 0, width: 100, height: 100 };
  const stem = pictureStem('a', frame);
  assert.notEqual(stem, pictureStem('b', frame));
  assert.notEqual(stem, pictureStem('a', { ...frame, left: 1 }));
  const name = formatPictureName({ stem, width: 480, format: 'avif' });
  assert.deepEqual(parsePictureName(name), { stem, width: 480, format: 'avif' });
  assert.equal(parsePictureName(`../${name}`), undefined);
  const html = `<source srcset="/paper/pictures/${name} 480w,/paper/pictures/${stem}-800.avif 800w">
    <meta content="https://standfirst.example/pictures/${stem}-1200.jpg"> /pictures/of-the-day.jpg`;
  assert.deepEqual([...pictureNamesIn(html)], [name, `${stem}-800.avif`, `${stem}-1200.jpg`]);
});
