import assert from 'node:assert/strict';
import { FileSystemConfigLoader, HtmlValidate } from 'html-validate';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { copyPaper, type PaperCopy } from './paper-copy.ts';
import { publicStories, seedPath } from './sample-stories.ts';
import { assertNone, readSite, type Site } from './site.ts';

const story = publicStories.find(({ path }) => path === seedPath)!;
const file = `content/articles/${story.id}.mdx`;
let paper: PaperCopy;
let site: Site;

before(async () => {
  paper = copyPaper('withdrawn', { BASE_PATH: '/paper/' });
  const reason = 'Its “facts” & figures were <not> those of the day.';
  paper.edit(file, /^section: /m, `withdrawn: { date: 2025-01-02, reason: '${reason}' }\nsection: `);
  paper.edit('content/redirects.yaml', /$/, `/older/: /news/kremlin-restraint/?from=older\n`);
  await paper.build('site');
  site = readSite(paper.folder('site'), '/paper');
});

test('a withdrawn story’s address says so, when and why, and nothing of what it said', () => {
  const { $, html } = site.page(seedPath);
  assert.equal($('h1').text(), 'This story has been withdrawn');
  assert.match(
    $('article').text().replace(/\s+/g, ' '),
    /published here on 2 October 2024 and taken back on 2 January 2025\. Why Its “facts” & figures were <not> those of the day\./,
  );
  assert.equal($('meta[name="robots"]').attr('content'), 'noindex');
  assert.equal($('link[rel="canonical"]').attr('href'), site.origin + site.base + seedPath);
  assert.equal($('main img').length, 0);
  assert.ok(!/data-pagefind-body|Peskov|application\/ld\+json/.test(html));
});

test('its page is sound HTML', async () => {
  const { results } = await new HtmlValidate(new FileSystemConfigLoader()).validateString(
    site.page(seedPath).html,
  );
  assertNone(
    results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`)),
  );
});

test('it is in no list, search, feed and sitemap', () => {
  const headline = plain(story.data.title);
  const sentence = 'Wednesday’s words were addressed to both';
  for (const name of site.files) {
    const content = site.read(name);
    const isGzip = content[0] === 0x1f && content[1] === 0x8b;
    const text = plain((isGzip ? gunzipSync(content) : content).toString('utf8'));
    assert.ok(!text.includes(headline) && !text.includes(sentence), name);
    if (/sitemap/.test(name)) assert.ok(!text.includes(seedPath), name);
  }
  for (const page of site.pages) {
    const listed = page.$('main h2 a, main h3 a').map((_, link) => page.$(link).attr('href')!);
    assert.ok(!listed.get().includes(site.base + seedPath), page.path);
  }
});

test('links to it keep working', () => {
  const linking = site.pages.filter(({ $ }) => $(`main a[href="${site.base}${seedPath}"]`).length > 0);
  assert.ok(linking.length > 0);
  assert.equal(
    site.page('/news/kremlin-restraint/').$('meta[http-equiv="refresh"]').attr('content'),
    `0; url=${site.base}${seedPath}`,
  );
});

test('a chain of redirects is one step for readers and for hosts', () => {
  assert.equal(
    site.page('/older/').$('meta[http-equiv="refresh"]').attr('content'),
    `0; url=${site.base}${seedPath}?from=older`,
  );
  assert.match(
    site.text('_redirects'),
    /^\/paper\/older\/ \/paper\/2024\/10\/02\/kremlin-urges-restraint\/\?from=older 301$/m,
  );
});

test('servers are told what moved and what is gone, outside of the site', () => {
  const beside = (name: string) => readFileSync(paper.folder(`.site-editions/${name}`), 'utf8');
  assert.match(beside('redirects.nginx.conf'), new RegExp(`"/paper${seedPath}" 1;`));
  assert.match(beside('redirects.nginx.conf'), new RegExp(`"/paper/about-us/" "/paper/about/";`));
  assert.match(beside('redirects.caddy'), new RegExp(`@paper_withdrawn path "/paper${seedPath}"\\n`));
  assertNone(site.files.filter((name) => /nginx|caddy/i.test(name)));
});

test('a story that was published is not built away by a draft, a deletion or another name', async () => {
  const text = paper.read(file);
  const served = paper.tree('site');
  const refused = async (says: RegExp) => {
    const { code, output } = await paper.run('site');
    assert.equal(code, 1);
    assert.match(output, says);
    assert.deepEqual(paper.tree('site'), served);
    paper.write(file, text);
  };
  paper.edit(file, /^section: /m, 'draft: true\nsection: ');
  await refused(
    /kremlin-urges-restraint\.mdx:\d+:1: This story was published at "\/2024\/10\/02\/kremlin-urges-restraint\/", where a draft does not answer/,
  );
  paper.edit(file, /^section: /m, 'slug: other\nsection: ');
  await refused(/is now at "\/2024\/10\/02\/other\/"; the old address leads nowhere/);
  paper.edit('content/permalinks.txt', /$/, '/2001/01/01/gone/ urn:uuid:1\n');
  await refused(
    /content\/permalinks\.txt:\d+:1: A story was published at "\/2001\/01\/01\/gone\/", and nothing answers/,
  );
});

function plain(text: string): string {
  return text
    .replace(/&(#x27|#39|apos);/g, '’')
    .replaceAll('&amp;', '&')
    .replace(/[\s\u00a0]+/g, ' ');
}
