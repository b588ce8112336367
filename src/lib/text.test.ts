import assert from 'node:assert/strict';
import { test } from 'node:test';
import { directionOf, directionOfText, localeOf, nearest, slugify, titleOfId } from './text.ts';

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

test('a text has the direction of most of its letters', () => {
  assert.equal(directionOfText('Al Jazeera (الجزيرة) banned'), 'ltr');
  assert.equal(directionOfText('NATO: الحلف الأطلسي يعقد اجتماعاً'), 'rtl');
  assert.equal(directionOfText('“עברית” 2024'), 'rtl');
  assert.equal(directionOfText('2024 — 7:1 😀'), undefined);
});

test('a language is given its territory', () => {
  assert.deepEqual(['en-GB', 'en', 'pt-BR', 'ar', 'zh-Hant', 'sr-Latn-RS', 'qaa'].map(localeOf), [
    ...['en_GB', 'en_US', 'pt_BR', 'ar_EG', 'zh_TW', 'sr_RS', 'qaa'],
  ]);
});
