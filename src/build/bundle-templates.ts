/**
 * The process that `templates.ts` starts: bundles the page templates as the job says that the environment names.
 * It ends with the build that waits for it.
 */
import { build } from 'astro';
import { environment } from '../environment.ts';

process.once('disconnect', () => process.exit(1));
process.channel?.unref();

// Of which the types do not tell: without it Astro writes types and schemas for editors' programs, which takes as
// long as a third of the bundle; they are the business of `npm run dev`.
const options = { sync: false } as Parameters<typeof build>[1];

try {
  await build({ root: environment.root }, options);
} catch (error) {
  const { message, hint, loc } = error as Error & { hint?: string; loc?: { file?: string; line?: number } };
  console.error(message);
  if (loc?.file) console.error(loc.line === undefined ? loc.file : `${loc.file}:${loc.line}`);
  if (hint) console.error(hint);
  process.exitCode = 1;
}
// Astro leaves a server behind when it fails; what was written to a pipe is still on its way.
process.stdout.write('', () => process.stderr.write('', () => process.exit()));
