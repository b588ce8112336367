import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cardColours, readColours } from './card-design.ts';

test('cards have the colours of the site in the light', () => {
  const names = ['paper', 'ink', 'muted', 'rule', 'accent'];
  assert.deepEqual(Object.keys(cardColours()), names);
  const css = `:root { ${names.map((name, index) => `--${name}: #0a0B0${index};`).join('\n')} }
    @media (prefers-color-scheme: dark) { :root { --ink: #ffffff; } }`;
  assert.deepEqual(readColours(css).ink, [10, 11, 1]);
  assert.throws(
    () => readColours(css.replace('#0a0B01', 'oklch(20% 0.1 50)')),
    /tokens\.css: --ink is "oklch\(20% 0\.1 50\)".*expected a colour such as #1b1a18/,
  );
});
