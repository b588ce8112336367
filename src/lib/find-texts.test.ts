import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createTextFinder } from './find-texts.ts';

const find = (texts: string[], text: string) => [...createTextFinder(texts)(Buffer.from(text))].sort();

describe('createTextFinder', () => {
  it('finds texts of different lengths wherever they stand', () => {
    const texts = ['the tower is closed', 'tower is', 'closed on Mondays'];
    assert.deepEqual(find(texts, 'We hear the tower is closed on Mondays'), [...texts].sort());
    assert.deepEqual(find(texts, 'the tower i'), []);
    assert.deepEqual(find(['باب المدينة'], 'عند باب المدينة'), ['باب المدينة']);
    assert.deepEqual(find([], 'anything'), []);
  });

  it('finds what a search for each text alone finds', () => {
    let state = 7;
    const random = (below: number) => (state = (state * 48271) % 0x7fffffff) % below;
    const word = (length: number) => Array.from({ length }, () => 'aab é'[random(5)]).join('');
    for (let round = 0; round < 300; round++) {
      const texts = Array.from({ length: 1 + random(6) }, () => word(8 + random(6)));
      const text = word(random(400)) + (random(2) ? texts[0] : '') + word(random(400));
      const expected = [...new Set(texts)].filter((one) => text.includes(one)).sort();
      assert.deepEqual(find(texts, text), expected);
    }
  });

  it('refuses texts that would be found everywhere', () => {
    assert.throws(() => createTextFinder(['Iran']), /has 4 bytes; expected at least 8/);
  });
});
