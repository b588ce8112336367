import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { proseOf } from './prose.ts';
import {
  describeChanges,
  quotedParts,
  silentChanges,
  speakersIn,
  type StoryVersion,
} from './silent-change.ts';

const prose =
  'Iran fired 200 missiles on Tuesday. “We call all sides toward restraint,” said Dimitri Peskov, the spokesman of Vladimir Putin.\n\n' +
  'The minister, Israel Katz, spoke of 1,000 homes. “It is a crime,” he said.';

const version = (prose: string, data: StoryVersion['data'] = {}): StoryVersion => ({
  data: { title: 'Kremlin urges restraint', description: 'It spoke on Wednesday.', ...data },
  prose,
});

/** What is told of an edit of the text. */
function told(from: string | RegExp, to: string): string {
  const after = prose.replace(from, to);
  assert.notEqual(after, prose);
  const changes = silentChanges(version(prose), version(after));
  return changes.length === 0 ? 'nothing' : describeChanges(changes);
}

describe('a published story that says something else', () => {
  test('tells of a number', () => {
    assert.equal(told('200', '180'), '“200” became “180”');
    assert.equal(told('1,000 homes', 'some homes'), '“1,000” is gone');
  });

  test('tells of a name', () => {
    assert.equal(told('Dimitri', 'Dmitry'), '“Dimitri” became “Dmitry”');
    assert.equal(told('Tuesday', 'Wednesday'), '“Tuesday” became “Wednesday”');
    assert.equal(told(', Israel Katz,', ''), '“Israel” is gone and “Katz” is gone');
  });

  test('tells of a first name in a headline, also where one only ever begins sentences', () => {
    const of = (before: string, after: string, text = prose) =>
      silentChanges(version(text, { title: before }), version(text, { title: after }));
    const told: [before: string, after: string, change: string][] = [
      // The old one stands in the text all the same.
      ['Dimitri Peskov urges', 'Dmitry Peskov urges', '“Dimitri” became “Dmitry”'],
      ['Vladimir Putin urges', 'Boris Putin urges', '“Vladimir” became “Boris”'],
      // Both only begin sentences.
      ['Anna Katz speaks', 'Hanna Katz speaks', '“Anna” became “Hanna”'],
    ];
    for (const [before, after, change] of told) assert.equal(describeChanges(of(before, after)), change);
    for (const [before, after] of [
      ['Then Putin spoke', 'When Putin spoke'],
      ['The Kremlin urges', 'A Kremlin urges'],
      ['Vladimir Putin urges', 'President Putin urges'],
      ['Killing Katz', 'Calling Katz'],
    ] as [string, string][]) {
      assert.deepEqual(of(before, after), [], after);
    }
  });

  test('tells of a quotation: changed, added to, gone', () => {
    const before = 'the quotation “We call all sides toward restraint”';
    assert.equal(told('toward', 'to'), `${before} became “We call all sides to restraint”`);
    assert.equal(
      told('We call', 'We do not call'),
      `${before} became “We do not call all sides toward restraint”`,
    );
    assert.equal(told(/“We.*?Putin/, 'Vladimir Putin’s spokesman Dimitri Peskov'), `${before} is gone`);
  });

  test('tells of a number that is a part of a word, and of one that counts', () => {
    const of = (before: string, after: string) =>
      describeChanges(silentChanges(version(before), version(after)));
    assert.equal(of('A two-day visit.', 'A three-day visit.'), '“two” became “three”');
    assert.equal(of('It cost $2.5m.', 'It cost $2.6 million.'), '“2.5” became “2.6”');
    assert.equal(of('It cost $2.5m.', 'It cost $2.5bn.'), '“m” became “bn”');
    assert.equal(of('It opened a second lane.', 'It opened a third lane.'), '“second” became “third”');
    assert.equal(of('Two hundred ships.', 'Three hundred ships.'), '“Two hundred” became “Three hundred”');
    assert.equal(of('On the 5th of May.', 'On the 6th of May.'), '“5” became “6”');
  });

  test('tells of a quotation that has no marks', () => {
    const of = (before: string, after: string) => {
      const [old, now] = [before, after].map((text) => ({
        ...version(proseOf(text, 0, true).text),
        quoted: quotedParts(text, proseOf(text, 0, true)),
      }));
      return silentChanges(old!, now!);
    };
    const apart = 'He wrote:\n\n> We condemn any acts\n> that lead to death.\n\nNo more.\n';
    assert.equal(
      describeChanges(of(apart, apart.replace('death', 'loss'))),
      'the quotation “We condemn any acts that lead to death” became “We condemn any acts that lead to loss”',
    );
    assert.deepEqual(
      of(apart, apart.replace(/> /g, '').replace('We', '“We').replace('death.', 'death.”')),
      [],
    );
    const pulled = 'Text.\n\n<PullQuote by="Ada Brandt">We lost no lives</PullQuote>\n';
    assert.equal(
      describeChanges(of(pulled, pulled.replace('no', 'two'))),
      'the quotation “We lost no lives” became “We lost two lives”',
    );
  });

  test('tells of a quotation that is pulled out and changed in one of the two places', () => {
    const text =
      '“We lost no lives at all,” she said.\n\n<PullQuote by="Ada Brandt">We lost no lives at all</PullQuote>\n';
    const of = (text: string) => {
      const prose = proseOf(text, 0, true);
      return { ...version(prose.text), quoted: quotedParts(text, prose) };
    };
    const told = (from: string, to: string) =>
      silentChanges(of(text), of(text.replace(from, to))).map(({ before, after }) => [before, after]);
    assert.deepEqual(told('no lives', 'two lives'), [
      ['We lost no lives at all', 'We lost two lives at all'],
    ]);
    assert.deepEqual(told('>We lost no', '>We lost two'), [
      ['We lost no lives at all', 'We lost two lives at all'],
    ]);
    assert.deepEqual(told('>We lost no lives at all', '>We lost no lives'), []);
  });

  test('tells of who is quoted, where words are pulled out', () => {
    const text =
      'Text.\n\n<PullQuote\n  by="Ada Brandt"\n  role=\'mayor of Upper Ley\'\n>\n\nWe lost no lives\n\n</PullQuote>\n';
    const of = (text: string) => ({
      ...version('Text.'),
      speakers: speakersIn(text, proseOf(text, 0, true)),
    });
    const after = text.replace('Ada Brandt', 'Ida Sandoz');
    const changes = silentChanges(of(text), of(after));
    assert.equal(describeChanges(changes), '“Brandt” became “Sandoz”');
    assert.deepEqual(changes[0]!.where, { offset: after.indexOf('Sandoz') });
    assert.equal(
      describeChanges(silentChanges(of(text), of(text.replace('Ley', 'Leigh')))),
      '“Ley” became “Leigh”',
    );
  });

  test('tells of a caption of the same picture, and not of another one', () => {
    const of = (src: string, caption: string) =>
      version(prose, { image: { src, alt: 'A wall', caption, credit: 'Ada Brandt' } });
    const before = of('wall.jpg', 'The wall, seen on Tuesday.');
    const [change] = silentChanges(before, of('wall.jpg', 'The wall, seen on Wednesday.'));
    assert.deepEqual(change!.where, { at: ['image', 'caption'], phrase: 'Wednesday' });
    assert.deepEqual(silentChanges(before, of('gate.jpg', 'The gate, seen on Wednesday.')), []);
  });

  test('tells where the change is', () => {
    const after = prose.replace('200', '180');
    assert.deepEqual(silentChanges(version(prose), version(after))[0]!.where, {
      offset: after.indexOf('180'),
    });
    const [inTitle] = silentChanges(
      version(prose, { title: 'Moscow urges Iran' }),
      version(prose, { title: 'Moscow urges Israel' }),
    );
    assert.deepEqual(inTitle, {
      ...{ what: 'name', before: 'Iran', after: 'Israel' },
      where: { at: ['title'], phrase: 'Israel' },
    });
  });

  test('tells of three changes, and counts the rest', () => {
    const [before, after] = ['1 2 3 4 5', '6 7 8 9 0'].map((text) => version(text));
    assert.equal(
      describeChanges(silentChanges(before!, after!)),
      '“1” became “6”, “2” became “7”, “3” became “8”, and 2 more facts changed',
    );
  });
});

