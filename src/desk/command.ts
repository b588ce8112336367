import { enableCompileCache } from 'node:module';
import { join, resolve } from 'node:path';
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { environment } from '../environment.ts';
import { nearest } from '../lib/text.ts';

/** How a command of the desk is called. */
export interface CommandForm<Options extends ParseArgsOptionsConfig> {
  /** The word after `npm run`. */
  name: string;
  /** What `--help` prints. */
  usage: string;
  /** Its options besides `--help`, as `parseArgs` of `node:util` takes them. */
  options: Options;
  /** Whether words without hyphens may follow, such as paths. */
  takesNames?: boolean;
}

/** One call of a command. */
export interface CommandCall<Options extends ParseArgsOptionsConfig> {
  /** The values of its options; absent are those not given. */
  values: ReturnType<typeof parseArgs<{ options: Options }>>['values'];
  /** The words without hyphens, in order. */
  names: string[];
}

/** Exit codes of all commands. */
export const exitCodes = {
  /** All was done; there may be warnings. */
  done: 0,
  /** What was asked for could not be done, or a check found errors. */
  failed: 1,
  /** The command was called wrongly, and did nothing. */
  misused: 2,
  /** The editor broke it off at a question, and nothing was done. */
  brokenOff: 130,
} as const;

/** A command that ends without having done anything. Its message is for the editor. */
export class CommandError extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode: number = exitCodes.failed) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** A command that was called wrongly: what was found, and what is expected. */
export class UsageError extends CommandError {
  constructor(message: string) {
    super(message, exitCodes.misused);
  }
}

/**
 * Runs a command of the desk as the process it is in: reads its options, answers `--help`, changes to the
 * project's folder, prints what goes wrong as a plain sentence, and sets the exit code.
 * @param work does it; may return an exit code. What is costly to load it imports when it is called.
 */
export async function runCommand<const Options extends ParseArgsOptionsConfig>(
  form: CommandForm<Options>,
  work: (call: CommandCall<Options>) => Promise<number | void> | number | void,
): Promise<void> {
  for (const output of [process.stdout, process.stderr]) output.on('error', forgiveClosedPipe);
  try {
    const call = readCall(form, process.argv.slice(2));
    if (call === 'help') {
      console.log(form.usage);
      return;
    }
    process.chdir(environment.root);
    // Loading the code of a command takes longer than most of its work.
    process.env.NODE_COMPILE_CACHE ??= join(environment.cacheDir, 'node');
    enableCompileCache(process.env.NODE_COMPILE_CACHE);
    process.exitCode = (await work(call)) ?? exitCodes.done;
  } catch (error) {
    // An editor has no use for a stack trace.
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = error instanceof CommandError ? error.exitCode : exitCodes.failed;
  }
}

/** Whoever read what is printed, such as `head`, may have had enough of it: the work goes on, and so ends the command. */
function forgiveClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

/**
 * Reads the words after a command's name.
 * @returns `help` when they ask for it, whatever else they say
 * @throws {UsageError}
 */
export function readCall<const Options extends ParseArgsOptionsConfig>(
  { name, options, takesNames = false }: CommandForm<Options>,
  words: string[],
): CommandCall<Options> | 'help' {
  const more = `\`npm run ${name} -- --help\` tells how it is called.`;
  const end = words.indexOf('--');
  if (words.slice(0, end === -1 ? undefined : end).some((word) => word === '--help' || word === '-h')) {
    return 'help';
  }
  try {
    const args = words.map((word) => (isText(word) ? textMark + word : word));
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const names = positionals.map(unmarked);
    if (names[0] !== undefined && !takesNames) {
      throw new UsageError(`“${names[0]}” is not expected here. ${more}`);
    }
    for (const [key, value] of Object.entries(values)) Object.assign(values, { [key]: unmarked(value) });
    return { values: values as CommandCall<Options>['values'], names };
  } catch (error) {
    if (!isArgumentError(error)) throw error;
    throw new UsageError(`${explain(error, Object.keys(options))} ${more}`);
  }
}

/** Whether a word that begins with a hyphen is a headline or a sentence: no option holds a blank before its value. */
const isText = (word: string) => /^-[^=]*\s/.test(word);

/** Stands before texts that may not be taken for options; no word of a command line holds it. */
const textMark = '\0';

function unmarked<Value>(value: Value): Value {
  const plain = (one: unknown) =>
    typeof one === 'string' && one.startsWith(textMark) ? one.slice(textMark.length) : one;
  return (Array.isArray(value) ? value.map(plain) : plain(value)) as Value;
}

interface ArgumentError extends Error {
  code: string;
}

const isArgumentError = (error: unknown): error is ArgumentError =>
  error instanceof Error && 'code' in error && /^ERR_PARSE_ARGS_/.test(String(error.code));

function explain({ code, message }: ArgumentError, known: string[]): string {
  const option = /'(?:-\w, )?(-{1,2}[^\s']*)/.exec(message)?.[1] ?? '';
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
    const meant = nearest(option.replace(/^-+/, ''), known);
    // A headline or a text may begin with a hyphen, too.
    const advice =
      meant !== undefined
        ? ` Did you mean --${meant}?`
        : /^-\w/.test(option)
          ? ' Words that begin with a hyphen come last, after one more --.'
          : '';
    return `There is no option ${option}.${advice}`;
  }
  return /does not take/.test(message)
    ? `The option ${option} takes no value.`
    : `The option ${option} lacks its value; one that begins with a hyphen is written ${option}=-value.`;
}

/** The folder the editor is in: npm changes to the project's own before it starts a command. */
export function editorsFolder(
  variables: Record<string, string | undefined> = process.env,
  started: string = startFolder,
): string {
  return started === environment.root ? (variables.INIT_CWD ?? started) : started;
}

const startFolder = process.cwd();

/** The absolute path of a file that the editor names, relative to the folder they are in. */
export const editorsPath = (path: string): string => resolve(editorsFolder(), path);

/** The entries of an option that takes several, divided by commas: `--tags iran,israel`. */
export function listOf(value: string | string[] | undefined): string[] {
  return [value ?? []]
    .flat()
    .flatMap((part) => part.split(','))
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** "1 story", "2 stories". */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
}
