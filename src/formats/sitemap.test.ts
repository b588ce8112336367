import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SaxesParser } from 'saxes';
import { newsSitemapXml, sitemapIndexXml, sitemapXml } from './sitemap.ts';

/** The texts of all elements of a name, as a strict parser reads them. */
function texts(xml: string, name: string): string[] {
  const found: string[] = [];
  let text = '';
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => assert.fail(error.message));
  parser.on('opentag', () => (text = ''));
  parser.on('text', (part) => (text += part));
  parser.on('closetag', (tag) => {
    if (tag.name === name) found.push(text);
  });
  parser.write(xml).close();
  return found;
}

const url = 'https://paper.example/2024/10/02/%C3%BCber-uns/';
const changed = new Date('2024-10-02T12:00:00Z');
const published = '2024-10-02T13:00:00+01:00';

test('a sitemap has addresses, dates and pictures', async () => {
  const picture = 'https://paper.example/pictures/0-1200.jpg';
  const xml = await sitemapXml([{ url, changed, picture }, { url: 'https://paper.example/?a=1&b=2' }]);
  assert.deepEqual(texts(xml, 'loc'), [url, 'https://paper.example/?a=1&b=2']);
  assert.deepEqual(texts(xml, 'lastmod'), ['2024-10-02T12:00:00.000Z']);
  assert.deepEqual(texts(xml, 'image:loc'), [picture]);
});

test('a news sitemap tells the headline as it was written', async () => {
  const titles: Record<string, string> = {
    '007': '007',
    '<b>A & B</b> ]]> &amp;': '<b>A & B</b> ]]> &amp;',
    'Bell \u0007, escape \u001b, \uFFFE': 'Bell , escape , ',
    'Half a \uD83D letter': 'Half a  letter',
    '👩🏽‍🚀 日本語 العربية "quoted"': '👩🏽‍🚀 日本語 العربية "quoted"',
  };
  const pages = Object.keys(titles).map((title) => ({ url, news: { published, title } }));
  const xml = await newsSitemapXml(pages, { name: 'A & B', language: 'en-GB' });
  assert.deepEqual(texts(xml, 'news:title'), Object.values(titles));
  assert.deepEqual(new Set(texts(xml, 'news:name')), new Set(['A & B']));
  assert.deepEqual(new Set(texts(xml, 'news:publication_date')), new Set([published]));
});

test('a news sitemap names the language by its letters', async () => {
  const pages = [{ url, news: { published, title: 'x' } }];
  const languages = { 'en-GB': 'en', fil: 'fil', zh: 'zh-cn', 'zh-TW': 'zh-tw', 'zh-Hant-HK': 'zh-tw' };
  for (const [language, letters] of Object.entries(languages)) {
    const xml = await newsSitemapXml(pages, { name: 'x', language });
    assert.deepEqual(texts(xml, 'news:language'), [letters]);
  }
});

test('a page that is no news is listed in a news sitemap without any', async () => {
  const xml = await newsSitemapXml([{ url }], { name: 'x', language: 'en' });
  assert.deepEqual([texts(xml, 'loc'), texts(xml, 'news:news')], [[url], []]);
});

test('an index lists sitemaps with their dates', async () => {
  const xml = await sitemapIndexXml([{ url: 'https://paper.example/sitemaps/1.xml', changed }, { url }]);
  assert.deepEqual(texts(xml, 'loc'), ['https://paper.example/sitemaps/1.xml', url]);
  assert.deepEqual(texts(xml, 'lastmod'), ['2024-10-02T12:00:00.000Z']);
});
