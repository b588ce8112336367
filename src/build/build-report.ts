import { writeFileSync } from 'node:fs';
import type { Progress } from '../lib/progress.ts';

/** One step of a build that is done. */
interface Step {
  step: string;
  /** Wall time. */
  seconds: number;
  /** Time that the cores spent on it in the build's own process, its threads included. */
  cpuSeconds: number;
  /** The most memory that the build's own process was seen to hold during the step, in megabytes. */
  memoryMB: number;
}

/** What the build's own process used since its start. Astro and Pagefind run in processes of their own. */
interface Usage {
  cpuSeconds: number;
  /** Megabytes held now. */
  memoryMB: number;
  /** The most megabytes held at any time. */
  peakMB: number;
}

/** Where a report goes. */
interface ReportOutput {
  write(text: string): void;
  /** Whether a line can be written over: a terminal. */
  isTTY?: boolean;
  /** Width of the terminal in letters. */
  columns?: number;
}

/** What a report looks at; by default the process it runs in. */
interface Instruments {
  output: ReportOutput;
  /** Milliseconds since any moment. */
  clock: () => number;
  usage: () => Usage;
}

/** Pause between two lines about one step: on a terminal, which keeps only the last, and elsewhere; ms. */
const pauses = { terminal: 100, log: 10_000 };
/** How often a step that does not count its parts is said to be running; ms. */
const tickMs = { terminal: 1000, log: 10_000 };

/** The first parts take longest, while threads start: from this share or time on, they tell how long the rest takes. */
const tellingShare = 0.01;
const tellingMs = 5000;

/**
 * Tells how far a build is and how long it will take, and sums it up. Each step that is done is a line of a
 * table; no line is wider than 80 letters.
 */
export class BuildReport {
  readonly #steps: Step[] = [];
  readonly #instruments: Instruments;
  readonly #start: number;
  readonly #medium: keyof typeof pauses;

  constructor(instruments: Partial<Instruments> = {}) {
    const clock = () => performance.now();
    this.#instruments = { output: process.stdout, clock, usage: processUsage, ...instruments };
    this.#start = this.#instruments.clock();
    this.#medium = this.#instruments.output.isTTY ? 'terminal' : 'log';
  }

  /** Does one step, which says how far it is. */
  async step<Result>(name: string, work: (progress: Progress) => Promise<Result> | Result): Promise<Result> {
    const { clock, usage } = this.#instruments;
    const start = clock();
    const before = usage();
    let memoryMB = before.memoryMB;
    let last = start;
    let parts = 0;
    const progress: Progress = (done, total) => {
      parts = total;
      const now = clock();
      if (now - last < pauses[this.#medium] || done === total) return;
      last = now;
      memoryMB = Math.max(memoryMB, usage().memoryMB);
      const ms = now - start;
      const isTelling = done >= total * tellingShare || ms >= tellingMs;
      const left = isTelling && done > 0 ? `, ${duration((ms / 1000 / done) * (total - done))} left` : '';
      this.#pass(`${name}: ${number(done)} of ${number(total)}${left}`);
    };
    if (this.#medium === 'terminal') this.#pass(`${name} ...`);
    const ticking = setInterval(() => {
      memoryMB = Math.max(memoryMB, usage().memoryMB);
      if (parts === 0) this.#pass(`${name}: ${duration((clock() - start) / 1000)} so far`);
    }, tickMs[this.#medium]);
    try {
      const result = await work(progress);
      const after = usage();
      // A peak that was not there before was reached in this step, also where nobody looked.
      const peakMB = after.peakMB > before.peakMB ? after.peakMB : Math.max(memoryMB, after.memoryMB);
      const step: Step = {
        step: name,
        seconds: (clock() - start) / 1000,
        cpuSeconds: after.cpuSeconds - before.cpuSeconds,
        memoryMB: Math.round(peakMB),
      };
      if (this.#steps.length === 0) this.#line(row('', 'parts', 'seconds', 'CPU s', 'MB'));
      this.#steps.push(step);
      this.#row(step, parts);
      return result;
    } finally {
      clearInterval(ticking);
      // What went wrong is told on a line of its own.
      this.#clear();
    }
  }

  /**
   * Sums the build up, and writes the steps to a file of JSON for programs.
   * @param text what the build made, in lines
   */
  finish(text: string, file: string): void {
    this.#row({
      step: 'All',
      seconds: (this.#instruments.clock() - this.#start) / 1000,
      cpuSeconds: this.#steps.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0),
      memoryMB: Math.max(...this.#steps.map(({ memoryMB }) => memoryMB)),
    });
    for (const line of text.split('\n')) this.#line(line);
    writeFileSync(file, `${JSON.stringify(this.#steps, null, 2)}\n`);
  }

  #row({ step, seconds, cpuSeconds, memoryMB }: Step, parts = 0): void {
    const count = parts > 0 ? number(parts) : '';
    this.#line(row(step, count, seconds.toFixed(1), cpuSeconds.toFixed(1), number(memoryMB)));
  }

  #line(text: string): void {
    this.#clear();
    this.#instruments.output.write(`${text}\n`);
  }

  /** A line that the next one takes the place of, where that can be done. */
  #pass(text: string): void {
    const { output } = this.#instruments;
    if (this.#medium === 'log') return output.write(`${text}\n`);
    this.#clear();
    // A terminal cannot take back a line that it broke in two. The cursor waits at the start of the line, so
    // that a warning from elsewhere is written over it.
    output.write(`${text.slice(0, (output.columns || 80) - 1)}\r`);
  }

  #clear(): void {
    if (this.#medium === 'terminal') this.#instruments.output.write('\r\x1b[K');
  }
}

/** A line of the table. */
function row(name: string, ...cells: string[]): string {
  return name.padEnd(26) + cells.map((cell) => cell.padStart(10)).join('');
}

const number = (value: number): string => value.toLocaleString('en');

function duration(seconds: number): string {
  return seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.round(seconds / 60)} min`;
}

function processUsage(): Usage {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  return {
    cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
    memoryMB: process.memoryUsage.rss() / 1024 / 1024,
    peakMB: maxRSS / 1024,
  };
}
