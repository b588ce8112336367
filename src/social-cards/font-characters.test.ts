import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import subsetFont from 'subset-font';
import { charactersOf } from './font-characters.ts';

const require = createRequire(import.meta.url);

async function cut(file: string, text: string): Promise<Buffer> {
  return subsetFont(await readFile(require.resolve(file)), text, { targetFormat: 'sfnt' });
}

const shown = (characters: Set<number>) => String.fromCodePoint(...[...characters].sort((a, b) => a - b));

test('a font tells its characters', async () => {
  const serif = '@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2';
  // It has no kana.
  assert.equal(shown(charactersOf(await cut(serif, 'zaB &é“”—あ'))), ' &Bazé—“”');
  const emoji = '@fontsource-variable/noto-emoji/files/noto-emoji-9-wght-normal.woff2';
  assert.equal(shown(charactersOf(await cut(emoji, 'A☹😀😁😂🙄'))), '☹😀😁😂🙄');
});

test('a file without characters has none', () => {
  assert.deepEqual(charactersOf(Buffer.from('\0\x01\0\0\0\0\0\0\0\0\0\0', 'latin1')), new Set());
});
