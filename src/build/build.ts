import { enableCompileCache } from 'node:module';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';

const usage = `npm run build [-- --clean] [--preview] [--part 1/4] [--merge folder ...]

Checks all content and makes the site in OUT_DIR (dist). What did not change since the last build is kept.

  --clean        make every page and search index anew
  --preview      make a site with drafts and embargoed stories, marked and closed to search engines, in
                 dist-preview
  --part 1/4     make the first of four parts, on one of four machines
  --merge FOLDER take over what a part holds in FOLDER, the .<name>-editions beside its OUT_DIR; may be
                 repeated
  --help         this text

Environment: CONTENT_DIR, OUT_DIR, CACHE_DIR, SITE_URL, BASE_PATH, PREVIEW, SOURCE_DATE_EPOCH; see README.md.`;

try {
  const values = readOptions();
  if (values.help) {
    console.log(usage);
  } else {
    if (values.preview) process.env.PREVIEW = '1';
    const { environment } = await import('../environment.ts');
    process.chdir(environment.root);
    // In most builds nothing takes longer than compiling the code of the build itself.
    process.env.NODE_COMPILE_CACHE ??= join(environment.cacheDir, 'node');
    enableCompileCache(process.env.NODE_COMPILE_CACHE);
    const { buildPaper } = await import('./build-paper.ts');
    const { parsePart } = await import('./parts.ts');
    const { clean, part, merge } = values;
    await buildPaper({ clean, part: part === undefined ? undefined : parsePart(part), merge });
    if (values.preview && part === undefined) {
      const folder = relative(environment.root, environment.outDir);
      console.log(`The preview is in ${folder}. To look at it: npm run preview -- --outDir ${folder}`);
    }
  }
} catch (error) {
  // An editor has no use for a stack trace.
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
// What was written to a pipe is still on its way.
process.stdout.write('', () => process.stderr.write('', () => process.exit()));

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        clean: { type: 'boolean' },
        preview: { type: 'boolean' },
        part: { type: 'string' },
        merge: { type: 'string', multiple: true },
        help: { type: 'boolean' },
      },
    });
    return values;
  } catch (error) {
    const message = `${(error as Error).message}. \`npm run build -- --help\` tells how it is called.`;
    throw new Error(message, { cause: error });
  }
}
