import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { environment } from '../environment.ts';

/** Runs a command of Astro as the process it is in; what follows on the command line is for Astro. */
export async function runAstro(command: 'dev' | 'preview'): Promise<void> {
  try {
    // Compiling the code of Astro is a good part of its start; builds keep what they compiled in the same place.
    process.env.NODE_COMPILE_CACHE ??= join(environment.cacheDir, 'node');
    enableCompileCache(process.env.NODE_COMPILE_CACHE);
    process.argv.splice(2, 0, command);
    await import(new URL('bin/astro.mjs', import.meta.resolve('astro/package.json')).href);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
