import assert from 'node:assert/strict';
import { test } from 'node:test';
import { insecureAddress, insecureLinkRemarks, presentAddress, redirectedLinkRemarks } from './links.ts';
import { proseOf } from './prose.ts';

test('insecure addresses', () => {
  for (const url of ['http://example.org/', 'HTTP://example.org', 'http://a.b/c?d'])
    assert.ok(insecureAddress(url), url);
  const others = [
    'https://a.org/',
    '/http://',
    'http://localhost:3000/',
    'http://127.0.0.1/',
    'http://abc.onion/',
    'http://',
    'mailto:a@b.org',
  ];
  for (const url of others) assert.equal(insecureAddress(url), undefined, url);
});

test('insecure links in a text, each at its address', () => {
  const body = 'See [a](http://a.org/) and `http://b.org`.\n';
  assert.deepEqual(
    insecureLinkRemarks(proseOf(body, 0, true)).map(({ offset }) => offset),
    [body.indexOf('http')],
  );
});

test('where the words of a link are an address, the link is told with its own', () => {
  const cases: [body: string, urls: string[]][] = [
    ['[http://example.org/](http://example.org/a)', ['http://example.org/a']],
    ['[see **http://example.org/**, p. 5](https://example.org/)', ['https://example.org/']],
    ['[http://a.org/][1], http://b.org/\n\n[1]: https://a.org/', ['http://b.org/', 'https://a.org/']],
    ['See http://a.org/x]y [1] and [2](/b/).', ['http://a.org/x]y', '/b/']],
  ];
  for (const [body, urls] of cases) {
    const { links } = proseOf(`${body}\n`, 0, true);
    assert.deepEqual(
      links.map(({ url }) => url),
      urls,
    );
    for (const { start, end, url } of links) assert.equal(body.slice(start, end), url);
  }
});

test('links to redirected addresses', () => {
  const redirects = {
    '/old/': '/older/',
    '/older/': '/new/',
    '/ring/': '/ring/',
    '/out/': 'https://example.org/a',
    '/café/': '/b/#c',
  };
  const to = (link: string) => presentAddress(link, redirects);
  assert.equal(to('/old/'), '/new/');
  assert.equal(to('/old/?a=1#b'), '/new/?a=1#b');
  assert.equal(to('/caf%C3%A9/#d'), '/b/#c');
  assert.equal(to('/out/'), 'https://example.org/a');
  for (const link of ['/new/', '/ring/', '/old', '/toString']) assert.equal(to(link), undefined, link);
  const links = [
    { target: '/old/', line: 3, column: 5 },
    { target: '/new/', line: 4, column: 1 },
  ];
  const [remark, ...others] = redirectedLinkRemarks('a.mdx', { links }, redirects);
  assert.deepEqual([remark!.where, others], [{ line: 3, column: 5 }, []]);
});
