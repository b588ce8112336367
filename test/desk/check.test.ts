import assert from 'node:assert/strict';
import { once } from 'node:events';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import { copyPaper } from '../site/paper-copy.ts';
import { runBuild, root } from '../site/builds.ts';
import { openDesk, story, type DeskPaper } from './desk.ts';

const bad = 'articles/2024/10/bad.mdx';
const sloppy = 'articles/2024/10/sloppy.mdx';

const sloppyStory = story(
  { title: 'KREMLIN URGES RESTRAINT', tags: '[missiles]' },
  'All that had had its time, that that said.\n\nIn the the [city](http://example.org/), he said “yes.\n',
);

const papers: DeskPaper[] = [];
function desk(...values: Parameters<typeof openDesk>): DeskPaper {
  const paper = openDesk(...values);
  papers.push(paper);
  return paper;
}
after(() => papers.forEach((paper) => paper.remove()));

describe('a paper with errors and warnings', () => {
  let paper: DeskPaper;
  before(() => {
    paper = desk({
      [bad]: story({ section: 'wrold' }, 'To [nowhere](/nowhere/).\n'),
      [sloppy]: sloppyStory,
      'articles/2024/10/other.mdx': story({ title: 'Another', tags: '[missile, missile-test]' }),
      'articles/2024/10/third.mdx': story({ title: 'A third', tags: '[missile]' }),
    });
  });

  const errors = [
    `content/${bad}:5:10: Unknown section "wrold"; expected one that is in sections.yaml. Did you mean "world"?`,
    `content/${bad}:8:4: There is no page at "/nowhere/". Correct the address, or take the link out.`,
  ];
  const warnings = [
    `content/${sloppy}:2:8: warning: The headline is in capitals. Write it as a sentence. [headline-capitals]`,
    `content/${sloppy}:6:8: warning: The tags “missiles” and “missile” differ only in number; 2 stories have “missile”. Write them alike. [tag-variant]`,
    `content/${sloppy}:11:4: warning: “the the”: the word is written twice. Delete one of the two. [doubled-word]`,
    `content/${sloppy}:11:19: warning: The address “http://example.org/” is not secure. Try https://example.org/, and write that if it answers. [insecure-link]`,
    `content/${sloppy}:11:49: warning: This quotation is opened and never closed (“). Add the missing sign, or delete this one. [open-quotation]`,
  ];

  test('is told of with file, line and column, and ends with 1', async () => {
    const { code, stdout, stderr } = await paper.run('check');
    assert.equal(stderr, '');
    assert.equal(
      stdout,
      [
        ...[...errors, ...warnings, ''],
        '2 errors and 5 warnings in 2 files; 5 stories and pages read.',
        'The paper cannot be built until the errors are mended.',
        'For the reason of a warning, and how to silence it: npm run check -- --explain headline-capitals',
        '',
      ].join('\n'),
    );
    assert.equal(code, 1);
  });

  test('is told of in the words of a build', async () => {
    const { output, code } = await runBuild({
      CONTENT_DIR: paper.contentDir,
      OUT_DIR: join(paper.folder, 'site'),
      CACHE_DIR: join(paper.folder, 'cache'),
    });
    assert.equal(code, 1);
    for (const error of errors) assert.ok(output.includes(error.replace(/^content/, '')), output);
  });

  test('is told of as before when nothing changed, and when the cache is gone', async () => {
    const first = await paper.run('check');
    assert.deepEqual(await paper.run('check'), first);
    paper.git('clean', '-fdxq', 'cache');
    assert.deepEqual(await paper.run('check'), first);
  });

  test('names what is asked for: files, folders, ids, from the folder the editor is in', async () => {
    for (const name of [
      sloppy,
      `${sloppy.slice(0, -4)}.mdx`,
      '2024/10/sloppy',
      '10/sloppy',
      'sloppy',
      join(paper.contentDir, sloppy),
    ]) {
      const { code, stdout } = await paper.run('check', name);
      assert.equal(code, 0, stdout);
      assert.deepEqual(stdout.split('\n').slice(0, 7), [
        ...[...warnings, ''],
        '5 warnings in 1 file; 5 stories and pages read.',
      ]);
      assert.match(stdout, /There are 2 errors in other files\.\nThe paper cannot be built/);
    }
    const all = await paper.run('check', 'articles/2024', 'sections.yaml');
    assert.equal(all.code, 1);
    assert.match(all.stdout, /2 errors and 5 warnings in 2 files/);
    const none = await paper.run('check', '2024/10/first');
    assert.match(
      none.stdout,
      /^Nothing found; 5 stories and pages read\.\nThere are 2 errors in other files\./,
    );
    assert.equal(none.code, 0);
  });

  test('of a folder around the content, and of one that is reached by a link, all of it is meant', async () => {
    const all = await paper.run('check');
    const link = join(paper.folder, 'link to "it"');
    symlinkSync(paper.contentDir, link);
    for (const [from, ...names] of [
      [paper.folder, '.'],
      [paper.folder, 'content'],
      [paper.contentDir, '..'],
      [paper.contentDir, '.'],
      [paper.folder, 'link to "it"', `content/${sloppy}`],
      [link, '.'],
      ['/', paper.folder],
    ] as [string, ...string[]][]) {
      assert.deepEqual(await paper.with({ INIT_CWD: from }).run('check', ...names), all, names.join(' '));
    }
    const one = await paper.with({ INIT_CWD: paper.folder }).run('check', `link to "it"/${sloppy}`);
    assert.deepEqual(one.stdout.split('\n').slice(0, 5), warnings);
    const linked = paper.with({ CONTENT_DIR: link, INIT_CWD: paper.folder });
    assert.match((await linked.run('check', `content/${bad}`)).stdout, /\n2 errors in 1 file;/);
  });

  test('a month is named as in ids, and a link in the content by its own path', async () => {
    const linked = desk({ [sloppy]: sloppyStory });
    assert.match((await linked.run('check', '2024/10/')).stdout, /^4 warnings in 1 file/m);
    symlinkSync('nowhere', join(linked.contentDir, 'articles/2024/10/link.mdx'));
    symlinkSync('10', join(linked.contentDir, 'articles/2024/09'));
    for (const name of ['articles/2024/10/link.mdx', '2024/09']) {
      const { stdout } = await linked.run('check', name);
      assert.match(
        stdout,
        /^content\/\S+:1:1: This is a link and not a file of its own;.*\n\n1 error in 1 file;/,
      );
    }
    assert.match((await linked.run('check', '2024/09/sloppy.mdx')).stdout, /^4 warnings in 1 file/m);
  });

  test('a name that several stories have is told with all of them', async () => {
    const twice = desk({ 'articles/2024/09/first.mdx': story({ pubDate: '2024-09-01' }) });
    const { code, stderr } = await twice.run('check', 'first.mdx');
    assert.equal(code, 2);
    assert.equal(
      stderr,
      'first.mdx is the name of 2 stories. Say which:\n  content/articles/2024/09/first.mdx\n  content/articles/2024/10/first.mdx\n',
    );
  });

  test('a story is named in whatever form its letters are composed', async () => {
    const composed = desk({
      [`articles/2024/10/${'café'.normalize('NFD')}.mdx`]: story({ title: 'In the the café' }),
    });
    for (const name of ['café', '2024/10/café']) {
      assert.match((await composed.run('check', name.normalize('NFC'))).stdout, /\n1 warning in 1 file/);
    }
  });

  test('in JSON', async () => {
    const { code, stdout, stderr } = await paper.run('check', '--format', 'json');
    assert.deepEqual([code, stderr], [1, '']);
    const report = JSON.parse(stdout);
    assert.deepEqual(Object.keys(report), ['version', 'summary', 'fixed', 'findings']);
    assert.deepEqual(report.summary, { read: 5, errors: 2, warnings: 5, errorsElsewhere: 0 });
    assert.deepEqual(report.findings[0], {
      ...{ file: `content/${bad}`, line: 5, column: 10, severity: 'error', code: null },
      message: errors[0]!.split(': ').slice(1).join(': '),
    });
    assert.deepEqual(
      report.findings.map(({ code }: { code: string }) => code),
      [null, null, 'headline-capitals', 'tag-variant', 'doubled-word', 'insecure-link', 'open-quotation'],
    );
  });

  test('as annotations of GitHub, with paths from its workspace and escaped signs', async () => {
    const github = desk(
      { [bad]: story({ section: '"a%b, c:d"' }), [sloppy]: sloppyStory },
      { GITHUB_WORKSPACE: '/' },
    );
    const { code, stdout } = await github.run('check', '--format', 'github');
    const folder = github.contentDir.slice(1);
    assert.equal(code, 1);
    const lines = stdout.split('\n');
    assert.equal(
      lines[0],
      `::error file=${folder}/${bad},line=5,col=10::Unknown section "a%25b, c:d"; expected one that is in sections.yaml. There is: world.`,
    );
    assert.equal(
      lines[1],
      `::warning file=${folder}/${sloppy},line=2,col=8,title=headline-capitals::The headline is in capitals. Write it as a sentence.`,
    );
    assert.match(stdout, /^\d+ errors? and \d+ warnings in 2 files; 3 stories and pages read\.$/m);
  });
});

