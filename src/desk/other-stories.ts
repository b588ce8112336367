import { interpret } from '../content/content-kinds.ts';
import { decodeText } from '../content/decode-text.ts';
import { environment } from '../environment.ts';
import { site } from '../site.config.ts';
import type { Remark } from './copy-desk/remark.ts';
import { shown } from './file-changes.ts';
import { likeness, renamedFrom } from './lost-stories.ts';
import { newStories, type ChangedFile } from './published-versions.ts';
import { wasPublished } from './silent-changes.ts';
import { contentFile, readContentFile } from './story-file.ts';

/**
 * Remarks on published stories whose file holds another story now, while their own words are in a file of another
 * name: as when two files changed their names, or a new story got the name of one that was renamed.
 * @param since commit with which the stories were compared
 */
export async function otherStoryRemarks(changed: ChangedFile[], since?: string): Promise<Remark[]> {
  const replaced = changed.flatMap(({ path, before, isMoved }) => {
    const old = decodeText(before);
    if (isMoved || typeof old !== 'string') return [];
    const alike = likeness(old, readContentFile(path));
    return alike < renamedFrom && isPublished(path, old) ? [{ path, old, alike }] : [];
  });
  if (replaced.length === 0) return [];
  const arrived = await newStories(environment.contentDir, since);
  const others = [...arrived, ...changed.map(({ path }) => path)].map((path) => ({
    ...{ path, text: readContentFile(path) },
  }));
  return replaced.flatMap(({ path, old, alike }): Remark[] => {
    const found = others.find(
      (other) => other.path !== path && likeness(old, other.text) >= Math.max(renamedFrom, alike),
    );
    if (!found) return [];
    const message =
      `Another story was published under this name, which is in ${shown(contentFile(found.path))} now. Its readers and subscribers ` +
      'would find this one in its place. Give its file the old name back, and this one a name of its own; then ' +
      '“npm run move” renames either, with a redirect.';
    return [{ code: 'other-story', path, message, where: { line: 1, column: 1 } }];
  });
}

function isPublished(path: string, text: string): boolean {
  const { data, sound } = interpret('articles', path, text, site.timeZone);
  return wasPublished(data ?? sound ?? {});
}
