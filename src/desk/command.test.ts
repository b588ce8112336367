import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { environment } from '../environment.ts';
import { count, editorsFolder, listOf, readCall, UsageError } from './command.ts';

const form = {
  name: 'new',
  usage: '',
  options: {
    section: { type: 'string', short: 's' },
    draft: { type: 'boolean' },
    tags: { type: 'string', multiple: true },
  },
} as const;

test('a call is read into options and names', () => {
  assert.deepEqual(
    readCall({ ...form, takesNames: true }, ['A headline', '--section', 'world', '--draft', '--', '--odd']),
    {
      values: Object.assign(Object.create(null), { section: 'world', draft: true }),
      names: ['A headline', '--odd'],
    },
  );
});

test('a text that begins with a hyphen is no option', () => {
  const call = readCall({ ...form, takesNames: true }, [
    ...[
      'story',
      '- He is Dmitry',
      '--tags',
      '-5 degrees',
      '--tags=- a = b',
      '--draft',
      '--section',
      '--no way',
    ],
    ...['--one, --two', '--', '- last'],
  ]);
  assert.deepEqual(call, {
    values: Object.assign(Object.create(null), {
      tags: ['-5 degrees', '- a = b'],
      draft: true,
      section: '--no way',
    }),
    names: ['story', '- He is Dmitry', '--one, --two', '- last'],
  });
  assert.throws(() => readCall(form, ['- a text']), /“- a text” is not expected here/);
});

test('--help is answered whatever else is said, but for what follows --', () => {
  assert.equal(readCall(form, ['--help']), 'help');
  assert.equal(readCall(form, ['--unknown', '-h']), 'help');
  assert.notEqual(readCall({ ...form, takesNames: true }, ['--', '--help']), 'help');
});

describe('a wrong call is told in a sentence', () => {
  const cases: [words: string[], says: RegExp][] = [
    [
      ['--sectoin', 'world'],
      /^There is no option --sectoin\. Did you mean --section\? `npm run new -- --help` tells/,
    ],
    [['--zzz'], /^There is no option --zzz\. `npm run/],
    [['-x'], /^There is no option -x\. /],
    [['--section'], /^The option --section lacks its value;/],
    [['-s'], /^The option --section lacks its value;/],
    [
      ['--section', '--draft'],
      /^The option --section lacks its value; one that begins with a hyphen is written --section=-value\./,
    ],
    [['--draft=1'], /^The option --draft takes no value\./],
    [['word'], /^“word” is not expected here\./],
  ];
  for (const [words, says] of cases) {
    test(words.join(' '), () => {
      assert.throws(
        () => readCall(form, words),
        (error) => error instanceof UsageError && error.exitCode === 2 && says.test(error.message),
      );
    });
  }
});

test('the editor’s folder is that of npm’s caller, or the one of a process started elsewhere', () => {
  assert.equal(editorsFolder({ INIT_CWD: '/paper/content' }, environment.root), '/paper/content');
  assert.equal(editorsFolder({}, environment.root), environment.root);
  assert.equal(editorsFolder({ INIT_CWD: '/paper/content' }, '/elsewhere'), '/elsewhere');
});

test('lists and counts', () => {
  assert.deepEqual(listOf('iran, israel,,'), ['iran', 'israel']);
  assert.deepEqual(listOf(['a,b', 'c']), ['a', 'b', 'c']);
  assert.deepEqual(listOf(undefined), []);
  assert.equal(count(1, 'story', 'stories'), '1 story');
  assert.equal(count(1200, 'story', 'stories'), '1,200 stories');
  assert.equal(count(0, 'file'), '0 files');
});
