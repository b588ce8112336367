import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contentYaml } from './sample-stories.ts';
import { openSite } from './site.ts';

const redirects = Object.entries(contentYaml('redirects.yaml') as Record<string, string>);

for (const name of ['site', 'paper'] as const) {
  const site = openSite(name);

  test(`legacy addresses of "${name}" lead to where their pages are now`, () => {
    assert.ok(redirects.length > 0);
    assert.equal(site.redirectPages.length, redirects.length);
    const rules = site
      .text('_redirects')
      .trim()
      .split('\n')
      .map((line) => line.split(/\s+/));
    assert.deepEqual(
      rules,
      redirects.map(([from, to]) => [site.base + from, site.base + to, '301']),
    );
    for (const [from, to] of redirects) {
      const { $ } = site.page(from);
      const target = site.page(to).url;
      assert.equal($('meta[http-equiv="refresh"]').attr('content'), `0; url=${target}`);
      assert.equal($('a').attr('href'), target);
      assert.equal($('meta[name="robots"]').attr('content'), 'noindex');
      assert.equal($('link[rel="canonical"]').attr('href'), site.origin + target);
    }
  });
}
