import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Archive } from '../model/archive.ts';
import { redirectFiles, serverFiles } from './redirects.ts';

const place = { origin: 'https://paper.example', base: '/paper' };
const archive = {
  redirects: {
    '/old/': '/middle/',
    '/middle/': '/new/#part',
    '/file.html': 'https://other.example/?a=1&b={2}',
    '/OLD/': '/new/',
    '/café"\\${x}/': '/grün/"$x/',
  },
  withdrawn: new Map([
    ['2', { permalink: '/2024/10/02/b%C3%A4r/' }],
    ['1', { permalink: '/2024/10/02/a/' }],
  ]),
} as unknown as Archive;

test('every old address has a line for hosts, and a page for those that read none', () => {
  const files = redirectFiles(archive, place);
  assert.deepEqual(
    [...files.keys()],
    [
      '_redirects',
      'old/index.html',
      'middle/index.html',
      'file.html',
      'OLD/index.html',
      'café"\\${x}/index.html',
    ],
  );
  assert.equal(
    files.get('_redirects')!.split('\n').slice(0, 3).join('\n'),
    '/paper/old/ /paper/new/#part 301\n/paper/middle/ /paper/new/#part 301\n/paper/file.html https://other.example/?a=1&b={2} 301',
  );
  const page = files.get('file.html')!;
  assert.match(page, /<link rel="canonical" href="https:\/\/other\.example\/\?a=1&amp;b=\{2\}">/);
  assert.match(page, /content="0; url=https:\/\/other\.example\/\?a=1&amp;b=\{2\}"/);
  assert.deepEqual(redirectFiles({ redirects: {} }, place), new Map());
});

test('servers take addresses as they are, and targets in which nothing means anything to them', () => {
  const files = serverFiles(archive, place);
  assert.equal(
    files.get('redirects.nginx.conf'),
    `# Old addresses and withdrawn stories, for nginx; README.md, "Deploying", tells how to include it.
map_hash_bucket_size 64;
map_hash_max_size 2048;
map $uri $paper_moved {
  "/paper/old/" "/paper/new/#part";
  "/paper/middle/" "/paper/new/#part";
  "/paper/file.html" "https://other.example/?a=1&b=%7B2%7D";
  "/paper/café\\"\\\\\${x}/" "/paper/gr%C3%BCn/%22%24x/";
}
map $uri $paper_withdrawn {
  volatile;
  "/paper/2024/10/02/a/" 1;
  "/paper/2024/10/02/bär/" 1;
}
`,
  );
  const caddy = files.get('redirects.caddy')!;
  assert.match(caddy, /^\t"\/paper\/OLD\/" "\/paper\/new\/"$/m);
  assert.match(caddy, /^@paper_withdrawn path "\/paper\/2024\/10\/02\/a\/" "\/paper\/2024\/10\/02\/bär\/"$/m);
  const none = serverFiles({ redirects: {}, withdrawn: new Map() }, place);
  assert.match(none.get('redirects.nginx.conf')!, /map \$uri \$paper_moved \{\n\}/);
  assert.doesNotMatch(none.get('redirects.caddy')!, /withdrawn path/);
});