test('a picture that was renamed by hand, or lies elsewhere, is named where it is missed', async () => {
  const paper = desk({
    'articles/2024/10/first.mdx': story({ image: '{ src: door.png, alt: A door, credit: Somebody }' }),
    'articles/2024/10/door.png': Buffer.from('A picture'),
    'articles/2024/10/window.png': Buffer.from('Another 1'),
  });
  const said = async () => /first\.mdx:\d+:\d+: (.*)/.exec((await paper.run('check')).stdout)![1];
  const move = (to: string) => {
    const file = join(paper.contentDir, to);
    mkdirSync(dirname(file), { recursive: true });
    renameSync(join(paper.contentDir, 'articles/2024/10/door.png'), file);
  };
  const missing = 'There is no picture "door.png" in articles/2024/10.';
  move('articles/2024/09/door.png');
  assert.equal(
    await said(),
    `${missing} There is one in articles/2024/09: move it to articles/2024/10, or copy it if another story shows it. If the story lay there before, "npm run check -- --fix" does so.`,
  );
  paper.git('checkout', '--quiet', '.');
  paper.git('clean', '-fdq');
  move('articles/2024/10/zz.png');
  for (const isCommitted of [false, true]) {
    if (isCommitted) paper.commit();
    assert.equal(
      await said(),
      `${missing} The same picture is there as "zz.png": "npm run check -- --fix" writes that name, or give the file its old one.`,
    );
  }
});

