import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { twinHeadlineRemarks } from './headlines.ts';

const told = (...titles: (string | [string, string])[]) =>
  twinHeadlineRemarks(
    titles.map((written, index) => {
      const [title, pubDate] = typeof written === 'string' ? [written, '2024-10-02'] : written;
      return { path: String(index), title, pubDate };
    }),
  ).map(({ path }) => path);

const headline = 'Kremlin calls for restraint after missile attack on Israel';

describe('two headlines that say the same', () => {
  const twins = [
    headline,
    'Kremlin calls for restraint after the missile attack on Israel',
    'KREMLIN CALLS FOR “RESTRAINT” AFTER MISSILE ATTACK ON ISRAEL',
    'Kremlin calls for restraint after Iran missile attack on Israel',
    'Kremlin calls for restraint after missile attacks on Israel',
    'Kremlin calls for restraint after attack on Israel',
    'Kremlin calls for restraint after misile attack on Israel',
    'Krémlin calls for restraint after missile attack on Israel',
  ];
  for (const twin of twins) {
    test(twin, () => {
      assert.deepEqual(told(headline, twin), ['1']);
      assert.deepEqual(told(twin, headline), ['1']);
    });
  }
  test('short ones are the same or are not', () => {
    assert.deepEqual(told('Rates cut', 'Rates cut!', 'Rates rise'), ['1']);
  });
  test('the later story is told, whatever the order of the files', () => {
    assert.deepEqual(told([headline, '2024-10-03'], [headline, '2024-10-02']), ['0']);
  });
});

describe('two headlines that differ', () => {
  const others = [
    'Kremlin calls for no restraint after missile attack on Israel',
    'Kremlin calls for restraint after missile attack on Lebanon',
    'Kremlin calls for restraint after missile attack on Israel 2',
    'White House calls for restraint after missile attack on Israel',
    'Israel calls for restraint after missile attack on Kremlin',
    'Kremlin called yesterday for restraint after the attack',
  ];
  for (const other of others) test(other, () => assert.deepEqual(told(headline, other), []));

  test('in their numbers', () => {
    assert.deepEqual(
      told('Inflation rises to 3 percent in the euro area', 'Inflation rises to 4 percent in the euro area'),
      [],
    );
    assert.deepEqual(
      told('Matchday report: City win their game 20', 'Matchday report: City win their game 21'),
      [],
    );
  });
  test('in their time', () => {
    assert.deepEqual(told([headline, '2024-10-02'], [headline, '2024-11-02']), ['1']);
    assert.deepEqual(told([headline, '2024-10-02'], [headline, '2024-11-03']), []);
  });
  test('from itself, with a word in it twice', () => {
    assert.deepEqual(told('Chi chi, the giant panda, dies in Regent Zoo'), []);
  });
  test('standing ones', () => {
    const weeks = ['05', '12', '19', '26'].map((day): [string, string] => [
      'The week in pictures',
      `2024-10-${day}`,
    ]);
    assert.deepEqual(told(...weeks), []);
    assert.deepEqual(told(...weeks.slice(1)), ['1', '2']);
  });
});

test('a hundred thousand headlines from few words take no longer than as many different ones', () => {
  const words = Array.from(
    { length: 40 },
    (_, index) => `word${String.fromCharCode(97 + (index % 26))}${'x'.repeat(index % 7)}`,
  );
  let seed = 1;
  const next = () => (seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
  const titles = Array.from({ length: 100_000 }, () =>
    Array.from({ length: 8 }, () => words[Math.floor(next() * words.length)]).join(' '),
  );
  // Quadratic, this would not end.
  assert.ok(told(...titles).length < titles.length);
});
