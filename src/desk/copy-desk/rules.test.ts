import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { copyCodes, copyRules } from './rules.ts';

test('the handbook explains every warning, in the order of its list', () => {
  const handbook = readFileSync(join(import.meta.dirname, '../../../content/README.md'), 'utf8');
  const rows = [...handbook.matchAll(/^\| `([a-z-]+)` \| (.+?) \|/gm)].filter(([, code]) =>
    copyCodes.includes(code as never),
  );
  assert.deepEqual(
    rows.map(([, code]) => code),
    copyCodes,
  );
  for (const [, code, finds] of rows) assert.ok(finds!.length > 20, code);
});

test('codes are in the order of the alphabet, and every rule says what and why in sentences', () => {
  assert.deepEqual(copyCodes, copyCodes.toSorted());
  for (const { finds, why } of Object.values(copyRules)) {
    assert.match(finds, /^[a-z].*[^.]$/);
    assert.match(why, /^[A-Z].*\.$/);
  }
});