describe('a paper with warnings alone', () => {
  test('ends with 0', async () => {
    const paper = desk({ [sloppy]: sloppyStory });
    const { code, stdout } = await paper.run('check');
    assert.equal(code, 0);
    assert.match(stdout, /\n4 warnings in 1 file; 2 stories and pages read\.\nFor the reason/);
  });

  test('that are silenced, each with a reason, has none', async () => {
    const silenced = sloppyStory
      .replace('tags:', '# check: ignore headline-capitals - a quotation from the telegram\ntags:')
      .replace(
        'All that',
        '{/* check: ignore doubled-word, insecure-link - a song of 1998, and its site */}\n\nAll that',
      )
      .replace('yes.', 'yes.”');
    const paper = desk({ [sloppy]: silenced });
    assert.match((await paper.run('check')).stdout, /^Nothing found/);
  });

  test('silenced without a reason, or by a name that no warning has, has errors', async () => {
    const paper = desk({
      [sloppy]: sloppyStory
        .replace('tags:', '# check: ignore headline-capitals\ntags:')
        .replace('All that', '{/* check: ignore double-word - a song */}\n\nAll that'),
    });
    const { code, stdout } = await paper.run('check');
    assert.equal(code, 1);
    assert.match(
      stdout,
      /sloppy\.mdx:6:1: “check: ignore headline-capitals” gives no reason;.*\[check-comment\]\n/,
    );
    assert.match(
      stdout,
      /sloppy\.mdx:10:1: There is no warning “double-word” to ignore\. Did you mean “doubled-word”\?/,
    );
    assert.match(stdout, /6:\d+.*\[tag|headline-capitals\]/);
    assert.doesNotMatch(stdout, /cannot be built/);
  });
});

