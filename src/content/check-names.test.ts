import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressableName, headlineName, longestSegment, nameMistakes } from './check-names.ts';

test('a name is made of the words of any script, and is one that a file may have', () => {
  const names: [text: string, name: string][] = [
    ['Кремль призвал к сдержанности', 'кремль-призвал-к-сдержанности'],
    ['Київ: «їжа» й ґанок', 'київ-їжа-й-ґанок'],
    ['हिन्दी में समाचार', 'हिन्दी-में-समाचार'],
    ['ไทยรัฐ ข่าว', 'ไทยรัฐ-ข่าว'],
    ['שָׁלוֹם עולם', 'שָׁלוֹם-עולם'],
    ['Cafe\u0301 x\u030c', 'café-x\u030c'],
    ['\u0301accent', 'accent'],
    ['An_old  name_', 'an-old-name'],
    ['🏴‍☠️ Pirates', 'pirates'],
    ['…!', ''],
  ];
  for (const [text, name] of names) {
    assert.equal(addressableName(text), name, text);
    if (name !== '') assert.deepEqual(nameMistakes(name), [], name);
  }
});

test('a name that is too long for an address ends with a whole word', () => {
  assert.equal(
    headlineName(`${'word '.repeat(20)}`),
    'word-word-word-word-word-word-word-word-word-word-word-word',
  );
  const hindi = headlineName('समाचार '.repeat(30));
  assert.match(hindi, /^(?:समाचार-){6,}समाचार$/);
  for (const letter of ['ह', '日', '𠀀']) {
    const name = addressableName(letter.repeat(300));
    assert.ok(Buffer.byteLength(name) <= longestSegment && name.isWellFormed(), letter);
    assert.deepEqual(nameMistakes(name), []);
  }
});
