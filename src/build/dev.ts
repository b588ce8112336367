import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

try {
  const { environment } = await import('../environment.ts');
  // Compiling the code of Astro is a good part of its start; builds keep what they compiled in the same place.
  process.env.NODE_COMPILE_CACHE ??= join(environment.cacheDir, 'node');
  enableCompileCache(process.env.NODE_COMPILE_CACHE);
  // What follows on the command line is for Astro.
  process.argv.splice(2, 0, 'dev');
  await import(new URL('bin/astro.mjs', import.meta.resolve('astro/package.json')).href);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
