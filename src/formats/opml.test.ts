import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseOpml } from 'feedsmith';
import { SaxesParser } from 'saxes';
import { opml } from './opml.ts';

const feed = (title: string) => ({
  title,
  description: `About ${title}`,
  feedUrl: 'https://paper.example/tags/x/rss.xml?a=1&b=2',
  pageUrl: 'https://paper.example/tags/x/',
  language: 'en-GB',
});
const list = (...titles: string[]) =>
  opml({
    title: 'Paper',
    owner: { name: 'Paper', url: 'https://paper.example/' },
    folders: [
      { title: 'Topics', feeds: titles.map(feed) },
      { title: 'Nothing', feeds: [] },
    ],
  });

test('feeds stand in folders, and empty ones are left out', () => {
  const { head, body } = parseOpml(list('Iran'));
  assert.deepEqual(head, {
    title: 'Paper',
    ownerName: 'Paper',
    ownerId: 'https://paper.example/',
    docs: 'http://opml.org/spec2.opml',
  });
  assert.deepEqual(
    body?.outlines?.map(({ text, title }) => [text, title]),
    [['Topics', 'Topics']],
  );
  const { text, title, description, type, xmlUrl, htmlUrl, language, version } =
    body!.outlines![0]!.outlines![0]!;
  assert.deepEqual({ text, title, description }, { text: 'Iran', title: 'Iran', description: 'About Iran' });
  assert.deepEqual({ type, language, version }, { type: 'rss', language: 'en-GB', version: 'RSS2' });
  assert.equal(xmlUrl, 'https://paper.example/tags/x/rss.xml?a=1&b=2');
  assert.equal(htmlUrl, 'https://paper.example/tags/x/');
});

test('titles arrive as they were written, without what XML cannot hold', () => {
  const titles: Record<string, string> = {
    '007': '007',
    '<b>A & B</b> ]]> &amp; "twice" \'quoted\'': '<b>A & B</b> ]]> &amp; "twice" \'quoted\'',
    'Bell \u0007 and half a \uD83D letter': 'Bell and half a letter',
    'Two\nlines': 'Two lines',
    '👩🏽‍🚀 日本語 العربية': '👩🏽‍🚀 日本語 العربية',
  };
  const read: string[] = [];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => assert.fail(error.message));
  parser.on('opentag', ({ attributes }) => {
    if (attributes.xmlUrl) read.push(attributes.text!.value);
  });
  parser.write(list(...Object.keys(titles))).close();
  assert.deepEqual(read, Object.values(titles));
});
