import assert from 'node:assert/strict';
import { test } from 'node:test';
import { root, testDir } from './builds.ts';
import { assertNone, openSite } from './site.ts';

test('under BASE_PATH every address of the site begins with it', () => {
  const site = openSite('paper');
  const wrong: string[] = [];
  const note = (file: string, addresses: Iterable<string | undefined>) => {
    for (const address of addresses) {
      if (address?.startsWith('/') && !address.startsWith('/paper/')) wrong.push(`${file}: ${address}`);
      if (address?.startsWith(`${site.origin}/`) && !address.startsWith(`${site.origin}/paper/`)) {
        wrong.push(`${file}: ${address}`);
      }
    }
  };
  for (const file of site.files.filter((file) => /(^_|\.(html|css|js|xml|json|webmanifest)$)/.test(file))) {
    const text = site.text(file);
    note(
      file,
      text.matchAll(/\b(?:href|src|action|content|url)=["']?([^"'\s>]+)/g).map(([, address]) => address),
    );
    note(
      file,
      text.matchAll(/\burl\(["']?([^"')]+)/g).map(([, address]) => address),
    );
    note(
      file,
      text.matchAll(/https:\/\/standfirst\.example\/[^"'<\s&]*/g).map(([address]) => address),
    );
    if (file.endsWith('.html')) {
      const srcsets = text.matchAll(/\bsrcset="([^"]+)"/g).flatMap(([, list]) => list!.split(/,\s*/));
      note(
        file,
        srcsets.map((candidate) => candidate.trim()),
      );
    }
  }
  for (const file of ['_headers', '_redirects']) {
    note(file, site.text(file).match(/^\S+|(?<=^\S+ )\S+/gm)!);
  }
  assertNone(wrong);
  assert.deepEqual(
    site.files.filter((file) => file.endsWith('.html')),
    openSite('site').files.filter((file) => file.endsWith('.html')),
  );
});

test('a day later, after builds of another paper, the same content makes the same files', () => {
  const [site, again] = [openSite('site'), openSite('again')];
  assert.deepEqual(again.files, site.files);
  assertNone(site.files.filter((file) => !site.read(file).equals(again.read(file))));
});

test('what is published names no folder of the machine that built it', () => {
  const site = openSite('site');
  const telling = site.files.filter((file) => [root, testDir].some((path) => site.read(file).includes(path)));
  assertNone(telling);
});