describe('the paper’s settings', () => {
  const settings = (copyDesk: string) => {
    const project = copyPaper('desk-settings');
    project.edit('src/site.config.ts', /copyDesk: \{ off.*\},/, `copyDesk: ${copyDesk},`);
    return project.folder('.');
  };

  test('turn warnings off', async () => {
    const paper = desk(
      { [sloppy]: sloppyStory },
      {},
      settings("{ off: ['doubled-word', 'insecure-link', 'open-quotation'], silentChange: 'warn' }"),
    );
    const { stdout } = await paper.run('check');
    assert.match(stdout, /headline-capitals.*\n\n1 warning in 1 file/);
  });

  test('are errors when they name none', async () => {
    const paper = desk({}, {}, settings("{ off: ['doubled'], silentChange: 'warn' }"));
    const { code, stdout, stderr } = await paper.run('check');
    assert.deepEqual([code, stdout], [1, '']);
    assert.match(
      stderr,
      /^copyDesk\.off in src\/site\.config\.ts names “doubled”; expected one of: alt-image-of, /,
    );
  });

  test('make a silent change an error, or nothing', async () => {
    for (const [value, expected] of [
      ['error', 1],
      ['off', 0],
    ] as const) {
      const paper = desk(
        { [sloppy]: story({}, 'It was 200.\n') },
        {},
        settings(`{ off: [], silentChange: '${value}' }`),
      );
      paper.write(sloppy, story({}, 'It was 180.\n'));
      const { code, stdout } = await paper.run('check');
      assert.equal(code, expected, stdout);
      assert.equal(stdout.includes('“200” became “180”'), value === 'error');
      if (value === 'error') assert.doesNotMatch(stdout, /: warning:|cannot be built/);
    }
  });
});

describe('what was published', () => {
  const published = story({}, 'It was 200, said Dimitri Peskov, the spokesman.\n');
  const changed = published.replace('200', '180').replace('Dimitri', 'Dmitry');
  const corrected = changed.replace(
    '---\n\n',
    'corrections:\n  - date: 2024-10-03\n    text: It was 180.\n---\n\n',
  );
  const silent =
    'content/articles/2024/10/sloppy.mdx:8:8: warning: This story is published, and “200” became “180” and “Dimitri” became “Dmitry”; ' +
    'no correction or update says so. Run: npm run correct -- 2024/10/sloppy "what was wrong and is now right". [silent-change]\n';

  test('is compared with its last committed version', async () => {
    const paper = desk({ [sloppy]: published });
    assert.match((await paper.run('check')).stdout, /^Nothing found/);
    paper.write(sloppy, changed);
    const { code, stdout } = await paper.run('check');
    assert.equal(code, 0);
    assert.ok(stdout.startsWith(silent), stdout);
    paper.git('add', '--all');
    assert.ok((await paper.run('check')).stdout.startsWith(silent));
    paper.write(sloppy, corrected);
    assert.match((await paper.run('check')).stdout, /^Nothing found/);
    const ignored = changed.replace('section:', '# check: ignore silent-change - out for a minute\nsection:');
    for (const mark of ['', '\uFEFF']) {
      paper.write(sloppy, mark + ignored);
      assert.match((await paper.run('check')).stdout, /^Nothing found/);
    }
    paper.write(sloppy, changed);
    paper.commit();
    assert.match((await paper.run('check')).stdout, /^Nothing found/);
  });

  test('is compared with where a branch began', async () => {
    const paper = desk({ [sloppy]: published });
    paper.git('checkout', '--quiet', '-b', 'edit');
    paper.write(sloppy, changed);
    paper.commit();
    paper.write('articles/2024/10/new.mdx', story({ title: 'New' }));
    paper.commit();
    paper.git('checkout', '--quiet', 'main');
    paper.write(sloppy, published.replace('the spokesman', 'the well-known spokesman'));
    paper.commit();
    paper.git('checkout', '--quiet', 'edit');
    assert.ok((await paper.run('check', '--since', 'main')).stdout.startsWith(silent));
    assert.match((await paper.run('check', '--since', 'HEAD')).stdout, /^Nothing found/);
    const wrong = await paper.run('check', '--since', 'nowhere');
    assert.equal(wrong.code, 1);
    assert.match(
      wrong.stderr,
      /^--since nowhere: git knows no such commit.* origin\/main; .* --unshallow brings\.$/m,
    );
  });

  test('is compared when it was moved', async () => {
    const paper = desk({ [sloppy]: published });
    paper.git('mv', `content/${sloppy}`, 'content/articles/2024/10/moved.mdx');
    paper.write('articles/2024/10/moved.mdx', changed);
    paper.git('add', '--all');
    assert.match(
      (await paper.run('check')).stdout,
      /moved\.mdx:8:8: warning: This story is published, and “200” became/,
    );
  });

  test('is not what was held back then', async () => {
    for (const keys of [{ draft: 'true' }, { pubDate: '2024-10-06' }]) {
      const paper = desk({ [sloppy]: story(keys, 'It was 200.\n') });
      paper.write(sloppy, story(keys, 'It was 180.\n'));
      assert.match((await paper.run('check')).stdout, /^Nothing found/);
    }
  });
});

