import { existsSync, lstatSync, mkdirSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { editionsFolder, type Edition } from './edition.ts';
import { compareManifests, formatManifest, parseManifest, type Changes, type Manifest } from './manifest.ts';
import { replaceFile } from './tree-files.ts';

/** Name of the copy of the served edition's manifest: what the next deploy compares with. */
export const deployedFile = 'deployed.files';

/**
 * Writes what a deploy has to move beside the editions: `changes.json`, and the paths to upload and to
 * delete as plain lists, one a line, as `rsync --files-from` and `rclone --files-from-raw` read them.
 */
export function writeDelta(edition: Edition, changes: Changes): void {
  for (const [name, text] of deltaFiles(edition.files, changes)) edition.writeBeside(name, text);
}

/** Writes that nothing has to be moved. */
export function writeNoDelta(outDir: string): void {
  const none = deltaFiles(new Map(), { added: [], changed: [], deleted: [] });
  for (const [name, text] of none) replaceFile(join(editionsFolder(outDir), name), text);
}

/**
 * Writes the same lists for a deploy that skipped builds, or runs where the edition before is not known, and
 * with them a copy of the served edition's manifest to keep once the deploy is done.
 * @param outDir absolute path of the finished site
 * @param folder where the lists go; made when it is missing
 * @param since the copy that the last deploy kept; without it, the whole site is added
 * @throws {Error} when there is no finished site, or `since` is no manifest of one
 */
export function writeDeltaSince(outDir: string, folder: string, since?: string): Changes {
  const before: Manifest = since === undefined ? new Map() : readDeployed(since);
  const served = readServed(outDir);
  const changes = compareManifests(before, served);
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of deltaFiles(served, changes)) replaceFile(join(folder, name), text);
  replaceFile(join(folder, deployedFile), formatManifest(served));
  return changes;
}

function deltaFiles(files: Manifest, { added, changed, deleted }: Changes): [name: string, text: string][] {
  const described = (paths: string[]) =>
    paths.map((path) => {
      const { size, digest } = files.get(path)!;
      return { path, size, digest };
    });
  const delta = { added: described(added), changed: described(changed), deleted };
  const list = (paths: string[]) => paths.map((path) => `${path}\n`).join('');
  return [
    ['changes.json', `${JSON.stringify(delta, null, 2)}\n`],
    ['upload.txt', list([...added, ...changed].sort())],
    ['delete.txt', list(deleted)],
  ];
}

/** The manifest of the edition that `OUT_DIR` links to. */
function readServed(outDir: string): Manifest {
  const isBuilt = lstatSync(outDir, { throwIfNoEntry: false })?.isSymbolicLink() && existsSync(outDir);
  const file = isBuilt ? `${realpathSync(outDir)}.files` : undefined;
  const manifest = file && existsSync(file) && parseManifest(readFileSync(file, 'utf8'));
  if (manifest) return manifest;
  throw new Error(
    `OUT_DIR is ${outDir}, which is no finished site with its list of files beside it; ` +
      'expected the link that "npm run build" makes. Build first, in this folder.',
  );
}

function readDeployed(file: string): Manifest {
  if (!existsSync(file)) {
    throw new Error(
      `There is no file ${file}; expected the ${deployedFile} that the last deploy kept. ` +
        'Without --since the whole site is listed, for a host that holds nothing yet.',
    );
  }
  const manifest = parseManifest(readFileSync(file, 'utf8'));
  if (manifest) return manifest;
  throw new Error(
    `${file} is no list of a site's files, or only a part of one; expected the ${deployedFile} that the last ` +
      'deploy kept. Copy the whole site once, and keep the new list.',
  );
}
