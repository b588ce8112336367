import { writeFileSync } from 'node:fs';
import type { Progress } from '../lib/progress.ts';

/** One step of a build that is done. */
interface Step {
  step: string;
  /** Wall time. */
  seconds: number;
  /** Time that the cores spent on it in this process, its threads included. */
  cpuSeconds: number;
  /** The most memory this process held by the end of the step, in megabytes. */
  memoryMB: number;
}

/** Where a report goes. */
interface ReportOutput {
  write(text: string): void;
  /** Whether a line can be written over: a terminal. */
  isTTY?: boolean;
}

/** Pause between two lines about one step: on a terminal, which keeps only the last, and elsewhere; ms. */
const pauses = { terminal: 100, log: 10_000 };

/** Tells how far a build is and how long it will take, and sums it up at the end. */
export class BuildReport {
  readonly #steps: Step[] = [];
  readonly #output: ReportOutput;
  readonly #clock: () => number;
  readonly #start: number;

  constructor(output: ReportOutput = process.stdout, clock = () => performance.now()) {
    this.#output = output;
    this.#clock = clock;
    this.#start = clock();
  }

  /** Does one step, which says how far it is. */
  async step<Result>(name: string, work: (progress: Progress) => Promise<Result> | Result): Promise<Result> {
    const start = this.#clock();
    const cpu = process.cpuUsage();
    let last = start;
    let parts = 0;
    const result = await work((done, total) => {
      parts = total;
      const now = this.#clock();
      if (now - last < (this.#output.isTTY ? pauses.terminal : pauses.log)) return;
      last = now;
      const left = Math.ceil(((now - start) / 1000 / done) * (total - done));
      this.#line(`${name}: ${number(done)} of ${number(total)}, ${duration(left)} left`, true);
    });
    const seconds = (this.#clock() - start) / 1000;
    const memoryMB = Math.round(process.resourceUsage().maxRSS / 1024);
    const { user, system } = process.cpuUsage(cpu);
    this.#steps.push({ step: name, seconds, cpuSeconds: (user + system) / 1e6, memoryMB });
    this.#line(`${name}: ${parts > 0 ? `${number(parts)} in ` : ''}${seconds.toFixed(1)} s`);
    return result;
  }

  /** Says something between two steps. */
  say(text: string): void {
    this.#line(text);
  }

  /** Sums the build up, and writes the steps to a file of JSON for programs. */
  finish(text: string, file: string): void {
    const seconds = (this.#clock() - this.#start) / 1000;
    const memory = Math.max(...this.#steps.map(({ memoryMB }) => memoryMB));
    this.#line(`${text} ${seconds.toFixed(1)} s, ${number(memory)} MB.`);
    writeFileSync(file, `${JSON.stringify(this.#steps, null, 2)}\n`);
  }

  #line(text: string, isPassing = false): void {
    if (this.#output.isTTY) this.#output.write(`\r\x1b[K${text}${isPassing ? '' : '\n'}`);
    else this.#output.write(`${text}\n`);
  }
}

const number = (value: number): string => value.toLocaleString('en');

function duration(seconds: number): string {
  return seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}
