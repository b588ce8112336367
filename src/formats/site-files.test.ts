import assert from 'node:assert/strict';
import { test } from 'node:test';
import { robotsTxt } from './robots.ts';
import { securityExpiry, securityTxt } from './security-txt.ts';
import { webManifest } from './web-manifest.ts';

test('robots may fetch everything, and of a site that is not public nothing', () => {
  const sitemaps = ['https://paper.example/sitemap.xml', 'https://paper.example/sitemaps/news.xml'];
  assert.equal(
    robotsTxt({ isPublic: true, sitemaps }),
    'User-agent: *\nAllow: /\n\nSitemap: https://paper.example/sitemap.xml\n' +
      'Sitemap: https://paper.example/sitemaps/news.xml\n',
  );
  assert.equal(robotsTxt({ isPublic: false, sitemaps }), 'User-agent: *\nDisallow: /\n');
});

test('security.txt has a line for everything that is told', () => {
  const text = securityTxt(
    {
      contact: ['mailto:security@paper.example', 'https://paper.example/security/'],
      preferredLanguages: ['en', 'de'],
      policy: 'https://paper.example/policy/',
    },
    'https://paper.example/.well-known/security.txt',
    new Date('2025-07-01T00:00:00Z'),
  );
  assert.deepEqual(text.split('\n'), [
    'Contact: mailto:security@paper.example',
    'Contact: https://paper.example/security/',
    'Expires: 2025-07-01T00:00:00Z',
    'Preferred-Languages: en, de',
    'Canonical: https://paper.example/.well-known/security.txt',
    'Policy: https://paper.example/policy/',
    '',
  ]);
});

test('security.txt is good for half a year to a year', () => {
  const expiries = {
    '2026-01-01T00:00:00Z': '2026-07-01',
    '2026-01-02T00:00:00Z': '2026-07-01',
    '2026-01-02T00:00:01Z': '2027-01-01',
    '2026-07-05T00:00:00Z': '2027-01-01',
    '2026-07-06T00:00:00Z': '2027-07-01',
    '2026-12-31T23:59:59Z': '2027-07-01',
  };
  for (const [now, expires] of Object.entries(expiries)) {
    assert.equal(securityExpiry(new Date(now)).toISOString(), `${expires}T00:00:00.000Z`, now);
  }
});

test('a manifest says what an installed paper is called and looks like', () => {
  const manifest = JSON.parse(
    webManifest({
      ...{ name: 'A "paper"', description: 'News', language: 'ar', direction: 'rtl' },
      ...{ front: '/paper/', color: '#fff' },
      icons: [
        { url: '/paper/icon.png', size: 192 },
        { url: '/paper/mask.png', size: 512, maskable: true },
      ],
    }),
  );
  const { name, lang, dir, start_url, scope, theme_color, icons } = manifest;
  assert.deepEqual([name, lang, dir], ['A "paper"', 'ar', 'rtl']);
  assert.deepEqual([start_url, scope, theme_color], ['/paper/', '/paper/', '#fff']);
  assert.deepEqual(icons, [
    { src: '/paper/icon.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
    { src: '/paper/mask.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
  ]);
});
