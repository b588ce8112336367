/**
 * Measures the paper's build with a made-up archive, in a copy of the project: what the whole paper costs, what
 * one change costs, and with `--stock` and `--hugo` what other programs take for the same stories.
 *
 * `npm run bench -- --articles 2000 [--seed 1] [--stock] [--hugo] [--json file] [--keep]`
 */
import { cpSync, existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { epoch, root } from '../site/builds.ts';
import { makeArchive } from './make-archive.ts';
import type { StoryHead } from './make-story.ts';
import {
  cleared,
  compareTrees,
  freePort,
  measure,
  readTree,
  start,
  type Cost,
  type Tree,
} from './measure.ts';
import { hugo, stockAstro, type OtherBuilder } from './other-builders.ts';
import { table, thisMachine, type Result, type Run } from './report.ts';
import { searchTransfer, type SearchCost } from './search-transfer.ts';

const { values: options } = parseArgs({
  options: {
    articles: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    stock: { type: 'boolean', default: false },
    hugo: { type: 'boolean', default: false },
    json: { type: 'string' },
    keep: { type: 'boolean', default: false },
  },
});
const [articles, seed] = [Number(options.articles), Number(options.seed)];
if (!(Number.isInteger(articles) && articles >= 20)) {
  throw new Error(`--articles is "${options.articles}"; expected a whole number of at least 20.`);
}
if (!Number.isInteger(seed)) throw new Error(`--seed is "${options.seed}"; expected a whole number.`);

const benchDir = join(root, '.cache/bench');
const folder = (name: string) => join(benchDir, name);
const [project, contentDir, site] = [folder('project'), folder('content'), folder('site')];
const settings = {
  CONTENT_DIR: contentDir,
  OUT_DIR: site,
  CACHE_DIR: folder('cache'),
  SOURCE_DATE_EPOCH: String(epoch),
};
const runs: Run[] = [];
let search: SearchCost | undefined;
let tree: Tree = new Map();

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
cleared(benchDir);
copyProject();
say(`Making ${options.articles} stories`);
const story = await makeArchive(contentDir, { articles, seed });
const newest = story(articles - 1);
// A build takes nothing for granted of files that were changed in the last moments.
await new Promise((done) => setTimeout(done, 3000));

try {
  await build('clean build');
  await build('nothing changed');
  addStory(newest);
  await build('one story added');
  correctStory();
  await build('one story corrected');
  edit(join(project, 'src/components/site/Footer.astro'), (text) =>
    text.replace('</footer>', '<p hidden>changed</p></footer>'),
  );
  await build('a template changed');
  await checks(story(articles - 2));
  if (options.stock) await buildOther(stockAstro(folder('stock'), contentDir));
  if (options.hugo) await buildOther(hugo(folder('hugo'), contentDir));
  await develop(newest);
  say('search');
  // Readers search for words that mean something: those are longer.
  const words = newest.title.split(' ').filter(({ length }) => length > 4);
  search = await searchTransfer(site, [newest.marker, ...words]);
} finally {
  // What was measured before a failure is not lost.
  if (runs.length > 0) {
    const result: Result = { articles, seed, machine: thisMachine(), runs, search };
    console.log(`\n${table(result)}`);
    if (options.json) writeFileSync(resolve(options.json), `${JSON.stringify(result, null, 2)}\n`);
  }
  if (!options.keep) cleared(benchDir);
}

/** The repository's own files stay as they are: a template is changed, and one build may run beside another. */
function copyProject(): void {
  for (const name of [
    'src',
    'public',
    'astro.config.mjs',
    'package.json',
    'package-lock.json',
    'tsconfig.json',
  ]) {
    cpSync(join(root, name), join(project, name), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(project, 'node_modules'));
}

/** Runs the paper's own build and notes what it cost and what it changed. */
async function build(name: string): Promise<void> {
  say(name);
  const summary = join(settings.CACHE_DIR, 'summary.json');
  rmSync(summary, { force: true });
  const { output, ...cost } = await measure(['npm', 'run', 'build'], { cwd: project, env: settings });
  if (cost.failed) throw new Error(`The build "${name}" ${cost.failed}.\n${output}`);
  const before = tree;
  tree = readTree(site, before);
  runs.push({
    ...{ name, ...cost, ...(before.size > 0 && compareTrees(before, tree)), ...sizeOf(tree) },
    ...(existsSync(summary) && { steps: JSON.parse(readFileSync(summary, 'utf8')) }),
  });
}

/** Checks the content as editors do, knowing nothing of it, and then after one change and another. */
async function checks({ id, title }: StoryHead): Promise<void> {
  const env = { ...settings, CACHE_DIR: folder('check-cache') };
  const check = async (name: string, expected?: string) => {
    say(name);
    const { output, failed, ...cost } = await measure(['npm', 'run', 'check'], { cwd: project, env });
    if (failed !== expected) throw new Error(`"${name}" ${failed ?? 'found no mistake'}.\n${output}`);
    runs.push({ name, ...cost });
  };
  const file = join(contentDir, `articles/${id}.mdx`);
  await check('check: the first');
  await check('check: nothing changed');
  edit(file, (text) => text.replace('\n---\n', '\n---\n\nOne more sentence.\n'));
  await check('check: a text edited');
  edit(file, (text) => text.replace(title, 'Another headline'));
  await check('check: and its headline');
  const text = readFileSync(file, 'utf8');
  writeFileSync(join(dirname(file), 'one-more.mdx'), text.replace('Another headline', 'One more story'));
  await check('check: a story added');
  edit(file, (text) => text.replace(/^section: /m, 'section: un'));
  await check('check: a mistake in it', 'ended with 1');
}

async function buildOther({ name, dir, site, commands }: OtherBuilder): Promise<void> {
  const run: Required<Cost> & Run = { name, seconds: 0, cpuSeconds: 0, peakMB: 0 };
  for (const command of commands) {
    say(`${name}: ${command.join(' ')}`);
    const { output, ...cost } = await measure(command, { cwd: dir });
    run.seconds += cost.seconds;
    run.cpuSeconds += cost.cpuSeconds ?? 0;
    run.peakMB = Math.max(run.peakMB, cost.peakMB ?? 0);
    if (cost.failed) {
      const reason = /heap out of memory/.exec(output)?.[0] ?? output.slice(-2000);
      run.failed = `${command.slice(0, 2).join(' ')} ${cost.failed}. ${reason}`;
      break;
    }
  }
  runs.push({ ...run, ...(!run.failed && sizeOf(readTree(site))) });
}

/** Starts the server for editors, opens a story and edits it. */
async function develop({ id, address, marker }: StoryHead): Promise<void> {
  say('npm run dev');
  const port = await freePort();
  // The lock, and what Astro does when it believes that a program and not a person started it, are not wanted here.
  const command = ['npm', 'run', 'dev', '--', '--port', String(port), '--ignore-lock'];
  const server = start(command, { cwd: project, env: settings });
  try {
    const first = await until(`http://localhost:${port}${address}`, marker, server);
    edit(join(contentDir, `articles/${id}.mdx`), (text) => text.replaceAll(marker, 'edited'));
    const second = await until(`http://localhost:${port}${address}`, 'edited', server);
    const { cpuSeconds, peakMB } = server.cost();
    runs.push({ name: 'dev: first page after start', seconds: first, cpuSeconds, peakMB });
    runs.push({ name: 'dev: page after an edit', seconds: second });
  } finally {
    await server.stop();
  }
}

/** Asks for a page until it holds a word; returns the seconds that took. */
async function until(address: string, word: string, server: ReturnType<typeof start>): Promise<number> {
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  for (;;) {
    // Until it listens, the server refuses.
    const page = await fetch(address).then(
      (response) => response,
      () => undefined,
    );
    const text = (await page?.text()) ?? '';
    if (text.includes(word)) return seconds();
    if (server.hasEnded() || (page && page.status >= 500) || seconds() > 300) {
      throw new Error(
        `${address} does not show "${word}": ${page?.status ?? 'no answer'}.\n${server.output()}`,
      );
    }
    await new Promise((done) => setTimeout(done, 20));
  }
}

/** A story published a minute after the newest. */
function addStory({ id, pubDate, title, marker }: StoryHead): void {
  const text = readFileSync(join(contentDir, `articles/${id}.mdx`), 'utf8');
  const later = new Date(Date.parse(`${pubDate}Z`) + 60_000).toISOString().slice(0, 16);
  const added = text
    .replace(pubDate, later)
    .replace(title, 'A story added')
    .replaceAll(marker, `${marker}added`);
  writeFileSync(join(contentDir, `articles/${id.slice(0, 8)}a-story-added.mdx`), added);
}

/** A word of a story from the middle of the archive is mended, and the story says so. */
function correctStory(): void {
  for (let index = Math.floor(articles / 2); ; index++) {
    const { id, pubDate, marker } = story(index);
    const file = join(contentDir, `articles/${id}.mdx`);
    if (readFileSync(file, 'utf8').includes('\ncorrections:')) continue;
    const notice = `corrections:\n  - { date: ${pubDate}, text: A word was wrong. }`;
    edit(file, (text) => text.replace(/\n---\n/, `\n${notice}\n---\n`).replaceAll(marker, `${marker}mended`));
    return;
  }
}

function edit(file: string, change: (text: string) => string): void {
  const text = readFileSync(file, 'utf8');
  const changed = change(text);
  if (changed === text) throw new Error(`${file} has not what the benchmark would edit.`);
  writeFileSync(file, changed);
}

function sizeOf(tree: Tree) {
  return { files: tree.size, bytes: [...tree.values()].reduce((sum, { bytes }) => sum + bytes, 0) };
}

/** What is going on, beside the table and not in it. */
function say(line: string): void {
  console.error(line);
}
