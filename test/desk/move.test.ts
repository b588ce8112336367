import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { guidOf } from '../../src/model/story-guid.ts';
import { openDesk, png, story, type DeskPaper } from './desk.ts';

const papers: DeskPaper[] = [];
after(() => papers.forEach((paper) => paper.remove()));

const image = (src: string) => `{ src: ${src}, alt: A square, credit: Desk }`;
const figure = (src: string) => `<Figure src="${src}" alt="A square" credit="Desk" />\n`;

const kill = pathToFileURL(join(import.meta.dirname, 'kill-while-writing.ts')).href;

const raids = '2024/10/raids';
const other = 'articles/2024/10/other.mdx';

/** A paper in which everything that can name a story names one. */
function desk(files: Record<string, string | Uint8Array> = {}): DeskPaper {
  const paper = openDesk({
    'articles/2024/10/raids.mdx': story(
      { title: 'Raids', pubDate: '2024-10-02T23:30:00Z', image: image('raids.png') },
      `${figure('raids-two.png')}\n${figure('shared.png')}\nSee [above](/2024/10/03/raids/#top-of-it).\n\n## Top of it\n\nText.\n`,
    ),
    'articles/2024/10/raids.png': png,
    'articles/2024/10/raids-two.png': png,
    'articles/2024/10/shared.png': png,
    [other]: story(
      { title: 'Other', related: '[2024/10/first, 2024/10/raids]' },
      `The [raids](/2024/10/03/raids/), [again](</2024/10/03/raids/?x#top-of-it> "Then"), [elsewhere](https://example.org/2024/10/03/raids/).\n\n[raids]: /2024/10/03/raids/\n\n<Related story="2024/10/raids" />\n\nPrinted: \`](/2024/10/03/raids/)\`.\n\n${figure('shared.png')}`,
    ),
    'articles/2024/10/windows.mdx': `\uFEFF${story({ title: 'Windows', related: '\n  - "2024/10/raids" # why' }, 'It was [so](/2024/10/03/raids/).\n').replaceAll('\n', '\r\n')}`,
    'pages/about.mdx': '---\ntitle: About\ndescription: Us.\n---\n\nWe wrote [this](/2024/10/03/raids/).\n',
    'front.yaml': 'lead: 2024/10/raids # for now\nsecondary:\n  - 2024/10/raids\n',
    'redirects.yaml': '# Old addresses.\n/news/raids/: /2024/10/03/raids/\n',
    ...files,
  });
  papers.push(paper);
  return paper;
}

const changed = (paper: DeskPaper) => {
  paper.git('add', '--all');
  const lines = paper.git('diff', '--cached', '--name-status', '--find-renames=30%').trim().split('\n');
  return lines.map((line) => line.replace(/^R\d+/, 'R').replaceAll('content/', '')).sort();
};

