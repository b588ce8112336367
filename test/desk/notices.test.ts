import assert from 'node:assert/strict';
import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { openDesk, story, type DeskPaper } from './desk.ts';

const papers: DeskPaper[] = [];
after(() => papers.forEach((paper) => paper.remove()));

const first = 'articles/2024/10/first.mdx';

/** A paper with two stories that readers do not see. */
function desk(files: Record<string, string> = {}): DeskPaper {
  const paper = openDesk({
    'articles/2024/10/draft.mdx': story({ draft: 'true' }),
    'articles/2024/10/later.mdx': story({ pubDate: '2024-10-06' }),
    'articles/2024/10/other.mdx': story(
      { related: '[2024/10/first]' },
      'See [the first](/2024/10/02/first/).\n\n<Related story="2024/10/first" />\n',
    ),
    ...files,
  });
  papers.push(paper);
  return paper;
}

test('a correction is dated, and leaves the day of publication alone', async () => {
  const paper = desk();
  const words = 'It said\n  that 200 were fired: it was 180.';
  const { code, stdout, stderr } = await paper.run('correct', 'first', words);
  assert.deepEqual([code, stderr], [0, '']);
  assert.equal(
    stdout,
    'Noted in content/articles/2024/10/first.mdx; /2024/10/02/first/ and /corrections/ show it from the next build on.\n' +
      'Mend the text itself, too, if you have not yet; then hand it in: git commit --all --message "Correction: 2024/10/first", then git push\n',
  );
  const date = '2024-10-05T12:00:00+01:00';
  const corrected = story({
    pubDate: `2024-10-02 14:05\nupdatedDate: ${date}`,
    section: `world\ncorrections:\n  - date: ${date}\n    text: "It said that 200 were fired: it was 180."`,
  });
  assert.equal(paper.read(first), corrected);

  assert.equal((await paper.run('correct', '2024/10/first', 'Another thing was wrong.')).code, 0);
  assert.equal(
    paper.read(first),
    corrected.replace('\n---\n\n', `\n  - date: ${date}\n    text: Another thing was wrong.\n---\n\n`),
  );
  assert.equal((await paper.run('check')).code, 0);
});

test('a correction may begin with a hyphen, in a story that is named by a link to it', async () => {
  const paper = desk();
  const link = join(paper.folder, 'link to "it".mdx');
  symlinkSync(join(paper.contentDir, first), link);
  const { code, stderr } = await paper.run('correct', link, '- He is Dmitry: not Dimitri # at all.');
  assert.deepEqual([code, stderr], [0, '']);
  assert.match(paper.read(first), /^ {4}text: "- He is Dmitry: not Dimitri # at all\."$/m);
});

