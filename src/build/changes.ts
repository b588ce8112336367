import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { environment } from '../environment.ts';
import { deployedFile, writeDeltaSince } from './deploy-delta.ts';

const usage = `npm run changes -- [--since FILE] [--out FOLDER]

Lists what a deploy has to move: how the finished site in OUT_DIR differs from what was deployed.

  --since FILE   the ${deployedFile} that the last deploy kept; without it, the whole site is new
  --out FOLDER   where the lists go (.cache/deploy): changes.json, upload.txt and delete.txt, and the
                 ${deployedFile} to keep when this deploy is done
  --help         this text`;

try {
  const { values } = parseArgs({
    options: { since: { type: 'string' }, out: { type: 'string' }, help: { type: 'boolean' } },
  });
  if (values.help) console.log(usage);
  else {
    const { outDir, cacheDir } = environment;
    const folder = resolve(values.out ?? `${cacheDir}/deploy`);
    const since = values.since === undefined ? undefined : resolve(values.since);
    const { added, changed, deleted } = writeDeltaSince(outDir, folder, since);
    console.log(
      `${added.length} added, ${changed.length} changed, ${deleted.length} deleted; lists in ${folder}`,
    );
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
