import { permalinksFile } from '../content/check-permalinks.ts';
import type { PermalinkLine } from '../model/permalinks-list.ts';
import { guidOf } from '../model/story-guid.ts';
import { shown } from './file-changes.ts';
import { contentFile } from './story-file.ts';

/** A line of the list of published addresses, as editors find it. */
export const listedOn = (line: number): string => `${shown(contentFile(permalinksFile))}:${line}`;

/**
 * Why a story that was never out cannot have an id, from which its name in feeds would follow; nothing when it can.
 * @param lines of the list of published addresses
 * @returns a sentence but for its capital letter and its full stop
 */
export function nameTaken(id: string, lines: PermalinkLine[]): string | undefined {
  const guid = guidOf({ id });
  const line = lines.find((line) => line.guid === guid);
  return (
    line &&
    `another story had this name when it was published, at ${line.path} (${listedOn(line.line)}), and keeps it in feeds`
  );
}
