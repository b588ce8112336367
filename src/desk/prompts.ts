import type { Readable, Writable } from 'node:stream';
import { CommandError, exitCodes, UsageError } from './command.ts';

/** Where questions are asked. */
export interface Terminal {
  /** Whether somebody can answer. Where not, nothing is asked. */
  isInteractive: boolean;
  input?: Readable;
  output?: Writable;
}

/** Something that a command has to know. */
interface Question {
  /** The question, a few words: "Headline". */
  ask: string;
  /** How it is given without being asked: `--section world`. */
  option: string;
}

/** A possible answer. */
export interface Choice {
  value: string;
  label?: string;
  /** Said beside the label of the one that is pointed at. */
  hint?: string;
}

/** The terminal that this process was started on. */
export const processTerminal: Terminal = {
  isInteractive: Boolean(process.stdin.isTTY && process.stdout.isTTY) && !process.env.CI,
};

/**
 * Asks for what was not given. Each method returns what was given, and asks only otherwise.
 * On no terminal, each throws a {@link UsageError} that names the option; broken off (Ctrl-C, Ctrl-D), a
 * {@link CommandError}.
 */
export class Prompts {
  readonly #terminal: Terminal;

  constructor(terminal: Terminal = processTerminal) {
    this.#terminal = terminal;
  }

  /** Whether somebody can be asked. */
  get isInteractive(): boolean {
    return this.#terminal.isInteractive;
  }

  /**
   * One line of text.
   * @param question.check what is wrong with an answer, if anything; also asked of a given one
   */
  async text(
    given: string | undefined,
    question: Question & {
      placeholder?: string;
      initial?: string;
      check?: (answer: string) => string | undefined;
    },
  ): Promise<string> {
    const { check = notEmpty, initial, placeholder } = question;
    if (given !== undefined) {
      const wrong = check(given);
      if (wrong !== undefined) throw new UsageError(`${question.option}: ${wrong}`);
      return given;
    }
    return this.#ask<string>(question, ({ text }, common) =>
      text({
        ...common,
        ...(placeholder !== undefined && { placeholder }),
        ...(initial !== undefined && { initialValue: initial }),
        validate: (answer) => check(answer ?? ''),
      }),
    );
  }

  /** One of several; long lists are searched by typing. */
  async choose(
    given: string | undefined,
    question: Question & { choices: Choice[]; initial?: string },
  ): Promise<string> {
    const { choices, initial } = question;
    if (given !== undefined) return given;
    const initially = initial !== undefined && { initialValue: initial };
    return this.#ask<string>(question, ({ select, autocomplete }, common) =>
      choices.length > longList
        ? autocomplete({ ...common, options: choices, maxItems: longList, ...initially })
        : select({ ...common, options: choices, ...initially }),
    );
  }

  /** Any number of several, none included. */
  async chooseSeveral(
    given: string[] | undefined,
    question: Question & { choices: Choice[] },
  ): Promise<string[]> {
    if (given !== undefined) return given;
    return this.#ask<string[]>(question, ({ autocompleteMultiselect }, common) =>
      autocompleteMultiselect({ ...common, options: question.choices, maxItems: longList, required: false }),
    );
  }

  /** Yes or no. On no terminal the answer has to be given by its option. */
  async confirm(given: boolean | undefined, question: Question & { initial?: boolean }): Promise<boolean> {
    if (given !== undefined) return given;
    return this.#ask<boolean>(question, ({ confirm }, common) =>
      confirm({ ...common, initialValue: question.initial ?? true }),
    );
  }

  async #ask<Answer>(
    { ask, option }: Question,
    prompt: (
      clack: typeof import('@clack/prompts'),
      common: { message: string; signal: AbortSignal; input?: Readable; output?: Writable },
    ) => Promise<Answer | symbol>,
  ): Promise<Answer> {
    const { isInteractive, input, output } = this.#terminal;
    if (!isInteractive) throw new UsageError(`${ask} is missing; expected ${option}.`);
    const clack = await import('@clack/prompts');
    const end = whenInputEnds(input ?? process.stdin);
    try {
      const answer = await prompt(clack, {
        ...{ message: ask, signal: end.signal },
        ...(input && { input }),
        ...(output && { output }),
      });
      if (clack.isCancel(answer))
        throw new CommandError('Broken off; nothing was changed.', exitCodes.brokenOff);
      return answer as Answer;
    } finally {
      end.forget();
    }
  }
}

/** A signal of the end of what is typed: Ctrl-D, or a terminal that is gone. Without it a prompt never ends. */
function whenInputEnds(input: Readable): { signal: AbortSignal; forget: () => void } {
  const controller = new AbortController();
  const end = () => controller.abort();
  const onKey = (_: string | undefined, key?: { ctrl?: boolean; name?: string }) => {
    if (key?.ctrl && key.name === 'd') end();
  };
  input.on('keypress', onKey).on('end', end);
  return { signal: controller.signal, forget: () => input.off('keypress', onKey).off('end', end) };
}

/** From this number of choices on, one is searched and not looked through. */
const longList = 12;

const notEmpty = (answer: string) => (answer.trim() === '' ? 'expected some words.' : undefined);
