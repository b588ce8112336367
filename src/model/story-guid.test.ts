import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Correction } from './archive.ts';
import { correctionGuid, guidOf } from './story-guid.ts';

const id = '2024/10/kremlin-urges-restraint';

it('names a story the same for ever', () => {
  assert.equal(guidOf({ id }), 'urn:uuid:c2b767ee-37bd-5da7-b199-895f68cee285');
  assert.notEqual(guidOf({ id: '2024/10/a' }), guidOf({ id: '2024/10/b' }));
});

it('keeps the name that a story brought with it', () => {
  assert.equal(guidOf({ id, guid: 'https://old.example/?p=7' }), 'https://old.example/?p=7');
});

it('names each correction by its story, its date and its place among those of one date', () => {
  const correction = (text: string, date = '2024-10-03', storyId = id) =>
    ({ article: { id: storyId }, date: new Date(date), text }) as Correction;
  const name = correctionGuid(correction('a'), 0);
  assert.equal(correctionGuid(correction('in other words'), 0), name);
  const others = [
    correctionGuid(correction('a'), 1),
    correctionGuid(correction('a', '2024-10-04'), 0),
    correctionGuid(correction('a', '2024-10-03', '2024/10/a'), 0),
    guidOf({ id }),
  ];
  assert.equal(new Set([name, ...others]).size, 5);
});
