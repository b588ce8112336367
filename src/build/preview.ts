import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { environment } from '../environment.ts';
import { runAstro } from './run-astro.ts';

const options = { outDir: { type: 'string' }, help: { type: 'boolean' } } as const;
const { outDir, help } = parseArgs({ options, strict: false }).values;
const folder = resolve(environment.root, typeof outDir === 'string' ? outDir : environment.outDir);
if (help || existsSync(folder)) {
  await runAstro('preview');
} else {
  console.error(
    `There is no folder ${relative(environment.root, folder)} that could be shown. Make it first: npm run build makes dist, npm run build -- --preview makes dist-preview.`,
  );
  process.exitCode = 1;
}