describe('a published story whose facts stay', () => {
  const edits: [what: string, from: string | RegExp, to: string][] = [
    ['other words', 'fired', 'launched'],
    ['other words at the start of a sentence', 'The minister', 'A minister'],
    ['an added sentence with facts', /$/, ' Of these 40 were in Haifa, said Yoav Gallant.'],
    ['a number written otherwise', '1,000', '1000'],
    ['a number with its word', '200 missiles', '200% missiles'],
    ['a number with its unit', '1,000 homes', '1,000m homes'],
    ['other signs of quotation', /“(It is a crime,)”/, '"$1"'],
    ['a quotation that is split', 'all sides toward', 'all sides,” he said, “toward'],
    ['a name that is said once less', 'the spokesman of Vladimir Putin', 'the spokesman'],
    ['other white space', ' spoke of', '\nspoke of'],
    ['a capital', 'spokesman', 'Spokesman'],
  ];
  for (const [what, from, to] of edits) {
    test(what, () => {
      const data = { title: 'Kremlin of Vladimir Putin urges restraint' };
      const after = prose.replace(from, to);
      assert.notEqual(after, prose);
      assert.deepEqual(silentChanges(version(prose, data), version(after, data)), []);
    });
  }

  test('a small word that was written twice', () => {
    const of = (text: string, lang = 'en-GB') => ({ ...version(text, { title: text }), language: lang });
    const twice = 'He said: “It was the the best for and and of all.” The the end.';
    const once = 'He said: “It was the best for and of all.” The end.';
    assert.deepEqual(silentChanges(of(twice), of(once)), []);
    assert.equal(silentChanges(of('“It is very very bad.”'), of('“It is very bad.”')).length, 1);
    assert.equal(silentChanges(of(twice, 'fi'), of(once, 'fi')).length, 1);
  });

  test('a note of the desk', () => {
    const of = (text: string) => {
      const prose = proseOf(text, 0, true);
      return {
        ...version(prose.text),
        ...{ quoted: quotedParts(text, prose), speakers: speakersIn(text, prose) },
      };
    };
    const notes = (note: string) =>
      of(`{/* ${note} */}\n\nIt was 12. {/*\n\n${note}\n*/}\n\n\`\`\`\n${note}\n\`\`\`\n`);
    const before = notes('Says 200, by Dimitri Peskov: “It was.” <PullQuote by="Ada Brandt">');
    assert.deepEqual(silentChanges(before, notes('Says 180 <PullQuote by="Ida Sandoz">')), []);
    assert.deepEqual(silentChanges(before, of('It was 12.\n')), []);
  });

  test('the same said otherwise', () => {
    const pairs = [
      ['It cost $2.5 million.', 'It cost $2.5m.'],
      ['It is 12 metres deep.', 'It is 12m deep.'],
      ['It is a 12-metre lane.', 'It is a 12 metre lane.'],
      ['On the 5th of May.', 'On the fifth of May.'],
      ['At 9 am.', 'At 9am.'],
      ['It is the first time since May.', 'It is the only time since May.'],
      ['Forty-five ships.', '45 ships.'],
      ['Two hundred ships.', '200 ships.'],
      ['Some 12 thousand people.', 'Some 12,000 people.'],
    ];
    for (const [before, after] of pairs) {
      assert.deepEqual(silentChanges(version(before!), version(after!)), [], after);
    }
  });

  test('paragraphs in another order', () => {
    const [first, second] = prose.split('\n\n');
    assert.deepEqual(silentChanges(version(prose), version(`${second}\n\n${first}`)), []);
  });
});

test('a correction or update that was added may tell of it', () => {
  const before = version(prose, { corrections: [{ date: '2024-10-02', text: 'A name.' }] });
  const after = (data: StoryVersion['data']) =>
    silentChanges(before, version(prose.replace('200', '180'), data)).length;
  assert.equal(after(before.data), 1);
  assert.equal(after({ ...before.data, updates: [{ date: '2024-10-03', text: 'The number.' }] }), 0);
  assert.equal(after({ corrections: [{ date: '2024-10-02', text: 'A name and a number.' }] }), 0);
  assert.equal(after({ ...before.data, updatedDate: '2024-10-03' }), 1);
});