test('a story that gets another name takes its pictures along, and all that names it follows', async () => {
  const paper = desk();
  const { code, stdout, stderr } = await paper.run('move', 'raids', 'night-raids');
  assert.equal(stderr, '');
  assert.equal(code, 0);
  assert.equal(
    stdout,
    [
      'Moved content/articles/2024/10/raids.mdx to content/articles/2024/10/night-raids.mdx.',
      'Moved 2 pictures with it.',
      'Address: /2024/10/03/night-raids/. The old one, /2024/10/03/raids/, leads there by a line in content/redirects.yaml.',
      `Its name in feeds stays: guid: ${guidOf({ id: raids })}`,
      'Mended what refers to it in:',
      `  content/${other}`,
      '  content/articles/2024/10/windows.mdx',
      '  content/pages/about.mdx',
      '  content/front.yaml',
      'Look at it with "npm run dev"; then hand the changed files in together: git add --all, git commit, git push',
      '',
    ].join('\n'),
  );
  assert.deepEqual(
    changed(paper),
    [
      `M\t${other}`,
      'M\tarticles/2024/10/windows.mdx',
      'M\tfront.yaml',
      'M\tpages/about.mdx',
      'M\tredirects.yaml',
      'R\tarticles/2024/10/raids-two.png\tarticles/2024/10/night-raids-two.png',
      'R\tarticles/2024/10/raids.mdx\tarticles/2024/10/night-raids.mdx',
      'R\tarticles/2024/10/raids.png\tarticles/2024/10/night-raids.png',
    ].sort(),
  );
  assert.equal(
    paper.read('articles/2024/10/night-raids.mdx'),
    story(
      {
        title: 'Raids',
        pubDate: `2024-10-02T23:30:00Z\nguid: ${guidOf({ id: raids })}`,
        image: image('night-raids.png'),
      },
      `${figure('night-raids-two.png')}\n${figure('shared.png')}\nSee [above](/2024/10/03/night-raids/#top-of-it).\n\n## Top of it\n\nText.\n`,
    ).replace(/(pubDate: .*\n)(guid: .*\n)(section: .*\n)/, '$1$2$3'),
  );
  assert.equal(
    paper.read(other),
    story(
      { title: 'Other', related: '[2024/10/first, 2024/10/night-raids]' },
      `The [raids](/2024/10/03/night-raids/), [again](</2024/10/03/night-raids/?x#top-of-it> "Then"), [elsewhere](https://example.org/2024/10/03/raids/).\n\n[raids]: /2024/10/03/night-raids/\n\n<Related story="2024/10/night-raids" />\n\nPrinted: \`](/2024/10/03/raids/)\`.\n\n${figure('shared.png')}`,
    ),
  );
  assert.equal(
    paper.read('articles/2024/10/windows.mdx'),
    `\uFEFF${story({ title: 'Windows', related: '\n  - "2024/10/night-raids" # why' }, 'It was [so](/2024/10/03/night-raids/).\n').replaceAll('\n', '\r\n')}`,
  );
  assert.equal(
    paper.read('front.yaml'),
    'lead: 2024/10/night-raids # for now\nsecondary:\n  - 2024/10/night-raids\n',
  );
  assert.equal(
    paper.read('redirects.yaml'),
    '# Old addresses.\n/news/raids/: /2024/10/03/raids/\n/2024/10/03/raids/: /2024/10/03/night-raids/\n',
  );
  assert.equal((await paper.run('check')).code, 0);
});

test('there and back again leaves every address answered, and the name as it was', async () => {
  const paper = desk({ 'permalinks.txt': `/2024/10/03/raids/ ${guidOf({ id: raids })}\n` });
  await paper.run('move', 'raids', 'night-raids');
  await paper.run('permalinks');
  await paper.run('move', '/2024/10/03/raids/', 'air-raids');
  await paper.run('permalinks');
  const { stdout } = await paper.run('move', '2024/10/air-raids', 'raids');
  assert.match(
    stdout,
    /Moved content\/articles\/2024\/10\/air-raids\.mdx to content\/articles\/2024\/10\/raids\.mdx/,
  );
  assert.equal(
    paper.read('redirects.yaml'),
    '# Old addresses.\n/news/raids/: /2024/10/03/raids/\n/2024/10/03/night-raids/: /2024/10/03/air-raids/\n/2024/10/03/air-raids/: /2024/10/03/raids/\n',
  );
  const check = await paper.run('check');
  assert.equal(check.code, 0, check.stdout);
  assert.match(paper.read('articles/2024/10/raids.mdx'), new RegExp(`^guid: ${guidOf({ id: raids })}$`, 'm'));
  assert.deepEqual(
    paper.read('permalinks.txt').match(/^\/\S+raids\/ \S+$/gm),
    ['air-raids', 'night-raids', 'raids'].map((name) => `/2024/10/03/${name}/ ${guidOf({ id: raids })}`),
  );
});