test('without git nothing is compared', async () => {
  const paper = desk({ [sloppy]: story({}, 'It was 200.\n') });
  const other = paper.with({ GIT_CEILING_DIRECTORIES: paper.folder });
  other.write(sloppy, story({}, 'It was 180.\n'));
  assert.match((await other.run('check')).stdout, /^Nothing found/);
  const since = await other.run('check', '--since', 'main');
  assert.equal(since.code, 1);
  assert.match(since.stderr, /^--since main: .* is not in a git repository with a commit/);
});

describe('a check of files that are as they were', () => {
  /** Lets all files look as if they were written long ago. */
  const settle = ({ contentDir }: DeskPaper) => {
    const long = new Date('2024-10-01');
    for (const path of readdirSync(contentDir, { recursive: true, encoding: 'utf8' })) {
      utimesSync(join(contentDir, path), long, long);
    }
  };
  const at = (moment: string) => ({ SOURCE_DATE_EPOCH: String(Date.parse(moment) / 1000) });

  test('tells the same, and of what git and the clock have changed', async () => {
    const paper = desk({
      [sloppy]: story({}, 'It was 200. To [the next](/2024/10/08/next/).\n'),
      'articles/2024/10/next.mdx': story({ title: 'The next', pubDate: '2024-10-08' }),
    });
    paper.write(sloppy, paper.read(sloppy).replace('200', '180'));
    settle(paper);
    const first = await paper.run('check');
    assert.match(first.stdout, /8:16: "\/2024\/10\/08\/next\/" leads only to what is held back/);
    assert.match(first.stdout, /\[silent-change\]/);
    assert.deepEqual(await paper.run('check'), first);

    paper.commit();
    const committed = await paper.run('check');
    assert.doesNotMatch(committed.stdout, /silent-change/);
    assert.match(committed.stdout, /leads only to what is held back/);

    const later = await paper.with(at('2024-10-08T12:00Z')).run('check');
    assert.match(later.stdout, /^Nothing found/);
    assert.match((await paper.run('check')).stdout, /leads only to what is held back/);
    const before = await paper.with(at('2023-10-01T12:00Z')).run('check');
    assert.match(before.stdout, /\[far-date\]/);
  });

  test('tells what git knows of the past now', async () => {
    const paper = desk({ 'articles/2024/10/library.mdx': story({ title: 'Library' }) });
    await paper.run('permalinks');
    paper.commit();
    rmSync(join(paper.contentDir, 'articles/2024/10/library.mdx'));
    paper.commit();
    const clone = mkdtempSync(join(tmpdir(), 'clone-'));
    const git = (...words: string[]) => paper.git('-C', clone, ...words);
    paper.git('clone', '--quiet', '--depth', '1', `file://${paper.folder}`, clone);
    const shallow = paper.with({ CONTENT_DIR: join(clone, 'content'), CACHE_DIR: join(clone, 'cache') });
    settle({ ...paper, contentDir: join(clone, 'content') });
    const said = async () => (await shallow.run('check')).stdout.match(/git fetch|no git repository/)?.[0];
    assert.equal(await said(), 'git fetch');
    assert.equal(await said(), 'git fetch');
    git('fetch', '--quiet', '--unshallow');
    assert.equal(await said(), undefined);
    rmSync(join(clone, '.git'), { recursive: true });
    assert.equal(await said(), 'no git repository');
    rmSync(clone, { recursive: true });
  });

  test('names files as they are named from here, after paper and cache were moved', async () => {
    const paper = desk({ [sloppy]: sloppyStory });
    settle(paper);
    const at = (folder: string) =>
      paper.with({ CONTENT_DIR: join(folder, 'content'), CACHE_DIR: join(folder, 'cache') });
    const files = ({ stdout }: Awaited<ReturnType<DeskPaper['run']>>) =>
      new Set(stdout.match(/^[^\s:]+(?=:\d)/gm)?.map((file) => resolve(root, file)));
    const lower = join(paper.folder, 'lower');
    await at(paper.folder).run('check');
    mkdirSync(lower);
    for (const name of ['content', 'cache']) renameSync(join(paper.folder, name), join(lower, name));
    assert.deepEqual(files(await at(lower).run('check')), new Set([join(lower, 'content', sloppy)]));
  });

  test('goes by a clock that was set back', async () => {
    const paper = desk({
      [sloppy]: story({}, 'To [the next](/2024/10/05/next/).\n'),
      'articles/2024/10/next.mdx': story({ title: 'The next', pubDate: '2024-10-05 11:30' }),
    });
    settle(paper);
    assert.match((await paper.run('check')).stdout, /^Nothing found/);
    const before = await paper.with(at('2024-10-05T08:00Z')).run('check');
    assert.match(before.stdout, /leads only to what is held back/);
  });

  test('sees a file that came, went, or changed with its old times', async () => {
    const paper = desk({ [sloppy]: sloppyStory });
    settle(paper);
    const first = await paper.run('check');
    assert.match(first.stdout, /4 warnings in 1 file; 2 /);
    paper.write('articles/2024/10/new.mdx', sloppyStory.replace('KREMLIN', 'MOSCOW'));
    settle(paper);
    assert.match((await paper.run('check')).stdout, /8 warnings in 2 files; 3 /);
    rmSync(join(paper.contentDir, sloppy));
    assert.match((await paper.run('check')).stdout, /4 warnings in 1 file; 2 /);
    paper.write('articles/2024/10/new.mdx', sloppyStory.replace('KREMLIN URGES', 'Moscow urges a'));
    settle(paper);
    assert.match((await paper.run('check')).stdout, /3 warnings in 1 file; 2 /);
    // Of the same size, too.
    paper.write(
      'articles/2024/10/new.mdx',
      paper.read('articles/2024/10/new.mdx').replace('section: world', 'section: wrold'),
    );
    settle(paper);
    assert.match((await paper.run('check')).stdout, /Unknown section "wrold"/);
  });
});

