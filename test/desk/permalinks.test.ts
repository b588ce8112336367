import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { guidOf } from '../../src/model/story-guid.ts';
import { openDesk, png, story, type DeskPaper } from './desk.ts';

const papers: DeskPaper[] = [];
after(() => papers.forEach((paper) => paper.remove()));

const words = (name: string) =>
  `The ${name} was opened on Saturday.\n\nReaders had queued since seven.\n\nIt closes at eight.\n`;
const ofLibrary = guidOf({ id: '2024/10/library' });
const library = 'articles/2024/10/library.mdx';

/** A paper whose stories are on the list of published addresses. */
async function desk(files: Record<string, string | Uint8Array> = {}): Promise<DeskPaper> {
  const paper = openDesk({
    [library]: story({ title: 'Library' }, words('library')),
    'articles/2024/10/station.mdx': story({ title: 'Station' }, 'See [this](/2024/10/02/library/).\n'),
    'articles/2024/10/draft.mdx': story({ draft: 'true' }),
    'articles/2024/10/later.mdx': story({ pubDate: '2024-10-06' }),
    ...files,
  });
  papers.push(paper);
  assert.equal((await paper.run('permalinks')).code, 0);
  paper.commit('Published addresses');
  return paper;
}

const rename = (paper: DeskPaper, from: string, to: string) =>
  renameSync(join(paper.contentDir, from), join(paper.contentDir, to));

const attributes = join(import.meta.dirname, '../../.gitattributes');

const errorsOf = (stdout: string) =>
  stdout.match(/^content\/.*$/gm)?.filter((line) => !/: warning: /.test(line)) ?? [];

test('the list holds what is out, in order, and nothing that is held back', async () => {
  const paper = openDesk({
    'articles/2024/10/draft.mdx': story({ draft: 'true' }),
    'articles/2024/10/later.mdx': story({ pubDate: '2024-10-06' }),
    'articles/2024/10/back.mdx': story({ withdrawn: '{ date: 2024-10-03, reason: Wrong. }' }),
    'articles/2024/10/ältere.mdx': story({ guid: 'https://old.example/?p=7' }),
  });
  papers.push(paper);
  const { code, stdout } = await paper.run('permalinks');
  assert.deepEqual([code, stdout], [0, 'content/permalinks.txt has all addresses now. Commit it.\n']);
  assert.deepEqual(
    paper
      .read('permalinks.txt')
      .split('\n')
      .filter((line) => !line.startsWith('#')),
    [
      `/2024/10/02/back/ ${guidOf({ id: '2024/10/back' })}`,
      `/2024/10/02/first/ ${guidOf({ id: '2024/10/first' })}`,
      '/2024/10/02/ältere/ https://old.example/?p=7',
      '',
    ],
  );
  const again = await paper.run('permalinks');
  assert.equal(again.stdout, 'content/permalinks.txt has all addresses.\n');

  paper.write('articles/2024/10/bad.mdx', story({ section: 'wrold' }));
  const bad = await paper.run('permalinks');
  assert.equal(bad.code, 1);
  assert.match(bad.stderr, /^The paper has 1 mistake, and is not built as it is/);
});

/** The addresses on the list, in its order. */
const listed = (paper: DeskPaper) =>
  paper
    .read('permalinks.txt')
    .match(/^\/\S+/gm)
    ?.map((path) => path.slice('/2024/10/02/'.length, -1));

test('branches that publish, move and withdraw come together without a conflict', async () => {
  const ways: Record<string, (paper: DeskPaper) => string> = {
    merge: (paper) => paper.git('merge', '--quiet', '--no-edit', 'branch'),
    rebase: (paper) => paper.git('checkout', '--quiet', 'branch') + paper.git('rebase', '--quiet', 'main'),
    'cherry-pick': (paper) => paper.git('cherry-pick', 'main..branch'),
  };
  for (const [way, join] of Object.entries(ways)) {
    const paper = await desk();
    // As the project's own .gitattributes has it.
    paper.git('config', 'core.attributesFile', attributes);
    const edition = async (name: string, from: string, to: string) => {
      paper.write(`articles/2024/10/${name}.mdx`, story({ title: name }));
      assert.equal((await paper.run('move', from, to)).code, 0);
      await paper.run('permalinks');
      paper.commit(name);
    };
    paper.git('checkout', '--quiet', '-b', 'branch');
    await edition('mango', 'library', 'town-library');
    await paper.run('withdraw', 'first', '--reason', 'It was wrong.');
    paper.commit('Withdrawn');
    paper.git('checkout', '--quiet', 'main');
    await edition('melon', 'station', 'central-station');
    join(paper);
    assert.equal(paper.git('status', '--porcelain'), '', way);
    const { code, stdout } = await paper.run('check');
    assert.equal(code, 0, `${way}: ${stdout}`);
    const addresses = 'central-station first library mango melon station town-library'.split(' ');
    assert.deepEqual(listed(paper)!.sort(), addresses, way);
    const command = way === 'merge' ? ['permalinks'] : ['check', '--fix'];
    assert.equal((await paper.run(command[0]!, ...command.slice(1))).code, 0);
    assert.deepEqual(listed(paper), addresses, way);
  }
});

