import { runAstro } from './run-astro.ts';

await runAstro('dev');