test('a note behind the date of the last change stays', async () => {
  const paper = desk({ [first]: story({ updatedDate: '2024-10-03 # by telephone' }) });
  await paper.run('correct', 'first', 'It was 180.');
  assert.match(paper.read(first), /^updatedDate: 2024-10-05T12:00:00\+01:00 # by telephone$/m);
});

test('a change that was announced for later is not put back in time', async () => {
  const paper = desk({ [first]: story({ updatedDate: '2024-10-05T13:00' }) });
  await paper.run('correct', 'first', 'It was 180.');
  assert.match(paper.read(first), /^updatedDate: 2024-10-05T13:00$/m);
});

test('a story is taken back for all to see, and what refers to it still does', async () => {
  const paper = desk();
  const { code, stdout, stderr } = await paper.run(
    'withdraw',
    '/2024/10/02/first/',
    '--reason',
    ' It was not true. ',
  );
  assert.deepEqual([code, stderr], [0, '']);
  assert.match(
    stdout,
    /^Withdrawn: content\/articles\/2024\/10\/first\.mdx\. \/2024\/10\/02\/first\/ will say so/,
  );
  assert.equal(
    paper.read(first),
    story({
      pubDate: '2024-10-02 14:05\nwithdrawn:\n  date: 2024-10-05T12:00:00+01:00\n  reason: It was not true.',
    }),
  );
  const check = await paper.run('check');
  assert.equal(check.code, 0, check.stdout);

  const again = await paper.run('withdraw', 'first', '--reason', 'x');
  assert.deepEqual(
    [again.code, again.stderr],
    [
      1,
      'content/articles/2024/10/first.mdx was withdrawn on 2024-10-05T12:00:00+01:00. Nothing was changed.\n',
    ],
  );
  const late = await paper.run('correct', 'first', 'x');
  assert.equal(late.code, 1);
  assert.match(late.stderr, /was withdrawn; its page shows no text that could be corrected/);
});

test('a correction is noted once', async () => {
  const paper = desk();
  await paper.run('correct', 'first', 'It said 200: it was 180.');
  const noted = paper.read(first);
  const { code, stderr } = await paper.run('correct', 'first', ' It said 200:\nit was 180. ');
  assert.equal(code, 1);
  assert.equal(
    stderr,
    'content/articles/2024/10/first.mdx has this correction already. Nothing was changed.\n',
  );
  assert.equal(paper.read(first), noted);
});

test('a story whose file was deleted is brought back from git, and taken back', async () => {
  const names = { '/2024/10/02/first/': false, '2024/10/first': true, 'first.mdx': true };
  for (const [name, isCommitted] of Object.entries(names)) {
    const paper = desk();
    const text = paper.read(first);
    await paper.run('permalinks');
    paper.commit();
    rmSync(join(paper.contentDir, first));
    if (isCommitted) paper.commit();
    const told = (await paper.run('check')).stdout;
    assert.match(
      told,
      /^content\/permalinks\.txt:3:1: A story was published at "\/2024\/10\/02\/first\/", .* npm run withdraw -- \/2024\/10\/02\/first\/ --reason "…" brings its file back from git/m,
    );
    assert.match(
      told,
      /^content\/articles\/2024\/10\/other\.mdx:6:11: The story "2024\/10\/first" was published, and its file is not there any more\. "npm run check -- --fix" mends this if .*; if not, do what another message says of its address, which is on line 3 of permalinks\.txt\.$/m,
    );
    assert.match(
      told,
      /^content\/articles\/2024\/10\/other\.mdx:9:5: A story was published at "\/2024\/10\/02\/first\/"/m,
    );

    const { code, stdout } = await paper.run('withdraw', name, '--reason', 'It was wrong.');
    assert.equal(code, 0, stdout);
    assert.match(
      stdout,
      /^Brought back from git: content\/articles\/2024\/10\/first\.mdx\.\nWithdrawn: .*git add --all/s,
    );
    assert.equal(paper.read(first).replace(/withdrawn:\n.*\n.*\n/, ''), text);
    const after = await paper.run('check');
    assert.equal(after.code, 0, after.stdout);
  }
});

test('a story that was moved is never brought back to where it was', async () => {
  const paper = desk({ 'articles/2023/10/third.mdx': story({ pubDate: '2023-10-02' }) });
  paper.write('articles/2024/10/third.mdx', story({ title: 'Third' }, 'Other words.\n'));
  await paper.run('permalinks');
  paper.commit();
  await paper.run('move', 'first', 'second');
  paper.commit();
  const named = await paper.run('withdraw', 'first', '--reason', 'It was wrong.');
  assert.equal(named.code, 1);
  assert.match(named.stderr, /^There is no story "first"; .* Did you mean "2024\/10\/second"\?$/m);
  assert.equal((await paper.run('withdraw', '/2024/10/02/first/', '--reason', 'It was wrong.')).code, 0);
  assert.match(paper.read('articles/2024/10/second.mdx'), /^withdrawn:$/m);

  // Of two stories of one name, the one whose file is gone has an address of its own.
  rmSync(join(paper.contentDir, 'articles/2024/10/third.mdx'));
  assert.equal((await paper.run('withdraw', '/2024/10/02/third/', '--reason', 'It was wrong.')).code, 0);
  assert.match(paper.read('articles/2024/10/third.mdx'), /^withdrawn:$/m);
  assert.doesNotMatch(paper.read('articles/2023/10/third.mdx'), /withdrawn/);
  assert.deepEqual(paper.git('status', '--porcelain').match(/\w+\.mdx/g), ['second.mdx', 'third.mdx']);
});

test('a story that was out and is a draft now, or was withdrawn and deleted, is taken back', async () => {
  const paper = desk();
  await paper.run('permalinks');
  paper.write(first, story({ draft: 'true' }));
  paper.commit();
  assert.match(
    (await paper.run('check')).stdout,
    /where a draft does not answer.*npm run withdraw -- 2024\/10\/first$/m,
  );
  assert.equal((await paper.run('withdraw', '2024/10/first', '--reason', 'It was wrong.')).code, 0);
  assert.match(paper.read(first), /^withdrawn:$/m);
  assert.doesNotMatch(paper.read(first), /draft/);
  assert.equal((await paper.run('check')).code, 0);

  paper.commit();
  const text = paper.read(first);
  rmSync(join(paper.contentDir, first));
  const { code, stdout } = await paper.run('withdraw', '/2024/10/02/first/');
  assert.equal(code, 0);
  assert.match(stdout, /^Brought back from git: .*first\.mdx\. It was withdrawn on 2024-10-05/);
  assert.equal(paper.read(first), text);
});

test('a story that was moved and then deleted is found by its old address', async () => {
  const paper = desk();
  await paper.run('permalinks');
  paper.commit();
  await paper.run('move', 'first', 'second');
  paper.commit();
  rmSync(join(paper.contentDir, 'articles/2024/10/second.mdx'));
  assert.match(
    (await paper.run('check')).stdout,
    /^content\/redirects\.yaml:1:21: There is no page at "\/2024\/10\/02\/second\/"\. Name the page that readers of "\/2024\/10\/02\/first\/" get\. If a story was there and was deleted, npm run withdraw -- \/2024\/10\/02\/second\/ --reason "…"/m,
  );
  assert.equal((await paper.run('withdraw', '/2024/10/02/first/', '--reason', 'It was wrong.')).code, 0);
  assert.equal((await paper.run('check')).code, 0);
});

test('the pictures of a withdrawn story may be deleted', async () => {
  const image = '{ src: a.png, alt: A door, credit: Somebody }';
  const text = story(
    { image, withdrawn: '{ date: 2024-10-03, reason: It was wrong. }' },
    '<Figure src="b.png" alt="A door" credit="Somebody" />\n',
  );
  const paper = desk({ [first]: text });
  const { code, stdout } = await paper.run('check');
  assert.equal(code, 0, stdout);
});

test('what cannot be done changes nothing, and says why', async () => {
  const paper = desk({
    'articles/2024/10/french.mdx': story({ lang: 'fr' }),
    'articles/2024/10/braces.mdx':
      '---\n{ title: A, description: B, pubDate: 2024-10-02, section: world }\n---\n\nText.\n',
  });
  const cases: [words: string[], code: number, said: RegExp][] = [
    [
      ['correct'],
      2,
      /^Story is missing; expected npm run correct -- 2024\/10\/slug "What was wrong, and what is right\."\.\n$/,
    ],
    [
      ['correct', 'first'],
      2,
      /^Correction \(what was wrong, and what is right\) is missing; expected npm run correct/,
    ],
    [['correct', 'first', ' '], 2, /expected some words/],
    [
      ['correct', 'first', 'Corrected.'],
      2,
      /“Corrected\.” does not say what was wrong and what is right\. Say it in a sentence\.\n$/,
    ],
    [
      ['correct', 'french', 'Une version précédente de cet article contenait une erreur.'],
      2,
      /contenait une erreur\.” does not say what was wrong and what is right\./,
    ],
    [
      ['correct', 'first', 'It', 'was', 'wrong'],
      2,
      /^“was” is not expected here; put the whole correction in quotation marks\.\n$/,
    ],
    [['correct', 'nothing', 'x'], 1, /^There is no story "nothing"/],
    [
      ['correct', 'draft', 'x'],
      1,
      /draft\.mdx is not out: it is a draft\. Nobody has read the mistake; mend the text/,
    ],
    [['correct', 'later', 'x'], 1, /later\.mdx is not out: it comes out on 2024-10-06\./],
    [
      ['correct', 'braces', 'x'],
      1,
      /^This YAML cannot be edited by a program; expected lines that begin with a key/,
    ],
    [['withdraw', 'first'], 2, /^Reason that readers see is missing; expected --reason "…"\.\n$/],
    [['withdraw', 'first', '--reason', ''], 2, /--reason "…": expected some words/],
    [
      ['withdraw', 'first', 'because'],
      2,
      /^“because” is not expected here; the reason goes into --reason "…"\.\n$/,
    ],
    [['withdraw', 'draft', '--reason', 'x'], 1, /is not out: it is a draft\. There is nothing to take back/],
  ];
  for (const [[command, ...words], code, said] of cases) {
    const outcome = await paper.run(command!, ...words);
    assert.match(outcome.stderr, said, words.join(' '));
    assert.deepEqual([outcome.code, outcome.stdout], [code, ''], words.join(' '));
  }
  assert.equal(paper.git('status', '--porcelain'), '');
});