test('another date moves the file to its month, and copies the pictures that others show', async () => {
  const paper = desk();
  const { code, stdout, stderr } = await paper.run('move', 'articles/2024/10/raids.mdx', '2024-09-30');
  assert.equal(code, 0, stderr);
  assert.match(stdout, /Moved 2 pictures with it\.\nCopied 1 picture that other stories show, too\./);
  const moved = paper.read('articles/2024/09/raids.mdx');
  // 00:30 in London, which is where the paper is.
  assert.match(moved, /^pubDate: 2024-09-30T00:30:00\+01:00$/m);
  for (const name of ['09/raids.png', '09/raids-two.png', '09/shared.png', '10/shared.png']) {
    assert.deepEqual(readFileSync(join(paper.contentDir, 'articles/2024', name)), png, name);
  }
  assert.ok(!existsSync(join(paper.contentDir, 'articles/2024/10/raids.png')));
  assert.match(paper.read('redirects.yaml'), /^\/2024\/10\/03\/raids\/: \/2024\/09\/30\/raids\/$/m);
  assert.equal((await paper.run('check')).code, 0);
});

test('a story that comes back finds the pictures that others show, and never takes another for its own', async () => {
  const paper = desk();
  await paper.run('move', 'raids', '2024-09-30');
  const back = await paper.run('move', 'raids', '2024-10-03');
  assert.equal(back.code, 0, back.stderr);
  assert.deepEqual(readdirSync(join(paper.contentDir, 'articles/2024/09')), []);
  assert.match(paper.read('articles/2024/10/raids.mdx'), /src="shared\.png"/);

  paper.write('articles/2024/09/shared.png', 'Another picture');
  const { code, stderr } = await paper.run('move', 'raids', '2024-09-30');
  assert.equal(code, 0, stderr);
  assert.equal(paper.read('articles/2024/09/shared.png'), 'Another picture');
  assert.match(paper.read('articles/2024/09/raids.mdx'), /src="raids-shared\.png"/);
  assert.deepEqual(readFileSync(join(paper.contentDir, 'articles/2024/09/raids-shared.png')), png);
  const check = await paper.run('check');
  assert.equal(check.code, 0, check.stdout);
});

test('a move that was killed harms nothing, and the next one completes it', async () => {
  const paper = desk({ 'permalinks.txt': `/2024/10/03/raids/ ${guidOf({ id: raids })}\n` });
  const files = () => {
    const names = readdirSync(paper.contentDir, { recursive: true, encoding: 'utf8' });
    const shown = names.filter((name) => /\/?[^/.][^/]*\.[a-z]+$/.test(name) && !/(?:^|\/)\./.test(name));
    return Object.fromEntries(shown.sort().map((name) => [name, paper.read(name)]));
  };
  const words = ['raids', '--slug', 'night-raids', '--date', '2024-09-30'];
  const reset = () => paper.git('reset', '--quiet', '--hard') + paper.git('clean', '-fdq');
  const before = files();
  await paper.run('move', ...words);
  const moved = files();
  let killed = 0;
  for (let at = 1; ; at += 8) {
    reset();
    assert.deepEqual(files(), before);
    const killer = { NODE_OPTIONS: `--import ${kill}`, KILL_AFTER: String(at) };
    const { code, stderr } = await paper.with(killer).run('move', ...words);
    if (code === 0) break;
    assert.equal(code, null, stderr);
    killed++;
    for (const [name, text] of Object.entries(files())) {
      assert.ok([before[name], moved[name]].includes(text), `${name}, killed at ${at}`);
    }
    const again = await paper.run('move', ...words);
    // The story is where it should be: pictures that nobody shows may lie where it was.
    if (again.code !== 0) assert.match(again.stderr, /There is no story "raids".*"2024\/09\/night-raids"/);
    for (const [name, text] of Object.entries(moved)) assert.equal(paper.read(name), text, name);
    const check = await paper.run('check');
    assert.equal(check.code, 0, `killed at ${at}: ${check.stdout}`);
  }
  assert.ok(killed > 3, `${killed} killed`);
});

