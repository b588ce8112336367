import { existsSync } from 'node:fs';
import { isAbsolute, sep } from 'node:path';

/** What a bundler knows of the modules that one imports. */
interface ModuleImports {
  importedIds?: readonly string[];
  dynamicallyImportedIds?: readonly string[];
}

/**
 * The files that a module is made of: its own, those of all that it imports, and so on. Packages are left out: the
 * lockfile speaks for them. The bundle itself does not tell: of a module that gave a number, nothing else is left.
 * @param isFollowed whether a module is looked into, by its id
 * @returns absolute paths, in order
 */
export function filesOfModule(
  entry: string,
  importsOf: (id: string) => ModuleImports | null,
  isFollowed: (id: string) => boolean = () => true,
): string[] {
  const files = new Set<string>();
  const seen = new Set([entry]);
  for (const id of seen) {
    const file = sourceOf(id);
    if (isAbsolute(file) && !file.includes(`${sep}node_modules${sep}`) && existsSync(file)) files.add(file);
    const { importedIds = [], dynamicallyImportedIds = [] } = importsOf(id) ?? {};
    for (const other of [...importedIds, ...dynamicallyImportedIds]) {
      // Astro's list of all pages is within reach of some.
      if (!other.includes('virtual:astro:') && isFollowed(other)) seen.add(other);
    }
  }
  return [...files].sort();
}

/** The file that a module is made from, without what its id asks for besides. */
export const sourceOf = (id: string): string => id.split('?', 1)[0]!;
