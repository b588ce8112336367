import { parseArgs } from 'node:util';
import { environment } from '../environment.ts';
import { buildPaper } from './build-paper.ts';
import { ContentMistakes } from './content-mistakes.ts';
import { parsePart } from './parts.ts';

const usage = `npm run build [-- --clean] [--part 1/4] [--merge folder ...]

Checks all content and makes the site in OUT_DIR (dist). What did not change since the last build is kept.

  --clean        make every page and search index anew
  --part 1/4     make the first of four parts, on one of four machines
  --merge FOLDER take over what a part holds in FOLDER, the .<name>-editions beside its OUT_DIR; may be
                 repeated
  --help         this text

Environment: CONTENT_DIR, OUT_DIR, CACHE_DIR, SITE_URL, BASE_PATH, SOURCE_DATE_EPOCH; see README.md.`;

try {
  process.chdir(environment.root);
  const { values } = parseArgs({
    options: {
      clean: { type: 'boolean' },
      part: { type: 'string' },
      merge: { type: 'string', multiple: true },
      help: { type: 'boolean' },
    },
  });
  const { clean, part, merge } = values;
  if (values.help) console.log(usage);
  else await buildPaper({ clean, part: part === undefined ? undefined : parsePart(part), merge });
} catch (error) {
  // An editor has no use for a stack trace; whoever works on the code has.
  const isMistake =
    error instanceof ContentMistakes || !(error instanceof Error) || process.env.CI === undefined;
  console.error(isMistake ? String((error as Error).message ?? error) : error);
  process.exitCode = 1;
}
process.exit();