describe('--fix', () => {
  const untidy = story(
    { title: 'The the story' },
    'In the the  city and and \nLondon [old](/old/#a).\n\nA rose rose.  \nBreak.\n\n```\nthe the \n```',
  ).replace('section: world\n', 'section: world \n');
  const files = {
    'redirects.yaml': '/old/: /older/\n/older/: /world/\n',
    [sloppy]: untidy,
    'articles/2024/10/other.mdx': story({ title: 'Another' }, 'For the the win.\n'),
  };

  test('mends what is mechanical, shows it, and has nothing more to do', async () => {
    const paper = desk(files);
    const { code, stdout } = await paper.run('check', '--fix', '2024/10/sloppy');
    assert.equal(code, 0, stdout);
    assert.match(stdout, /^--- a\/content\/articles\/2024\/10\/sloppy\.mdx\n\+\+\+ b\//);
    assert.match(stdout, /\n-title: The the story\n\+title: The story\n/);
    assert.match(
      stdout,
      /\n-London \[old\]\(\/old\/#a\)\.\n\+In the {2}city and\n\+London \[old\]\(\/world\/#a\)\.\n/,
    );
    assert.match(
      stdout,
      /“rose rose”: .*\[doubled-word\]\n\n1 warning in 1 file; 3 stories and pages read\.\n1 file was mended\.\n/,
    );
    // Spaces within code are the story's own.
    assert.ok(
      paper.read(sloppy).endsWith('A rose rose.  \nBreak.\n\n```\nthe the \n```\n'),
      paper.read(sloppy),
    );
    assert.match(paper.read(sloppy), /\nsection: world\n---\n\nIn the {2}city and\nLondon/);
    assert.equal(paper.read('articles/2024/10/other.mdx'), files['articles/2024/10/other.mdx']);

    const done = paper.read(sloppy);
    const times = statSync(join(paper.contentDir, sloppy)).mtimeMs;
    const again = await paper.run('check', '--fix', '2024/10/sloppy');
    assert.doesNotMatch(again.stdout, /^---|mended/m);
    assert.equal(paper.read(sloppy), done);
    assert.equal(statSync(join(paper.contentDir, sloppy)).mtimeMs, times);
  });

  test('tidies spaces and line ends where they mean nothing', async () => {
    const paper = desk({ [sloppy]: `${story({}, 'One \ntwo.\t\n \nThree  \nfour.')}\n\n\n` });
    await paper.run('check', '--fix');
    assert.equal(paper.read(sloppy), story({}, 'One\ntwo.\n\nThree  \nfour.\n'));
  });

  test('keeps byte-order marks, line ends, and all markup', async () => {
    const marked = `\uFEFF${story(
      { title: "'The: the story'" },
      '**The** the story of *the* the and of the *the*, [the](/world/) the.\n\n- In the the [the the](/old/) \n',
    ).replaceAll('\n', '\r\n')}`;
    const unread = 'In the the city.\n';
    const paper = desk({ ...files, [sloppy]: marked, [bad]: unread });
    const { stdout } = await paper.run('check', '--fix');
    assert.match(stdout, /bad\.mdx:1:1: The file has no frontmatter/);
    assert.equal(
      paper.read(sloppy),
      marked.replace('- In the the [the the](/old/) ', '- In the [the](/world/)'),
    );
    assert.equal(paper.read(bad), unread);
    assert.doesNotMatch((await paper.run('check', '--fix')).stdout, /(?:was|were) mended/);
  });

  test('tells programs of the mended files, and nothing else on their line', async () => {
    const paper = desk(files);
    const { stdout, stderr } = await paper.run('check', '--fix', '--format', 'json');
    assert.ok(JSON.parse(stdout).fixed.includes(`content/${sloppy}`), stdout);
    assert.match(stderr, /^--- a\/content/);
  });

  test('leaves alone what a comment silences, and mends files with errors as well', async () => {
    const silenced = story({}, '{/* check: ignore doubled-word - a song */}\n\nIn the the city.\n');
    const broken = story({}, 'In the the <Figur />.\n');
    const paper = desk({ [sloppy]: silenced, [bad]: broken });
    const { code } = await paper.run('check', '--fix');
    assert.equal(code, 1);
    assert.equal(paper.read(sloppy), silenced);
    assert.equal(paper.read(bad), broken.replace('the the', 'the'));
  });
});

describe('a call that is wrong', () => {
  const cases: [words: string[], says: RegExp][] = [
    [
      ['--fixx'],
      /^There is no option --fixx\. Did you mean --fix\? `npm run check -- --help` tells how it is called\.\n$/,
    ],
    [['--format'], /^The option --format lacks its value;/],
    [['--fix=yes'], /^The option --fix takes no value\./],
    [['--format', 'xml'], /^--format is “xml”; expected one of: text, json, github\.\n$/],
    [
      ['articles/2024/10/frist.mdx'],
      /^There is no file, folder or story articles\/2024\/10\/frist\.mdx\. Did you mean content\/articles\/2024\/10\/first\.mdx\?\n$/,
    ],
    [[root], /is not in content\/; only what lies there is checked\.\n$/],
    [['--explain', 'double-word'], /^There is no warning “double-word”\. Did you mean “doubled-word”\?\n$/],
  ];
  for (const [words, says] of cases) {
    test(words.join(' '), async () => {
      const { code, stdout, stderr } = await desk().run('check', ...words);
      assert.deepEqual([code, stdout], [2, '']);
      assert.match(stderr, says);
    });
  }

  test('a wrong setting of the environment is told without a trace', async () => {
    const { code, stdout, stderr } = await desk({}, { SOURCE_DATE_EPOCH: 'soon' }).run('check');
    assert.deepEqual([code, stdout], [1, '']);
    assert.equal(
      stderr,
      'SOURCE_DATE_EPOCH is "soon"; expected whole seconds since 1970, for example 1727870400.\n',
    );
  });
});

test('what is printed to a pipe that is closed ends no work and leaves no trace of the stack', async () => {
  const paper = desk({ [bad]: story({ section: 'wrold' }), [sloppy]: sloppyStory });
  for (const words of [['--fix'], ['--format', 'json'], ['--format', 'github']]) {
    const child = paper.start('check', ...words);
    child.stdout.destroy();
    const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, 'close')]);
    assert.equal(code, 1);
    assert.doesNotMatch(stderr, /EPIPE/);
  }
  assert.doesNotMatch(paper.read(sloppy), /the the/);
});

