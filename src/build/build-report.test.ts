import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { BuildReport } from './build-report.ts';

const folder = mkdtempSync(join(tmpdir(), 'build-report-'));
after(() => rmSync(folder, { recursive: true }));
const summary = join(folder, 'summary.json');

/** A report whose time, memory and output the test has in hand. */
function open(terminal: { isTTY?: boolean; columns?: number } = {}) {
  const now = { ms: 5000, cpuSeconds: 1, memoryMB: 100, peakMB: 100 };
  const hold = (memoryMB: number) => {
    now.memoryMB = memoryMB;
    now.peakMB = Math.max(now.peakMB, memoryMB);
  };
  let written = '';
  const output = { ...terminal, write: (text: string) => void (written += text) };
  const report = new BuildReport({ output, clock: () => now.ms, usage: () => ({ ...now }) });
  return { report, now, hold, written: () => written };
}

/** What a terminal shows in the end, and the longest line that it ever showed. */
function screen(written: string): { lines: string[]; longest: number } {
  const lines = [''];
  let column = 0;
  let longest = 0;
  for (const [token] of written.matchAll(/\x1b\[K|[^]/g)) {
    const line = lines.at(-1)!;
    if (token === '\n') lines.push('');
    else if (token === '\x1b[K') lines[lines.length - 1] = line.slice(0, column);
    else if (token !== '\r') lines[lines.length - 1] = line.slice(0, column) + token + line.slice(column + 1);
    column = token === '\n' || token === '\r' ? 0 : column + Number(token !== '\x1b[K');
    longest = Math.max(longest, lines.at(-1)!.length);
  }
  return { lines, longest };
}

test('in a log, a step that takes long says how far it is and how long it will take', async () => {
  const { report, now, written } = open();
  await report.step('Pages', (progress) => {
    for (let done = 0; done <= 1200; done += 50) {
      progress(done, 1200);
      now.ms += 2500;
    }
  });
  const said = written().split('\n');
  assert.equal(said[0], 'Pages: 200 of 1,200, 50 s left');
  assert.equal(said[1], 'Pages: 400 of 1,200, 40 s left');
  assert.equal(said.filter((line) => line.startsWith('Pages: ')).length, 5);
  assert.match(written(), /^Pages +1,200 +62\.5 +0\.0 +100$/m);
});

test('long times are told in minutes, and none before there is enough to tell them by', async () => {
  const { report, now, written } = open({ isTTY: true });
  await report.step('Pages', (progress) => {
    for (const [ms, done] of [
      [1000, 0],
      [1000, 1],
      [1000, 20],
      [7000, 100],
    ] as const) {
      now.ms += ms;
      progress(done, 2000);
    }
  });
  assert.deepEqual(written().match(/Pages: [^\r]*/g), [
    'Pages: 0 of 2,000',
    'Pages: 1 of 2,000',
    'Pages: 20 of 2,000, 5 min left',
    'Pages: 100 of 2,000, 3 min left',
  ]);
});

test('a step that counts nothing says that it is running', async (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const { report, now, written } = open();
  await report.step('Templates', () => {
    now.ms += 10_000;
    t.mock.timers.tick(10_000);
  });
  assert.match(written(), /^Templates: 10 s so far\n/);
  t.mock.timers.tick(60_000);
  assert.equal(written().match(/so far/g)!.length, 1);
});

test('the table has the time, the work of the cores and the memory of each step and of all', async () => {
  const { report, now, hold, written } = open();
  await report.step('Content', () => {
    now.ms += 1500;
    now.cpuSeconds += 2.5;
    hold(700);
    hold(200);
  });
  await report.step('Pages', (progress) => {
    now.ms += 20_000;
    now.cpuSeconds += 40;
    hold(500);
    progress(1, 2);
    hold(300);
  });
  const kept = 'Pages: 2 rendered, 98 kept, 0 deleted.';
  report.finish(`${kept}\nFiles: 2 changed.`, summary);
  assert.deepEqual(
    written()
      .split('\n')
      .map((line) => line.replace(/ +/g, ' ')),
    [
      ' parts seconds CPU s MB',
      'Content 1.5 2.5 700',
      'Pages: 1 of 2, 20 s left',
      'Pages 2 20.0 40.0 500',
      'All 21.5 42.5 700',
      kept,
      'Files: 2 changed.',
      '',
    ],
  );
  assert.deepEqual(JSON.parse(readFileSync(summary, 'utf8')), [
    { step: 'Content', seconds: 1.5, cpuSeconds: 2.5, memoryMB: 700 },
    { step: 'Pages', seconds: 20, cpuSeconds: 40, memoryMB: 500 },
  ]);
});

test('a terminal keeps the table only, and no line breaks', async () => {
  const { report, now, written } = open({ isTTY: true, columns: 40 });
  await report.step('Room for the next edition', (progress) => {
    for (let done = 1; done <= 20; done++) {
      now.ms += 90_000;
      progress(done * 100_000, 2_000_000);
    }
  });
  assert.match(
    written(),
    /^\r\x1b\[KRoom for the next edition \.\.\.\r\r\x1b\[KRoom for the next edition: 100,000 /,
  );
  const passing = written()
    .split('\r')
    .filter((part) => /edition: /.test(part));
  assert.equal(passing.length, 19);
  for (const part of passing) assert.ok(part.replace('\x1b[K', '').length < 40, part);
  const { lines, longest } = screen(written());
  assert.equal(lines.length, 3);
  assert.match(lines[0]!, /^ +parts/);
  assert.match(lines[1]!, /^Room for the next edition +2,000,000 +1800\.0/);
  assert.equal(lines[2], '');
  assert.ok(longest <= 80, `${longest} letters`);
});

test('a step that fails leaves no line unfinished', async () => {
  const { report, now, written } = open({ isTTY: true });
  const failing = report.step('Pages', (progress) => {
    now.ms += 1000;
    progress(5, 10);
    throw new Error('The disk is full.');
  });
  await assert.rejects(failing, /The disk is full/);
  assert.match(written(), /Pages: 5 of 10, 1 s left/);
  assert.deepEqual(screen(written()).lines, ['']);
});
