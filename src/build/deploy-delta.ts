import type { Changes, Edition } from './edition.ts';

/**
 * Writes what a deploy has to move beside the editions: `changes.json`, and the paths to upload and to
 * delete as plain lists, one a line, as `rsync --files-from` and `rclone --files-from` read them.
 */
export function writeDelta(edition: Edition, { added, changed, deleted }: Changes): void {
  const described = (paths: string[]) =>
    paths.map((path) => {
      const { size, digest } = edition.files.get(path)!;
      return { path, size, digest };
    });
  const delta = { added: described(added), changed: described(changed), deleted };
  const list = (paths: string[]) => paths.map((path) => `${path}\n`).join('');
  edition.writeBeside('changes.json', `${JSON.stringify(delta, null, 2)}\n`);
  edition.writeBeside('upload.txt', list([...added, ...changed].sort()));
  edition.writeBeside('delete.txt', list(deleted));
}
