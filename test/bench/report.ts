import { availableParallelism, cpus, totalmem } from 'node:os';
import type { Change, Cost } from './measure.ts';
import type { SearchCost } from './search-transfer.ts';

/** One line of the table. */
export interface Run extends Cost, Partial<Change> {
  name: string;
  /** Files of the finished site and their bytes. */
  files?: number;
  bytes?: number;
  /** Why there is no site. */
  failed?: string;
  /** What the paper's own build says of its steps. */
  steps?: { step: string; seconds: number; memoryMB?: number }[];
}

/** What a run of the benchmark found: the content of its JSON file. */
export interface Result {
  /** Number of stories. */
  articles: number;
  seed: number;
  machine: ReturnType<typeof thisMachine>;
  /** The first is the clean build, which the others are compared with. */
  runs: Run[];
  search?: SearchCost;
}

/** What the figures depend on besides the code. */
export function thisMachine() {
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryGB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    platform: process.platform,
  };
}

/** A result in aligned lines, for people. */
export function table({ articles, seed, machine, runs, search }: Result): string {
  const clean = runs[0]!.seconds;
  // What failed, and what shows one page only, is not compared.
  const perSite = (run: Run, figure: number) => (run.files === undefined ? undefined : figure);
  const columns: [title: string, cell: (run: Run) => string][] = [
    ['seconds', (run) => number(run.seconds, 1)],
    ['× clean', (run) => number(perSite(run, run.seconds / clean), 2)],
    ['ms/story', (run) => number(perSite(run, (run.seconds * 1000) / articles), 2)],
    ['CPU s', (run) => number(run.cpuSeconds, 1)],
    ['peak MB', (run) => number(run.peakMB)],
    ['files', (run) => number(run.files)],
    ['MB', (run) => number(run.bytes && run.bytes / 1e6)],
    ['written', (run) => number(run.written)],
    ['changed', (run) => number(run.changed)],
    ['deleted', (run) => number(run.deleted)],
  ];
  const rows = [
    ['', ...columns.map(([title]) => title)],
    ...runs.map((run) => [run.name, ...columns.map(([, cell]) => cell(run))]),
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const { cores, cpu, memoryGB, node, platform } = machine;
  return [
    `${number(articles)} stories, seed ${seed}; ${cores} × ${cpu}, ${memoryGB} GB, Node ${node}, ${platform}`,
    '',
    ...rows.map(([name, ...cells]) =>
      [name!.padEnd(widths[0]!), ...cells.map((cell, at) => cell.padStart(widths[at + 1]!))].join('  '),
    ),
    ...['', ...runs.flatMap(notes), ...(search ? [searchLine(search)] : [])],
  ].join('\n');
}

/** What does not fit into a line of the table. */
function notes({ name, failed, steps }: Run): string[] {
  const parts = steps?.map(({ step, seconds }) => `${step} ${number(seconds, 1)}`).join(', ');
  return [...(parts ? [`${name}, seconds: ${parts}`] : []), ...(failed ? [`${name}: ${failed}`] : [])];
}

function searchLine({ coldBytes, coldMs, laterBytes, laterMs }: SearchCost): string {
  const cost = (bytes: number, ms: number) => `${number(bytes / 1000)} KB, ${number(ms)} ms`;
  return `search, compressed and on this machine: first query ${cost(coldBytes, coldMs)}; later ones ${cost(laterBytes, laterMs)}`;
}

function number(value: number | undefined, digits = 0): string {
  if (value === undefined) return '';
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
