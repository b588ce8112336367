import assert from 'node:assert/strict';
import { it } from 'node:test';
import { load } from 'cheerio';
import { rssFeed, type FeedItem } from './rss.ts';

const channel = {
  title: '2024.10',
  description: 'A & B <C>',
  url: 'https://example.org/paper/',
  feedUrl: 'https://example.org/paper/rss.xml',
  language: 'en-GB',
  copyright: '2024',
};
const item: FeedItem = {
  guid: 'urn:uuid:1',
  url: 'https://example.org/paper/2024/10/02/a/?x=1&y=2',
  title: 'A & B <C> ]]>',
  description: 'a < b & "c"',
  published: new Date('2024-10-02T13:30:00+01:00'),
  authors: ['007', 'true', '0x10', 'A & B <C>', '\uE0001e3'],
  categories: ['2024.10', 'C & <D>'],
  html: '<p title="x">A &amp; B ]]> &#x3C;C></p>',
  picture: {
    url: 'https://example.org/a.jpg',
    type: 'image/jpeg',
    width: 1200,
    height: 800,
    bytes: 99,
    alt: '007',
    credit: '<b>',
  },
};

it('keeps titles, names and categories as they are', async () => {
  const $ = load(await rssFeed(channel, [item, { ...item, title: '007', picture: undefined }]), {
    xml: true,
  });
  const texts = (selector: string) =>
    $(selector)
      .toArray()
      .map((element) => $(element).text());
  assert.deepEqual(texts('channel > title, channel > copyright'), ['2024.10', '2024']);
  assert.deepEqual(texts('item > title'), ['A & B <C> ]]>', '007']);
  assert.deepEqual(texts('item:first-of-type > dc\\:creator'), ['007', 'true', '0x10', 'A & B <C>', '1e3']);
  assert.deepEqual(texts('item:first-of-type > category'), ['2024.10', 'C & <D>']);
  assert.deepEqual(texts('media\\:content > *'), ['007', '<b>']);
  assert.equal($('item > content\\:encoded').first().text(), item.html);
  assert.equal($('item > description').first().text(), 'a &lt; b &amp; &quot;c&quot;');
  assert.equal($('item > pubDate').first().text(), 'Wed, 02 Oct 2024 12:30:00 GMT');
  assert.equal($('item > guid').first().attr('isPermaLink'), 'false');
  assert.equal($('item > link').first().text(), item.url);
  assert.equal($('enclosure').length, 1);
  assert.equal($('channel > link').text(), channel.url);
  assert.equal($('channel > atom\\:link').attr('href'), channel.feedUrl);
});

it('holds nothing that XML cannot', async () => {
  const bad = 'a\u0000b\u0007c\u000bd\u001be\uFFFEf\uD800g\ttab';
  const xml = await rssFeed(channel, [{ ...item, title: bad, authors: [bad], html: bad, categories: [bad] }]);
  assert.doesNotMatch(xml, /[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u);
  assert.equal(load(xml, { xml: true })('item > dc\\:creator').text(), 'abcdefg\ttab');
});
