import assert from 'node:assert/strict';
import { test } from 'node:test';
import { directionOf, nearest, slugify, titleOfId } from './text.ts';

test('any text makes an address segment', () => {
  assert.equal(slugify('Middle East'), 'middle-east');
  assert.equal(slugify('  R&D: what now? '), 'rd-what-now');
  assert.equal(slugify('Ελλάδα'), 'ελλάδα');
  assert.equal(titleOfId('south-korea'), 'South korea');
});

test('a near miss is recognised, a stranger is not', () => {
  const keys = ['pubDate', 'updatedDate', 'title'];
  assert.equal(nearest('pubdate', keys), 'pubDate');
  assert.equal(nearest('tittle', keys), 'title');
  assert.equal(nearest('byline', keys), undefined);
});

test('languages know their direction', () => {
  assert.deepEqual(['en-GB', 'ar', 'fa-IR', 'az-Arab', 'he'].map(directionOf), [
    'ltr',
    'rtl',
    'rtl',
    'rtl',
    'rtl',
  ]);
});