test('the content may lie in a folder with any name, of a repository', async () => {
  const paper = desk({ [sloppy]: story({}, 'It was 200.\n') });
  const folder = join(paper.folder, ' "the" ü\\ folder ');
  renameSync(paper.contentDir, folder);
  paper.commit();
  writeFileSync(join(folder, sloppy), story({}, 'It was 180.\n'));
  const odd = paper.with({ CONTENT_DIR: folder, INIT_CWD: folder });
  assert.match((await odd.run('check', '.')).stdout, /“200” became “180”.*\[silent-change\]\n/);
});

test('--help and --explain tell without a look at the paper', async () => {
  const paper = desk({}, { CONTENT_DIR: '/nowhere' });
  const help = await paper.run('check', '--help');
  assert.equal(help.code, 0);
  assert.match(help.stdout, /^npm run check \[-- PATH/);
  const list = await paper.run('check', '--explain');
  assert.match(list.stdout, /^alt-image-of +alternative text/);
  const one = await paper.run('check', '--explain', 'doubled-word');
  assert.match(
    one.stdout,
    /^doubled-word: a word.*\n.*\nTo silence it in one file, say why in a comment:\n {2}# check: ignore doubled-word - the reason/,
  );
});

test('a content folder that is not there is told in a sentence', async () => {
  const { code, stdout, stderr } = await desk({}, { CONTENT_DIR: '/nowhere' }).run('check');
  assert.deepEqual([code, stdout], [1, '']);
  assert.match(stderr, /^The content folder \/nowhere cannot be read/);
});

test('a check changes nothing in the repository', async () => {
  const paper = desk({ [sloppy]: sloppyStory });
  writeFileSync(join(paper.folder, 'content', '.hidden'), '');
  paper.commit();
  await paper.run('check');
  assert.equal(paper.git('status', '--porcelain'), '');
});
