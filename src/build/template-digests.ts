import { readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import type { Plugin } from 'vite';
import { digest } from '../lib/hash.ts';
import { filesOfModule, sourceOf } from '../trial/module-files.ts';

/** Digests of everything in the project that modules import, and what those import, and so on. */
export interface ModuleDigests {
  /** By path of a page template: `src/pages/index.astro`. */
  pages: Record<string, string>;
  /** By content path of a text that is a module, because it holds code. */
  code: Record<string, string>;
}

/**
 * Tells, from Vite's own graph of modules, what every page is made of.
 * @param root absolute path of the project
 * @param contentDir absolute path, links followed: a text is no part of the template that shows it
 */
export function templateDigests(
  root: string,
  contentDir: string,
  done: (digests: ModuleDigests) => void,
): Plugin {
  return {
    name: 'standfirst:template-digests',
    applyToEnvironment: ({ name }) => name === 'prerender',
    generateBundle() {
      const digests: ModuleDigests = { pages: {}, code: {} };
      const isIn = (file: string, folder: string) => file.startsWith(folder + sep);
      const ofFile = new Map<string, string>();
      const isNoText = (id: string) => !isIn(sourceOf(id), contentDir);
      const digestOf = (entry: string): string => {
        const files = filesOfModule(entry, (id) => this.getModuleInfo(id), isNoText);
        const parts = files.map((file) => {
          if (!ofFile.has(file)) ofFile.set(file, digest(readFileSync(file)));
          return `${relative(root, file)} ${ofFile.get(file)}`;
        });
        return digest(parts.join('\n'));
      };
      for (const id of this.getModuleIds()) {
        const file = sourceOf(id);
        if (id !== file) continue;
        if (isIn(file, contentDir))
          digests.code[relative(contentDir, file).replaceAll(sep, '/')] = digestOf(id);
        const page = relative(root, file).replaceAll(sep, '/');
        if (page.startsWith('src/pages/')) digests.pages[page] = digestOf(id);
      }
      done(digests);
    },
  };
}
