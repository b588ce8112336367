import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isMatch } from './match.ts';

const cases: [asked: string, found: string, is: boolean][] = [
  ['cities', 'The city.', true],
  ['krem', '“Kremlin’s”', true],
  ['zoe', 'Zoë', true],
  ['obrien', 'O’Brien', true],
  ['email', 'e-mails', true],
  ['backed', 'Iran-backed', true],
  ['asdfgh iran', 'Iran', true],
  ['東京オリンピック', '東京', true],
  ['asdfgh', 'as', false],
  ['zzyzx', 'Z', false],
  ['iran', '', false],
];
for (const [asked, found, is] of cases) {
  test(`"${found}" ${is ? 'answers' : 'does not answer'} "${asked}"`, () => {
    assert.equal(isMatch(asked, [found], 'ja'), is);
  });
}