test('a list that was saved on another system is put in order', async () => {
  const paper = await desk();
  const list = paper.read('permalinks.txt');
  const [head, lines] = [list.match(/^#.*$/gm)!, list.match(/^\/.*$/gm)!];
  paper.write('permalinks.txt', `\uFEFF${[...head, ...lines.toReversed(), lines[0]].join('\r\n')}`);
  const check = await paper.run('check');
  assert.equal(check.code, 0, check.stdout);
  await paper.run('check', '--fix');
  assert.equal(paper.read('permalinks.txt'), list);
});

test('an address that was taken off the list is told and put back', async () => {
  const paper = await desk();
  const list = paper.read('permalinks.txt');
  const without = list.replace(/^\S*\/library\/.*\n/m, '');
  paper.write('permalinks.txt', without);
  const { code, stdout } = await paper.run('check');
  assert.equal(code, 1);
  assert.match(
    stdout,
    /^content\/permalinks\.txt:1:1: \/2024\/10\/02\/library\/ stood on this list, .* \[taken-address\]$/m,
  );
  assert.doesNotMatch(stdout, /cannot be built/);
  assert.equal((await paper.run('check', '--fix')).code, 0);
  assert.equal(paper.read('permalinks.txt'), list);

  // Together with its story, and the whole list.
  paper.git('rm', '--quiet', '--cached', 'content/articles/2024/10/first.mdx');
  rmSync(join(paper.contentDir, 'articles/2024/10/first.mdx'));
  rmSync(join(paper.contentDir, 'permalinks.txt'));
  const fixed = await paper.run('check', '--fix');
  assert.match(fixed.stdout, /permalinks\.txt:3:1: A story was published at "\/2024\/10\/02\/first\/"/);
  assert.equal(paper.read('permalinks.txt'), list);

  paper.git('reset', '--quiet', '--hard');
  paper.write('permalinks.txt', without);
  paper.commit();
  assert.equal((await paper.run('check')).code, 0);
  assert.match((await paper.run('check', '--since', 'HEAD^')).stdout, /\[taken-address\]/);
});

test('redirects that git could not merge are told, and nothing is written over them', async () => {
  const paper = await desk();
  rename(paper, library, 'articles/2024/10/town-library.mdx');
  const conflict = '<<<<<<< HEAD\n/a/: /world/\n=======\n/b/: /world/\n>>>>>>> branch\n';
  paper.write('redirects.yaml', conflict);
  const { code, stdout, stderr } = await paper.run('check', '--fix');
  assert.equal(code, 1, stderr);
  assert.match(stdout, /^content\/redirects\.yaml:1:1: A mark of git stands here/m);
  const move = await paper.run('move', 'station', 'central-station');
  assert.match(move.stderr, /^content\/redirects\.yaml: This YAML cannot be edited/);
  assert.equal(paper.read('redirects.yaml'), conflict);
});

test('check --fix puts committed stories on the list, and no other', async () => {
  const paper = await desk();
  paper.write('articles/2024/10/committed.mdx', story({ title: 'Committed' }));
  paper.commit();
  paper.write('articles/2024/10/at-work.mdx', story({ title: 'At work' }));
  const { code, stdout } = await paper.run('check', '--fix');
  assert.equal(code, 0, stdout);
  assert.match(stdout, /^\+\/2024\/10\/02\/committed\/ urn:uuid:/m);
  assert.doesNotMatch(paper.read('permalinks.txt'), /at-work|draft|later/);
  const again = await paper.run('check', '--fix');
  assert.doesNotMatch(again.stdout, /^[+-]/m);
});

test('check --fix leaves out what waits on a branch', async () => {
  const paper = await desk();
  const host = mkdtempSync(join(tmpdir(), 'host-'));
  paper.git('clone', '--quiet', '--bare', '.', host);
  paper.git('remote', 'add', 'origin', host);
  paper.git('fetch', '--quiet', 'origin');
  paper.git('remote', 'set-head', 'origin', 'main');
  paper.git('checkout', '--quiet', '-b', 'branch');
  paper.write('articles/2024/10/waiting.mdx', story({ title: 'Waiting' }));
  paper.commit();
  await paper.run('check', '--fix');
  assert.doesNotMatch(paper.read('permalinks.txt'), /waiting/);
  paper.git('push', '--quiet', 'origin', 'branch:main');
  await paper.run('check', '--fix');
  assert.match(paper.read('permalinks.txt'), /^\/2024\/10\/02\/waiting\/ /m);
  rmSync(host, { recursive: true });
});

test('a story renamed by hand is found again by what it says, before it is committed and after', async () => {
  for (const isCommitted of [false, true]) {
    const paper = await desk({
      'articles/2024/10/named.mdx': story(
        { related: '[2024/10/library]' },
        '<Related story="2024/10/library" />\n',
      ),
    });
    rename(paper, library, 'articles/2024/10/town-library.mdx');
    paper.write(
      'articles/2024/10/town-library.mdx',
      story({ title: 'The town library' }, words('library').replace('Saturday', 'Sunday')),
    );
    paper.write('articles/2024/10/unlike.mdx', story({ title: 'Unlike' }, 'Something else altogether.\n'));
    if (isCommitted) paper.commit();

    const found = await paper.run('check');
    assert.equal(found.code, 1);
    assert.match(
      found.stdout,
      /^content\/permalinks\.txt:4:1: A story was published at "\/2024\/10\/02\/library\/", and nothing answers there any more/m,
    );
    const fixed = await paper.run('check', '--fix');
    assert.equal(fixed.code, 0, fixed.stdout);
    assert.match(fixed.stdout, new RegExp(`^\\+guid: ${ofLibrary}$`, 'm'));
    assert.equal(paper.read('redirects.yaml'), '/2024/10/02/library/: /2024/10/02/town-library/\n');
    assert.match(paper.read('articles/2024/10/station.mdx'), /\(\/2024\/10\/02\/town-library\/\)/);
    assert.match(
      paper.read('articles/2024/10/named.mdx'),
      /related: \[2024\/10\/town-library\][^]*story="2024\/10\/town-library"/,
    );
    assert.doesNotMatch(paper.read('articles/2024/10/unlike.mdx'), /guid/);
    assert.equal((await paper.run('check')).code, 0);
  }
});

test('a story that was moved and then renamed by hand answers at all its addresses', async () => {
  const paper = await desk();
  assert.equal((await paper.run('move', 'library', 'town-library')).code, 0);
  paper.commit();
  rename(paper, 'articles/2024/10/town-library.mdx', 'articles/2024/10/reading-room.mdx');
  const found = await paper.run('check');
  assert.match(
    found.stdout,
    /^content\/articles\/2024\/10\/reading-room\.mdx:1:1: This story was published at "\/2024\/10\/02\/library\/" and is now at "\/2024\/10\/02\/reading-room\/"/m,
  );
  const fixed = await paper.run('check', '--fix');
  assert.equal(
    paper.read('redirects.yaml'),
    '/2024/10/02/library/: /2024/10/02/reading-room/\n/2024/10/02/town-library/: /2024/10/02/reading-room/\n',
    fixed.stdout,
  );
});

test('a story renamed by hand that keeps its address keeps its name', async () => {
  const paper = await desk();
  rename(paper, library, 'articles/2024/10/renamed.mdx');
  paper.write('articles/2024/10/renamed.mdx', story({ title: 'Library', slug: 'library' }, words('library')));
  const found = await paper.run('check');
  assert.match(
    errorsOf(found.stdout).join('\n'),
    /^content\/articles\/2024\/10\/renamed\.mdx:1:1: The story that was published at "\/2024\/10\/02\/library\/" had another name in feeds/,
  );
  const { code, stdout } = await paper.run('check', '--fix');
  assert.equal(code, 0, stdout);
  assert.match(paper.read('articles/2024/10/renamed.mdx'), new RegExp(`^guid: ${ofLibrary}$`, 'm'));
});

test('a story whose slug or date was edited by hand gets its redirect', async () => {
  const paper = await desk();
  paper.write(library, story({ title: 'Library', slug: 'books', pubDate: '2024-10-03' }, words('library')));
  const { code, stdout } = await paper.run('check', '--fix');
  assert.equal(code, 0, stdout);
  assert.equal(paper.read('redirects.yaml'), '/2024/10/02/library/: /2024/10/03/books/\n');
  assert.doesNotMatch(paper.read(library), /guid/);
});

test('what has no certain answer is left to the editor', async () => {
  const paper = await desk();
  // Deleted, and another story put at its place.
  paper.write(library, story({ title: 'Other', guid: 'urn:x:1' }, 'Something else.\n'));
  rename(paper, library, 'articles/2024/10/other.mdx');
  paper.write('articles/2024/10/other.mdx', story({ title: 'Other', slug: 'library' }, 'Something else.\n'));
  rmSync(join(paper.contentDir, 'articles/2024/10/first.mdx'));
  paper.write('articles/2024/10/station.mdx', story({ draft: 'true' }));
  const before = paper.git('status', '--porcelain');
  const { code, stdout } = await paper.run('check', '--fix');
  assert.equal(code, 1);
  assert.deepEqual(
    errorsOf(stdout).map((line) => line.replace(/(\d):? .*/, '$1')),
    [
      'content/articles/2024/10/other.mdx:1:1',
      'content/articles/2024/10/station.mdx:6:1',
      'content/permalinks.txt:3:1',
    ],
  );
  assert.equal(paper.git('status', '--porcelain'), before);
});

test('a story renamed by hand together with all else, pictures too, is found again', async () => {
  const picture = (name: string) => `{ src: ${name}.png, alt: A square, credit: Desk }`;
  const figure = (name: string) => `<Figure src="${name}.png" alt="A square" credit="Desk" />\n`;
  const [lead, inText] = [Buffer.from('One picture'), Buffer.from('Another one')];
  const paper = await desk();
  paper.write(
    library,
    story({ title: 'Library', image: picture('library') }, words('library') + figure('lamps')),
  );
  paper.write('articles/2024/10/library.png', lead);
  paper.write('articles/2024/10/lamps.png', inText);
  paper.write('permalinks.txt', `/2024/10/02/library/ ${ofLibrary}\n`);
  paper.commit();
  const renamed = 'articles/2024/09/town-library.mdx';
  paper.write(
    renamed,
    paper
      .read(library)
      .replace('2024-10-02', '2024-09-30')
      .replace('title: L', 'title: Our l')
      .replace('seven', 'six'),
  );
  rmSync(join(paper.contentDir, library));
  rename(paper, 'articles/2024/10/library.png', 'articles/2024/09/town-library.png');
  rename(paper, 'articles/2024/10/lamps.png', 'articles/2024/09/town-library-lamps.png');
  const found = await paper.run('check');
  assert.match(
    found.stdout,
    /There is no picture "library\.png" in articles\/2024\/09\. The same picture is there as "town-library\.png"/,
  );
  await paper.run('check', '--fix');
  const text = paper.read(renamed);
  assert.match(text, new RegExp(`^guid: ${ofLibrary}$`, 'm'));
  assert.match(text, /src: town-library\.png,[^]*src="town-library-lamps\.png"/);
  assert.equal(paper.read('redirects.yaml'), '/2024/10/02/library/: /2024/09/30/town-library/\n');
});

test('pictures that a story left in the folder of another month follow it, and no others', async () => {
  const image = (name: string) => `{ src: ${name}.png, alt: A square, credit: Desk }`;
  const figure = (name: string) => `\n<Figure src="${name}.png" alt="A square" credit="Desk" />\n`;
  const paper = await desk();
  const october = (name: string) => `articles/2024/10/${name}.png`;
  const pictureOf = (name: string) => Buffer.concat([png, Buffer.from(name)]);
  const september = (name: string) => `articles/2024/09/${name}.png`;
  const lamps = `${words('lamps')}${figure('shared')}`;
  paper.write(library, story({ title: 'Library', image: image('library') }, lamps));
  paper.write('articles/2024/10/station.mdx', story({ title: 'Station', image: image('shared') }));
  paper.write('articles/2024/10/draft.mdx', story({ draft: 'true', image: image('harbour') }, words('sea')));
  for (const name of ['library', 'shared', 'harbour']) paper.write(october(name), pictureOf(name));
  paper.commit();

  const moved = (path: string, more = '') => {
    const text = paper.read(path).replace('2024-10-02', '2024-09-30') + more;
    rmSync(join(paper.contentDir, path));
    paper.write(path.replace('/10/', '/09/'), text);
  };
  moved(library, figure('harbour'));
  const { code, stdout } = await paper.run('check', '--fix');
  assert.equal(code, 1);
  assert.match(stdout, /^deleted content\/articles\/2024\/10\/library\.png$/m);
  for (const name of ['library', 'shared']) {
    assert.deepEqual(readFileSync(join(paper.contentDir, september(name))), pictureOf(name));
  }
  assert.ok(!existsSync(join(paper.contentDir, october('library'))));
  assert.ok(existsSync(join(paper.contentDir, october('shared'))));
  const [mistake, ...others] = errorsOf(stdout);
  assert.match(mistake!, /There is no picture "harbour\.png" in articles\/2024\/09\./);
  assert.deepEqual(others, []);

  moved('articles/2024/10/draft.mdx');
  assert.equal((await paper.run('check', '--fix')).code, 0);
  assert.ok(existsSync(join(paper.contentDir, september('harbour'))));
  assert.ok(!existsSync(join(paper.contentDir, october('harbour'))));
});

test('a picture whose name is composed of other signs is found', async () => {
  const paper = await desk();
  const image = (name: string) => `{ src: ${name}.png, alt: A square, credit: Desk }`;
  const [composed, apart] = ['caf\u00e9', 'cafe\u0301'];
  paper.write(library, story({ title: 'Library', image: image(composed) }, words('library')));
  paper.write(`articles/2024/10/${apart}.png`, 'A picture');
  const found = await paper.run('check');
  assert.match(
    found.stdout,
    /There is no picture "café\.png" in \S+ The name of the one that is there looks alike/,
  );
  await paper.run('check', '--fix');
  assert.ok(paper.read(library).includes(image(apart)));
});

test('a picture of whose name only capitals changed gets its old name back by hand', async () => {
  const image = '{ src: library.png, alt: A square, credit: Desk }';
  const paper = await desk({
    [library]: story({ title: 'Library', image }, words('library')),
    'articles/2024/10/library.png': png,
  });
  rename(paper, 'articles/2024/10/library.png', 'articles/2024/10/Library.png');
  const { stdout } = await paper.run('check', '--fix');
  assert.match(
    stdout,
    /There is no picture "library\.png" in \S+ The same picture is there as "Library\.png", .* give the file its old name\./,
  );
  assert.ok(paper.read(library).includes(image));
});

test('a story renamed by hand before its address was on the list is found again', async () => {
  for (const hasList of [true, false]) {
    const paper = await desk();
    paper.write(
      'articles/2024/10/ferry.mdx',
      story({ title: 'Ferry' }, `See [this](/2024/10/02/library/).\n\n${words('ferry')}`),
    );
    paper.write('articles/2024/10/draft.mdx', story({ draft: 'true' }, words('draft')));
    if (!hasList) rmSync(join(paper.contentDir, 'permalinks.txt'));
    paper.commit();
    rename(paper, 'articles/2024/10/ferry.mdx', 'articles/2024/10/night-ferry.mdx');
    rename(paper, 'articles/2024/10/draft.mdx', 'articles/2024/10/other-draft.mdx');
    if (!hasList) rename(paper, library, 'articles/2024/10/town-library.mdx');
    const { code, stdout } = await paper.run('check', '--fix');
    assert.equal(code, 0, stdout);
    const redirect = '/2024/10/02/ferry/: /2024/10/02/night-ferry/\n';
    const ofOther = hasList ? '' : '/2024/10/02/library/: /2024/10/02/town-library/\n';
    assert.equal(paper.read('redirects.yaml'), redirect + ofOther);
    const ofFerry = guidOf({ id: '2024/10/ferry' });
    assert.match(paper.read('articles/2024/10/night-ferry.mdx'), new RegExp(`^guid: ${ofFerry}$`, 'm'));
    const again = await paper.run('check', '--fix');
    assert.doesNotMatch(again.stdout, /^[+-]/m);
  }
});

test('two stories that changed their names, and one whose name another got, are told of', async () => {
  const paper = await desk();
  const said = async () => (await paper.run('check')).stdout.match(/^content\/.*\[other-story\]$/gm);
  const [one, two] = [paper.read(library), paper.read('articles/2024/10/station.mdx')];
  paper.write('articles/2024/10/town-library.mdx', one.replace('seven', 'six'));
  paper.write(library, story({ title: 'Kitchen' }, 'A kitchen is being built.\n'));
  for (const isAdded of [false, true]) {
    if (isAdded) paper.git('add', '--all');
    const [line, more] = (await said())!;
    assert.match(
      line!,
      /^content\/articles\/2024\/10\/library\.mdx:1:1: warning: Another story was published under this name, which is in content\/articles\/2024\/10\/town-library\.mdx now\./,
    );
    assert.equal(more, undefined);
  }
  paper.git('reset', '--quiet', '--hard');
  paper.write(library, two);
  paper.write('articles/2024/10/station.mdx', one);
  assert.equal((await said())?.length, 2);
  // Written anew, and nowhere else.
  paper.git('checkout', '--quiet', '.');
  paper.write(library, story({ title: 'Library' }, 'It was all different.\n'));
  assert.equal(await said(), null);
});

test('new stories that hold the same explanations are not taken for one another', async () => {
  const paper = await desk();
  const begin = async (name: string, body: string) => {
    const { code, stderr } = await paper.run(
      'new',
      name,
      '--slug',
      name,
      '--date',
      '2024-10-02T09:00',
      '--section',
      'world',
    );
    assert.equal(code, 0, stderr);
    const path = `articles/2024/10/${name}.mdx`;
    paper.write(
      path,
      paper
        .read(path)
        .replace('draft: true\n', '')
        .replace(/description: .*/, `description: ${body}`)
        .replace('The first paragraph.', `${body} `.repeat(3)),
    );
  };
  await begin('ferry', 'The ferry was late.');
  await paper.run('permalinks');
  paper.commit();
  await begin('bridge', 'A bridge is closed.');
  rmSync(join(paper.contentDir, 'articles/2024/10/ferry.mdx'));
  const { code } = await paper.run('check', '--fix');
  assert.equal(code, 1);
  assert.doesNotMatch(paper.read('articles/2024/10/bridge.mdx'), /^guid:/m);
});

test('a name that changed in capitals only keeps its address', async () => {
  const reading = 'articles/2024/10/reading-room.mdx';
  const paper = await desk({ 'articles/2024/10/Reading-Room.mdx': story({ title: 'Room' }, words('room')) });
  rename(paper, 'articles/2024/10/Reading-Room.mdx', reading);
  assert.equal((await paper.run('check')).code, 1);
  const { code, stdout } = await paper.run('check', '--fix');
  assert.equal(code, 0, stdout);
  assert.match(paper.read(reading), /^slug: Reading-Room$/m);
  assert.match(paper.read(reading), new RegExp(`^guid: ${guidOf({ id: '2024/10/Reading-Room' })}$`, 'm'));
  assert.ok(!existsSync(join(paper.contentDir, 'redirects.yaml')));

  paper.write(reading, paper.read(reading).replace('slug: Reading-Room\n', ''));
  const found = await paper.run('check');
  assert.match(
    errorsOf(found.stdout).join('\n'),
    /is now at "\/2024\/10\/02\/reading-room\/", which many hosts and disks take for the same, .* by a line "slug: Reading-Room"/,
  );
});

test('where git does not know the past, the message says so', async () => {
  const paper = await desk();
  rename(paper, library, 'articles/2024/10/town-library.mdx');
  paper.commit();
  const folder = mkdtempSync(join(tmpdir(), 'shallow-'));
  paper.git('clone', '--quiet', '--depth', '1', `file://${paper.folder}`, folder);
  const shallow = paper.with({ CONTENT_DIR: join(folder, 'content'), CACHE_DIR: join(folder, '.cache') });
  const said = async () => {
    const { stdout } = await shallow.run('check', '--fix');
    const { stderr } = await shallow.run('withdraw', '/2024/10/02/library/', '--reason', 'It was wrong.');
    return [stdout.match(/permalinks\.txt:4:1: .*/)?.[0], stderr.trim()];
  };
  for (const text of await said())
    assert.match(text!, /a shallow clone\), so run git fetch --unshallow first\.$/);
  rmSync(join(folder, '.git'), { recursive: true });
  for (const text of await said()) assert.match(text!, /Here is no git repository with a commit; .*\.$/);
  rmSync(folder, { recursive: true });
});

test('below a hook of git, the past is known as well', async () => {
  const paper = await desk();
  rename(paper, library, 'articles/2024/10/town-library.mdx');
  const hook = paper.with({ GIT_DIR: join(paper.folder, '.git'), GIT_INDEX_FILE: '.git/index' });
  const { code, stdout } = await hook.run('check', '--fix');
  assert.equal(code, 0, stdout);
});
