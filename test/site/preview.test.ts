import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from './builds.ts';

const env = { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', NO_COLOR: '1' };
const preview = [join(root, 'src/build/preview.ts'), '--outDir'];

test('a folder that was not built yet is told with the command that makes it', () => {
  const { status, stderr } = spawnSync(process.execPath, [...preview, 'dist-not-there'], {
    ...{ cwd: root, env, encoding: 'utf8' },
  });
  assert.equal(status, 1);
  assert.equal(
    stderr,
    'There is no folder dist-not-there that could be shown. Make it first: npm run build makes dist, npm run build -- --preview makes dist-preview.\n',
  );
});

test('a folder that was built is served', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'preview-'));
  mkdirSync(join(folder, 'world'));
  writeFileSync(join(folder, 'world/index.html'), 'The world');
  const server = spawn(process.execPath, [...preview, folder, '--port', '0'], {
    ...{ cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] },
  });
  try {
    let said = '';
    for await (const text of server.stdout!.setEncoding('utf8')) {
      said += text;
      const address = /http:\/\/localhost:\d+/.exec(said)?.[0];
      if (address === undefined) continue;
      assert.equal(await (await fetch(`${address}/world/`)).text(), 'The world');
      return;
    }
    assert.fail(`No address was told: ${said}`);
  } finally {
    server.kill();
    rmSync(folder, { recursive: true });
  }
});