test('another section changes a line and no address', async () => {
  const paper = desk({ 'sections.yaml': '- id: world\n  title: World\n- id: politics\n  title: Politics\n' });
  const { code, stdout } = await paper.run('move', raids, 'politics');
  assert.equal(code, 0);
  assert.match(stdout, /^Changed content\/articles\/2024\/10\/raids\.mdx\.\nLook at it/);
  assert.deepEqual(changed(paper), ['M\tarticles/2024/10/raids.mdx']);
  assert.match(paper.git('diff', '--cached', '-U0'), /\n-section: world\n\+section: politics\n$/);
});

test('slug, date and section go together, and a slug in frontmatter gives way', async () => {
  const paper = desk({ 'articles/2024/10/raids.mdx': story({ slug: 'raids-of-october' }) });
  paper.write('front.yaml', '');
  for (const path of [other, 'articles/2024/10/windows.mdx', 'pages/about.mdx', 'redirects.yaml']) {
    paper.write(path, path === 'redirects.yaml' ? '' : story());
  }
  paper.write('pages/about.mdx', '---\ntitle: About\ndescription: Us.\n---\n\nText.\n');
  const { code, stderr } = await paper.run(
    'move',
    'raids-of-october',
    '--slug',
    'world',
    '--date',
    '2024-10-04T08:00',
  );
  assert.equal(code, 0, stderr);
  assert.equal(
    paper.read('articles/2024/10/world.mdx'),
    story({ pubDate: `2024-10-04T08:00\nguid: ${guidOf({ id: raids })}` }),
  );
  assert.equal(paper.read('redirects.yaml'), '/2024/10/02/raids-of-october/: /2024/10/04/world/\n');
});

test('a story that was never out leaves no trace where it was', async () => {
  const paper = desk({ 'articles/2024/10/draft.mdx': story({ draft: 'true' }) });
  const { code, stdout } = await paper.run('move', 'draft', 'a-better-name');
  assert.equal(code, 0);
  assert.match(stdout, /was never public and needs no redirect/);
  assert.deepEqual(changed(paper), ['R\tarticles/2024/10/draft.mdx\tarticles/2024/10/a-better-name.mdx']);
  assert.equal(paper.read('articles/2024/10/a-better-name.mdx'), story({ draft: 'true' }));
});

test('a new name is written with composed letters, however it is typed', async () => {
  const paper = desk();
  assert.equal((await paper.run('move', raids, 'cafe\u0301-raids')).code, 0);
  const names = readdirSync(join(paper.contentDir, 'articles/2024/10'));
  assert.ok(names.includes('caf\u00e9-raids.mdx'), names.join());
});

