import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { describe, test } from 'node:test';
import { CommandError, UsageError } from './command.ts';
import { Prompts } from './prompts.ts';

const question = { ask: 'Section', option: '--section world' };
const choices = ['world', 'politics', 'culture'].map((value) => ({ value }));

/** Prompts on a terminal where these keys are pressed, one after the other. */
function pressing(...keys: string[]) {
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => {} });
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 80, rows: 24 });
  let shown = '';
  output.on('data', (text) => {
    shown += text;
    // The next key is pressed when the last was answered.
    const key = keys.shift();
    if (key !== undefined) setImmediate(() => input.write(key));
  });
  return { prompts: new Prompts({ isInteractive: true, input, output }), shown: () => shown };
}

const enter = '\r';
const down = '\x1b[B';

describe('on a terminal', () => {
  test('what is missing is asked for', async () => {
    const { prompts, shown } = pressing('H', 'i', enter);
    assert.equal(await prompts.text(undefined, { ask: 'Headline', option: '"Headline"' }), 'Hi');
    assert.match(shown(), /Headline/);
  });

  test('an answer that is wrong is asked for again', async () => {
    const { prompts, shown } = pressing('a', enter, 'b', enter);
    const check = (answer: string) => (answer === 'ab' ? undefined : 'expected ab.');
    assert.equal(await prompts.text(undefined, { ask: 'Word', option: 'WORD', check }), 'ab');
    assert.match(shown(), /expected ab\./);
  });

  test('one is chosen of several', async () => {
    const { prompts } = pressing(down, enter);
    assert.equal(await prompts.choose(undefined, { ...question, choices }), 'politics');
  });

  test('yes or no', async () => {
    const { prompts } = pressing(enter);
    assert.equal(await prompts.confirm(undefined, { ...question, initial: false }), false);
  });

  for (const [name, key] of [
    ['Ctrl-C', '\x03'],
    ['Ctrl-D', '\x04'],
  ] as const) {
    test(`${name} breaks the command off, at each kind of question`, async () => {
      const isBrokenOff = (error: unknown) => error instanceof CommandError && error.exitCode === 130;
      await assert.rejects(pressing(key).prompts.text(undefined, question), isBrokenOff);
      await assert.rejects(pressing('a', key).prompts.text(undefined, question), isBrokenOff);
      await assert.rejects(pressing(key).prompts.choose(undefined, { ...question, choices }), isBrokenOff);
      await assert.rejects(
        pressing(key).prompts.chooseSeveral(undefined, { ...question, choices }),
        isBrokenOff,
      );
      await assert.rejects(pressing(key).prompts.confirm(undefined, question), isBrokenOff);
    });
  }
});

describe('what is given is not asked for', () => {
  for (const isInteractive of [true, false]) {
    test(isInteractive ? 'on a terminal' : 'elsewhere', async () => {
      const prompts = new Prompts({ isInteractive });
      assert.equal(await prompts.text('Hi', question), 'Hi');
      assert.equal(await prompts.choose('world', { ...question, choices }), 'world');
      assert.deepEqual(await prompts.chooseSeveral([], { ...question, choices }), []);
      assert.equal(await prompts.confirm(false, question), false);
      await assert.rejects(
        prompts.text(' ', question),
        new UsageError('--section world: expected some words.'),
      );
    });
  }
});

test('on no terminal nothing is asked: what is missing is an error that names its option', async () => {
  const prompts = new Prompts({ isInteractive: false });
  const missing = new UsageError('Section is missing; expected --section world.');
  await assert.rejects(prompts.text(undefined, question), missing);
  await assert.rejects(prompts.choose(undefined, { ...question, choices }), missing);
  await assert.rejects(prompts.chooseSeveral(undefined, { ...question, choices }), missing);
  await assert.rejects(prompts.confirm(undefined, question), missing);
});
