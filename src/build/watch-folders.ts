import { readdirSync, statSync, watch, type FSWatcher } from 'node:fs';
import { join } from 'node:path';

/** An editor's program writes a file in several steps, and git writes many files. */
const pauseMs = 50;

/**
 * Watches the files below a folder. Only its folders are watched: a system gives out far fewer watches than
 * a large archive has files.
 * @param changed called with what changed in a moment: paths below `root`, with forward slashes, of files and
 *   of folders that came or went
 * @returns ends the watch.
 * @throws {Error} when the system gives out no more watches.
 */
export function watchFolders(root: string, changed: (paths: ReadonlySet<string>) => void): () => void {
  const watchers = new Map<string, FSWatcher>();
  let paths = new Set<string>();
  let pause: NodeJS.Timeout | undefined;

  const notice = (path: string) => {
    paths.add(path);
    clearTimeout(pause);
    pause = setTimeout(() => {
      const noticed = paths;
      paths = new Set();
      changed(noticed);
    }, pauseMs);
  };

  const watchFolder = (folder: string) => {
    const watcher = watch(join(root, folder), (event, name) => {
      if (name === null || name.startsWith('.')) return;
      const path = folder === '' ? name : `${folder}/${name}`;
      if (event === 'rename') {
        // It came, went, or is another one of the same name.
        endBelow(path);
        if (isFolder(join(root, path))) watchBelow(path);
      }
      notice(path);
    });
    watchers.set(folder, watcher);
  };

  const endBelow = (folder: string) => {
    for (const [path, watcher] of watchers) {
      if (path !== folder && !path.startsWith(`${folder}/`)) continue;
      watcher.close();
      watchers.delete(path);
    }
  };

  const watchBelow = (folder: string) => {
    watchFolder(folder);
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      if (!entry.isDirectory() || entry.name.startsWith('.')) continue;
      watchBelow(folder === '' ? entry.name : `${folder}/${entry.name}`);
    }
  };

  watchBelow('');
  return () => {
    clearTimeout(pause);
    for (const watcher of watchers.values()) watcher.close();
  };
}

const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