test('what cannot be moved stays, for a reason that is told', async () => {
  const paper = desk({
    'articles/2023/10/raids.mdx': story({ pubDate: '2023-10-02' }),
    'articles/2024/10/broken.mdx': story({ pubdate: 'x' }),
    'articles/2024/10/Gulf.mdx': story(),
    'articles/2024/10/Named.mdx': story({ slug: 'named' }),
    'articles/2024/10/held.mdx': story({ draft: 'true' }),
    'permalinks.txt': `/2024/10/03/gone/ urn:uuid:1\n/2024/10/04/renamed/ ${guidOf({ id: '2024/10/before' })}\n`,
    'redirects.yaml': '/2024/10/03/old/: /world/\n/2024/10/03/gone/: /world/\n',
  });
  const before = paper.git('status', '--porcelain');
  const cases: [words: string[], code: number, said: RegExp][] = [
    [
      ['raids', 'x'],
      1,
      /^"raids" is the name of 2 stories\. Say which:\n {2}2023\/10\/raids\n {2}2024\/10\/raids\n$/,
    ],
    [
      ['riads', 'x'],
      1,
      /^There is no story "riads"; expected its file, .* Did you mean "202[34]\/10\/raids"\?\n$/,
    ],
    [['old', 'x'], 1, /^There is no story "old"/],
    [['broken.mdx', 'x'], 1, /^The story "broken\.mdx" has mistakes\. Mend them first:\n/],
    [
      ['2024/10/broken', 'x'],
      1,
      /broken" has mistakes\. Mend them first:\ncontent\/articles\/2024\/10\/broken\.mdx:6:1: Unknown key/,
    ],
    [
      [raids, 'other'],
      1,
      /^The story cannot go to \/2024\/10\/03\/other\/: content\/articles\/2024\/10\/other\.mdx exists\. Nothing was changed; choose another name\.\n$/,
    ],
    [[raids, 'old'], 1, /content\/redirects\.yaml leads that address elsewhere/],
    [
      ['held', 'before'],
      1,
      /another story had this name when it was published, at \/2024\/10\/04\/renamed\/ \(content\/permalinks\.txt:2\), and keeps it in feeds\. Nothing was changed; choose another name\./,
    ],
    [[raids, 'gone'], 1, /redirects\.yaml leads that address elsewhere/],
    [
      [raids, 'raids'],
      1,
      /^The story is there already: content\/articles\/2024\/10\/raids\.mdx\. Nothing was changed\.\n$/,
    ],
    [
      [raids, 'Ä b'],
      2,
      /^“Ä b” cannot be the last part of an address; expected small letters and digits joined by hyphens, such as ä-b\.\n$/,
    ],
    [[raids, '--slug', 'Night-Raids'], 2, /^“Night-Raids” cannot be .*, such as night-raids\.\n$/],
    [[raids, '…'], 2, /^“…” cannot be .*, such as a-name\.\n$/],
    [
      [raids, '../raids'],
      2,
      /^“\.\.\/raids” cannot be the last part of an address; expected small letters and digits joined by hyphens, .* The folder follows from the date\.\n$/,
    ],
    [['Named', 'named'], 1, /named\.mdx differs from \S+\/Named\.mdx in capitals only/],
    [['2024/10/Gulf', 'gulf'], 1, /gulf\/ differs from \S+Gulf\/ in capitals only/],
    [
      [raids, '5.10.2024'],
      2,
      /^“5\.10\.2024” looks like a date; expected one such as 2024-10-05\. .* --slug 5102024$/m,
    ],
    [[raids, '2024-10-32'], 1, /^"2024-10-32" is no date; expected one such as/],
    [
      [raids, '2024-10-20'],
      1,
      /lies in the future, and this story is out: it would vanish until then\..*npm run withdraw -- 2024\/10\/raids/,
    ],
    [
      [raids, 'wolrd'],
      2,
      /^“wolrd” may be the section “world”, misspelt\. Write --section world, or --slug wolrd\.\n$/,
    ],
    [
      [raids, '--section', 'wolrd'],
      2,
      /^There is no section “wolrd”; expected one of: world\. Did you mean “world”\?\n$/,
    ],
    [[raids, 'one', 'two'], 2, /“one” and “two” would both be its new slug; expected one/],
    [[], 2, /^Story is missing; expected npm run move -- 2024\/10\/slug new-slug\.\n$/],
    [[raids], 2, /^New slug, date or section is missing; expected npm run move/],
  ];
  for (const [words, code, said] of cases) {
    const outcome = await paper.run('move', ...words);
    assert.match(outcome.stderr, said, words.join(' '));
    assert.deepEqual([outcome.code, outcome.stdout], [code, ''], words.join(' '));
  }
  assert.equal(paper.git('status', '--porcelain'), before);
});

test('a story is found by every name that it has', async () => {
  const names = [
    'articles/2024/10/raids.mdx',
    'content/articles/2024/10/raids.mdx',
    '2024/10/raids',
    '2024/10/raids.mdx',
    '/2024/10/03/raids/',
    '/2024/10/03/raids',
    'https://standfirst.example/2024/10/03/raids/?from=feed#top-of-it',
    '/news/raids/',
    '10/raids.mdx',
    '10/raids',
    'raids',
  ];
  const paper = desk();
  for (const name of names) {
    const { stderr } = await paper.run('move', name, 'raids');
    assert.equal(
      stderr,
      'The story is there already: content/articles/2024/10/raids.mdx. Nothing was changed.\n',
      name,
    );
  }
});
