import assert from 'node:assert/strict';
import { readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { build, root } from '../site/builds.ts';
import { randomNumbers } from '../site/paper-copy.ts';
import { deskEpoch, openDesk, story } from './desk.ts';

const paper = openDesk();
after(() => paper.remove());
// What the commands are made of reads its environment once.
Object.assign(process.env, {
  CONTENT_DIR: paper.contentDir,
  CACHE_DIR: join(paper.folder, 'cache'),
  SOURCE_DATE_EPOCH: String(deskEpoch),
});
const { applyChanges } = await import('../../src/desk/file-changes.ts');
const { fixLostAddresses, permalinksChange } = await import('../../src/desk/fix-permalinks.ts');
const { addressOf } = await import('../../src/desk/find-story.ts');
const { planMove } = await import('../../src/desk/plan-move.ts');
const { readPaper } = await import('../../src/desk/read-paper.ts');
const { lastTarget } = await import('../../src/model/redirects.ts');
const { guidOf } = await import('../../src/model/story-guid.ts');

type Content = Awaited<ReturnType<typeof readPaper>>;
type Entry = Content['newsroom']['articles'][number];

const random = randomNumbers(20241005);
const pick = <Item>(items: Item[]): Item => items[Math.floor(random() * items.length)]!;
let count = 0;
const newName = () => `name-${++count}`;
const newDay = () => `2024-0${8 + Math.floor(random() * 2)}-${10 + Math.floor(random() * 18)}`;
const pathOf = (day: string, name: string) => `articles/${day.slice(0, 7).replace('-', '/')}/${name}.mdx`;

/** What happens to a paper. Each takes a published story that was not withdrawn. */
const events: Record<string, (entry: Entry, content: Content) => unknown> = {
  publish({ id }, { newsroom }) {
    const [day, name] = [newDay(), newName()];
    const link = addressOf(pick(newsroom.articles));
    const body = `Story ${name} was written on ${day}.\n\nIt says what ${name} says.\n\nSee [this](${link}).\n`;
    paper.write(pathOf(day, name), story({ title: name, pubDate: day, related: `[${id}]` }, body));
  },
  'move to a name': (entry, content) => applyChanges(planMove(entry, { slug: newName() }, content).changes),
  'move to a day'(entry, content) {
    const date = newDay();
    if (date !== entry.data.pubDate.slice(0, 10)) applyChanges(planMove(entry, { date }, content).changes);
  },
  'move back'(entry, content) {
    const was = Object.entries(content.newsroom.redirects).filter(([, to]) => to === addressOf(entry));
    if (was.length === 0) return;
    const [, year, month, day, slug] = pick(was)[0].split('/');
    applyChanges(planMove(entry, { slug, date: `${year}-${month}-${day}` }, content).changes);
  },
  'rename by hand'({ path }) {
    const to = `${dirname(path)}/${newName()}.mdx`;
    renameSync(join(paper.contentDir, path), join(paper.contentDir, to));
  },
  'change the slug by hand': ({ path, data }) =>
    data.slug === undefined
      ? edit(path, 'title: ', `slug: ${newName()}\ntitle: `)
      : edit(path, `slug: ${data.slug}\n`, `slug: ${newName()}\n`),
  'change the day by hand'({ path, data: { pubDate } }) {
    const day = `${pubDate.slice(0, 8)}${10 + Math.floor(random() * 18)}`;
    // Not into the future.
    if (day !== pubDate && pubDate < '2024-10') edit(path, `pubDate: ${pubDate}\n`, `pubDate: ${day}\n`);
  },
  'write on': ({ path }) => paper.write(path, `${paper.read(path)}\nSentence ${++count}.\n`),
  withdraw: ({ id }) => paper.run('withdraw', id, '--reason', 'It was wrong.'),
  async 'delete and take back'(entry) {
    rmSync(join(paper.contentDir, entry.path));
    const { code, stderr } = await paper.run('withdraw', addressOf(entry), '--reason', 'It was wrong.');
    assert.equal(code, 0, stderr);
  },
  correct: ({ id }) => paper.run('correct', id, `It was wrong, and is right: ${++count}.`),
};

function edit(path: string, from: string, to: string): void {
  const text = paper.read(path);
  assert.ok(text.includes(from), `${path} has no ${from}`);
  paper.write(path, text.replace(from, to));
}

/** The name of the story that an address leads to. */
function answer(address: string, { archive, newsroom }: Content): string | undefined {
  const end = Object.hasOwn(newsroom.redirects, address) ? lastTarget(newsroom.redirects, address) : address;
  const stories = [...archive!.articles.values(), ...archive!.withdrawn.values()];
  const found = stories.find(({ permalink }) => permalink === end);
  return found && guidOf(found);
}

test('whatever happens to stories, every address at which one was published leads to it', async () => {
  const published = new Map<string, string>();
  let content = await readPaper();
  for (let step = 0; step < 90; step++) {
    const name = step < 6 ? 'publish' : pick(Object.keys(events));
    const living = content.newsroom.articles.filter(({ data }) => !data.withdrawn);
    // Commands that run as processes of their own take longer.
    const takesBack = name === 'withdraw' || name === 'delete and take back';
    if ((takesBack || name === 'correct') && random() < 0.5) continue;
    if (takesBack && living.length < 4) continue;
    const entry = pick(living);
    await events[name]!(entry, content);

    content = await readPaper();
    // A file that was renamed and keeps its address is missed only by those that name it.
    for (let round = 0; content.problems.length > 0 && round < 2; round++) {
      applyChanges(
        await fixLostAddresses({
          content,
          isWanted: () => true,
          findings: [],
          reports: new Map(),
          silenced: [],
          count: 0,
          code: [],
        }),
      );
      content = await readPaper();
    }
    const what = `step ${step}: ${name} ${entry.id}`;
    assert.deepEqual(content.problems, [], what);
    for (const address of content.archive!.articles.values()) {
      published.set(address.permalink, published.get(address.permalink) ?? guidOf(address));
    }
    for (const [address, guid] of published)
      assert.equal(answer(address, content), guid, `${what}: ${address}`);
    applyChanges(permalinksChange(content));
    if (paper.git('status', '--porcelain') !== '') paper.commit(what);
  }
  assert.ok(published.size > 40);

  const site = join(paper.folder, 'site');
  const settings = { CONTENT_DIR: paper.contentDir, CACHE_DIR: join(root, '.cache') };
  await build({ ...settings, OUT_DIR: site, SOURCE_DATE_EPOCH: String(deskEpoch) });
  const page = (address: string) => readFileSync(join(site, address, 'index.html'), 'utf8');
  let [redirects, notices] = [0, 0];
  for (const address of published.keys()) {
    const to = /http-equiv="refresh" content="0; url=([^"]+)"/.exec(page(address))?.[1];
    const html = to === undefined ? page(address) : page(to);
    assert.doesNotMatch(html, /http-equiv="refresh"/, address);
    redirects += to === undefined ? 0 : 1;
    notices += html.includes('This story has been withdrawn') ? 1 : 0;
  }
  assert.ok(redirects > 10 && notices > 0, `${redirects} redirects, ${notices} notices`);
});
