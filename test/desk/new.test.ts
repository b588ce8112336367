import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { guidOf } from '../../src/model/story-guid.ts';
import { openDesk, story, type DeskPaper } from './desk.ts';

const papers: DeskPaper[] = [];
after(() => papers.forEach((paper) => paper.remove()));

function desk(files: Record<string, string> = {}, settings = {}): DeskPaper {
  const paper = openDesk(
    {
      'sections.yaml': '- id: world\n  title: World\n- id: culture\n  title: Culture\n',
      'authors/archive-desk.yaml': 'name: Archive desk\n',
      'articles/2024/10/tagged.mdx': story({ tags: '[iran, cold-war]', authors: '[Jane Doe]' }),
      'articles/2024/10/more.mdx': story({ tags: '[Iran, iran]', authors: '[archive-desk]' }).replace(
        'Iran, ',
        '',
      ),
      ...files,
    },
    settings,
  );
  papers.push(paper);
  return paper;
}

const path = 'articles/2024/10/the-library-opens-again.mdx';

test('a story begins as a draft that is sound, at its place, with what was said of it', async () => {
  const paper = desk();
  const words = [
    'The library: opens again',
    '--section',
    'culture',
    '--tags',
    'iran, irann',
    '--author',
    'archive-desk',
  ];
  const { code, stdout, stderr } = await paper.run(
    'new',
    ...words,
    '--author',
    'Jane Do',
    '--kind',
    'analysis',
  );
  assert.deepEqual([code, stderr], [0, '']);
  assert.equal(
    stdout,
    [
      `Begun: content/${path}`,
      'Preview: http://localhost:4321/2024/10/05/the-library-opens-again/ (while “npm run dev” runs)',
      'The tag “irann” is new. Did you mean “iran”, which is in use?',
      'The author “Jane Do” is new. Did you mean “Jane Doe”, which is in use?',
      'It is a draft until you delete the line “draft: true”.',
      '',
    ].join('\n'),
  );
  const text = paper.read(path);
  for (const line of [
    'title: "The library: opens again"',
    'pubDate: 2024-10-05T12:00+01:00',
    'section: culture',
    'authors: [archive-desk, Jane Do]',
    'tags: [iran, irann]',
    'kind: analysis',
    'draft: true',
    '# Id of a section in content/sections.yaml. There is: world, culture.',
    '# image:',
    '#   src: the-library-opens-again.jpg',
  ]) {
    assert.ok(text.includes(`\n${line}\n`), `${line} in:\n${text}`);
  }
  assert.equal((await paper.run('check')).code, 0);

  // Every example in the comments is right as it stands.
  paper.write('series/a-file-in-series.yaml', 'title: A series\n');
  paper.write('articles/2024/10/another-story.mdx', story());
  const offered = text.split('# More keys')[1]!.split('---')[0]!;
  const keys = offered.replace(/^# (?=[a-z ]+:|  )/gm, '');
  paper.write(path, text.replace(offered, keys));
  const all = await paper.run('check', path);
  assert.deepEqual(
    all.stdout.match(/^content.*: .*$/gm)?.filter((line) => !/warning/.test(line)),
    [
      `content/${path}:${text.slice(0, text.indexOf('#   src')).split('\n').length}:8: There is no picture "the-library-opens-again.jpg" in articles/2024/10. Put it there, or correct the name.`,
    ],
  );
});

test('on no terminal nothing is asked: the section is the first, and tags in use are pointed out', async () => {
  const paper = desk();
  const { code, stdout } = await paper.run('new', 'A cold war in Iran?');
  assert.equal(code, 0);
  assert.match(stdout, /^Section: world; there is world, culture\.$/m);
  assert.match(stdout, /^Tags in use that the headline names: iran, cold-war\.$/m);
  const text = paper.read('articles/2024/10/a-cold-war-in-iran.mdx');
  assert.match(text, /^authors: \[\]$/m);
  assert.match(text, /In use: iran, cold-war\./);
});

test('the date is that of the paper’s zone, whatever the machine’s', async () => {
  const settings = { SOURCE_DATE_EPOCH: String(Date.parse('2024-10-31T23:30Z') / 1000), TZ: 'Asia/Tokyo' };
  const { stdout } = await desk({}, settings).run('new', 'Late');
  assert.match(stdout, /^Begun: content\/articles\/2024\/10\/late\.mdx$/m);
  const later = await desk().run(
    'new',
    'Planned',
    '--date',
    '2024-11-01T09:00',
    '--standfirst',
    'What it says.',
  );
  assert.match(later.stdout, /2024\/11\/planned\.mdx\nPreview: .*\/2024\/11\/01\/planned\//);
});

test('a long headline makes a short address, of whole words', async () => {
  const paper = desk();
  const { stdout } = await paper.run(
    'new',
    'Ein sehr langer Titel über die Öffnung der großen Bücherei in der kleinen Stadt',
  );
  assert.match(stdout, /2024\/10\/ein-sehr-langer-titel-über-die-öffnung-der-großen-bücherei\.mdx/);
  assert.match(stdout, /localhost:4321\/2024\/10\/05\/ein-sehr-langer-titel-%C3%BCber-die/);
});

test('a headline may be in any script, and stand on several lines', async () => {
  const paper = desk();
  const slugs: [headline: string, slug: string][] = [
    ['Two\n lines', 'two-lines'],
    ['İstanbul’da yeni köprü', 'istanbulda-yeni-köprü'],
    ['हिन्दी में समाचार', 'हिन्दी-में-समाचार'],
    ['Новости дня', 'новости-дня'],
    ['أخبار اليوم', 'أخبار-اليوم'],
    ['今日のニュース', '今日のニュース'],
    ['A snake_case name', 'a-snake-case-name'],
    ['_private_, and __init__ - _too_', 'private-and-init-too'],
    ['𠮷'.repeat(40), '𠮷'.repeat(30)],
    [`a${'𠮷'.repeat(40)}`, `a${'𠮷'.repeat(29)}`],
    ['Ⓐ ⓐ and “quotes” \'n\' "more"', 'and-quotes-n-more'],
    ['# check: ignore all - !', 'check-ignore-all'],
    ['{a: [b], *c, &d} | > % @ `', 'a-b-c-d'],
  ];
  for (const [headline, slug] of slugs) {
    const { code, stdout, stderr } = await paper.run('new', headline);
    assert.deepEqual([code, stderr], [0, ''], headline);
    assert.ok(stdout.startsWith(`Begun: content/articles/2024/10/${slug}.mdx\n`), stdout);
  }
  assert.match(paper.read('articles/2024/10/two-lines.mdx'), /^title: Two lines$/m);
  const { code, stdout } = await paper.run('check');
  assert.equal(code, 0, stdout);
});

test('nothing is overwritten, and no address is given twice', async () => {
  const paper = desk({
    'articles/2024/10/Taken.md': story({ title: 'Taken' }),
    'articles/2024/10/cafe\u0301.mdx': story({ title: 'Coffee' }),
    'articles/2024/10/named-otherwise.mdx': story({ pubDate: '2024-10-05', slug: 'Named', draft: 'true' }),
    'permalinks.txt': `/2024/10/05/gone/ urn:uuid:1\n/2024/10/06/renamed/ ${guidOf({ id: '2024/10/before' })}\n`,
    'redirects.yaml': '/2024/10/05/gone/: /world/\n/2024/10/05/moved/: /world/\n',
  });
  const cases: [words: string[], code: number, said: RegExp][] = [
    [
      ['Taken'],
      1,
      /^content\/articles\/2024\/10\/Taken\.md is there already\. Nothing was written\. Say --slug another-name\.\n$/,
    ],
    [['Gone'], 1, /^Another story was published at \/2024\/10\/05\/gone\/ \(content\/permalinks\.txt:1\)\./],
    [
      ['Before'],
      1,
      /^Another story had this name when it was published, at \/2024\/10\/06\/renamed\/ \(content\/permalinks\.txt:2\), and keeps it in feeds\. Nothing was written\. Say --slug another-name\.\n$/,
    ],
    [
      ['Named'],
      1,
      /^content\/articles\/2024\/10\/named-otherwise\.mdx has the address \/2024\/10\/05\/named\/\. Nothing was written\. Say --slug another-name\.\n$/,
    ],
    [['Moved'], 1, /^content\/redirects\.yaml leads \/2024\/10\/05\/moved\/ elsewhere\./],
    [['-5°'], 2, /^There is no option -5\S*\. Words that begin with a hyphen come last, after one more --\./],
    [['Café'], 1, /^content\/articles\/2024\/10\/cafe\u0301\.mdx is there already\./],
    [['A', '--slug', 'cafe\u0301'], 1, /^content\/articles\/2024\/10\/cafe\u0301\.mdx is there already\./],
    [[], 2, /^Headline is missing; expected npm run new -- "Headline"\.\n$/],
    [
      ['The', 'library'],
      2,
      /^“library” is not expected here; put the whole headline in quotation marks\.\n$/,
    ],
    [['…'], 2, /holds no letter that can stand in an address\. Say --slug a-name/],
    [
      ['A', '--slug', 'Not So'],
      2,
      /^--slug is “Not So”; expected small letters, digits and hyphens: not-so\.\n$/,
    ],
    [['A', '--slug', ''], 2, /^--slug is “”; expected small letters, digits and hyphens: a-name\.\n$/],
    [
      ['A', '--section', 'wolrd'],
      2,
      /^There is no section “wolrd”; expected one of: world, culture\. Did you mean “world”\?\n$/,
    ],
    [['A', '--kind', 'analysys'], 2, /^There is no kind “analysys”; .* Did you mean “analysis”\?\n$/],
    [
      ['A', '--author', 'archive-dsek'],
      2,
      /^There is no authors\/archive-dsek\.yaml\. Did you mean “archive-desk”\?/,
    ],
    [['A', '--standfirst', ' '], 2, /^--standfirst: expected some words\.\n$/],
    [['A', '--date', 'tomorrow'], 2, /^--date is “tomorrow”; expected a date such as/],
    [['A', '--sektion', 'world'], 2, /There is no option --sektion\. Did you mean --section\?/],
  ];
  for (const [words, code, said] of cases) {
    const outcome = await paper.run('new', ...words);
    assert.match(outcome.stderr, said, words.join(' '));
    assert.deepEqual([outcome.code, outcome.stdout], [code, ''], words.join(' '));
  }
  assert.equal(paper.git('status', '--porcelain'), '');
  assert.ok(!existsSync(join(paper.contentDir, 'articles/2024/10/a.mdx')));
});
