import assert from 'node:assert/strict';
import {
  appendFileSync,
  chmodSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { PassThrough } from 'node:stream';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { CommandError } from './command.ts';
import { applyChanges, showChanges, type FileChange } from './file-changes.ts';

let folder: string;
const at = (path: string) => join(folder, path);
/** All files by their paths, with their texts. */
const files = () =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .map((file): [string, string] => [file.slice(folder.length + 1), readFileSync(file, 'utf8')])
      .sort(),
  );

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'changes-'));
  writeFileSync(at('a.txt'), 'A\n');
  writeFileSync(at('b.txt'), 'B\n');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** One change of each kind. */
const all = (): FileChange[] => [
  { file: at('a.txt'), before: 'A\n', after: 'AA\n' },
  { file: at('new/c.txt'), after: 'C\n' },
  { file: at('new/d.bin'), bytes: Buffer.from('D') },
  { file: at('copy/a.txt'), copyOf: at('a.txt') },
  { file: at('b.txt'), before: 'B\n', after: 'BB\n' },
  { file: at('a.txt'), isDeleted: true },
];

test('all changes are made, in order', () => {
  applyChanges(all());
  assert.deepEqual(files(), {
    'b.txt': 'BB\n',
    'copy/a.txt': 'AA\n',
    'new/c.txt': 'C\n',
    'new/d.bin': 'D',
  });
});

test('a copy is a file of its own', () => {
  applyChanges([{ file: at('copy.txt'), copyOf: at('a.txt') }]);
  appendFileSync(at('copy.txt'), 'C\n');
  assert.equal(readFileSync(at('a.txt'), 'utf8'), 'A\n');
});

describe('when one change cannot be made, none is', () => {
  const impossible: [what: string, change: () => FileChange, says: RegExp][] = [
    [
      'a new file is there',
      () => ({ file: at('keep.txt'), after: 'X' }),
      /keep\.txt is there already, and is not overwritten\. Nothing was changed\.$/,
    ],
    ['new bytes are there', () => ({ file: at('keep.txt'), bytes: Buffer.from('X') }), /is there already/],
    [
      'the place of a copy is taken',
      () => ({ file: at('keep.txt'), copyOf: at('new/c.txt') }),
      /is there already/,
    ],
    [
      'a file was changed meanwhile',
      () => ({ file: at('keep.txt'), before: 'Old', after: 'X' }),
      /was changed by somebody else meanwhile/,
    ],
    [
      'a file to be deleted was changed meanwhile',
      () => ({ file: at('keep.txt'), before: 'Old', isDeleted: true }),
      /was changed by somebody else meanwhile/,
    ],
    ['a file is gone', () => ({ file: at('gone.txt'), isDeleted: true }), /ENOENT/],
  ];
  for (const [what, change, says] of impossible) {
    test(what, () => {
      writeFileSync(at('keep.txt'), 'Keep');
      const before = files();
      assert.throws(() => applyChanges([...all(), change()]), says);
      assert.deepEqual(files(), before);
      assert.deepEqual(readdirSync(folder).sort(), ['a.txt', 'b.txt', 'keep.txt']);
    });
  }
});

test('a disk that takes no change is told of in plain words', (context) => {
  chmodSync(folder, 0o555);
  try {
    // Root may write anywhere.
    if (process.getuid?.() === 0 || process.platform === 'win32') return context.skip();
    assert.throws(
      () => applyChanges([{ file: at('new.txt'), after: 'X' }]),
      /\/ cannot be written: you may not write there\. Nothing was changed\.$/,
    );
  } finally {
    chmodSync(folder, 0o755);
  }
});

test('a refusal is for the editor to read', () => {
  assert.throws(() => applyChanges([{ file: at('a.txt'), after: '' }]), CommandError);
});

const stream = (isTTY = false) =>
  Object.assign(new PassThrough(), { isTTY, getColorDepth: () => 8 }) as unknown as NodeJS.WriteStream;

test('changes are shown as differences', () => {
  const shown = showChanges(all(), stream());
  assert.match(
    shown,
    /^--- a\/\S+a\.txt\n\+\+\+ b\/\S+a\.txt\n@@ -1,1 \+1,1 @@\n-A\n\+AA\n--- \/dev\/null\n/,
  );
  assert.match(shown, /\nadded \S+d\.bin\nadded \S+copy\/a\.txt\n/);
  assert.match(shown, /\ndeleted \S+a\.txt\n$/);
});

test('differences have colours on a terminal that has them', () => {
  const { NO_COLOR, FORCE_COLOR, NODE_DISABLE_COLORS } = process.env;
  for (const name of ['NO_COLOR', 'FORCE_COLOR', 'NODE_DISABLE_COLORS']) delete process.env[name];
  try {
    const shown = showChanges(all().slice(0, 1), stream(true));
    assert.match(shown, /\n\x1b\[31m-A\x1b\[39m\n\x1b\[32m\+AA\x1b\[39m\n/);
  } finally {
    Object.assign(process.env, JSON.parse(JSON.stringify({ NO_COLOR, FORCE_COLOR, NODE_DISABLE_COLORS })));
  }
});
