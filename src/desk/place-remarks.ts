import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { displayPath, readPlaces } from '../content/content-files.ts';
import type { KeyPath, Place } from '../content/mistake.ts';
import { environment } from '../environment.ts';
import { cutFrontmatter } from '../lib/frontmatter.ts';
import type { Problem } from '../model/problem.ts';
import { site } from '../site.config.ts';
import { placeOfKey } from './copy-desk/key-places.ts';
import type { TextReport } from './copy-desk/read-text.ts';
import { leadPictureKey, type KeyPlace, type Remark } from './copy-desk/remark.ts';
import type { CopyCode } from './copy-desk/rules.ts';

/** A remark at its line and column. */
type PlacedRemark = Problem & Pick<Remark, 'where'> & { code: CopyCode };

/**
 * Gives remarks their lines and columns: those on keys by reading their files once more.
 * @param reports what is known of texts, by content path
 */
export function placeRemarks(
  remarks: Remark[],
  reports: ReadonlyMap<string, TextReport> = new Map(),
): PlacedRemark[] {
  const byPath = Map.groupBy(remarks, ({ path }) => path);
  return [...byPath].flatMap(([path, ofFile]) => {
    const file = displayPath(environment.contentDir, path);
    const { leadPicture } = reports.get(path) ?? {};
    let find: ((place: KeyPlace) => Place) | undefined;
    const placeOf = (where: KeyPlace): Place =>
      leadPicture && String(where.at) === String(leadPictureKey) && where.phrase === undefined
        ? leadPicture
        : (find ??= keyFinder(path))(where);
    return ofFile.map(({ code, message, where }) => {
      const { line, column } = 'at' in where ? placeOf(where) : where;
      return { file, line, column, message, code, where };
    });
  });
}

/** Finds keys in one file. */
function keyFinder(path: string): (place: KeyPlace) => Place {
  const text = readFileSync(join(environment.contentDir, path), 'utf8').replace(/^\uFEFF/, '');
  let placeOf: ((at: KeyPath) => Place) | undefined;
  const parsed = (at: KeyPath) => (placeOf ??= readPlaces(environment.contentDir, path, site.timeZone))(at);
  const end = path.endsWith('.yaml') ? text.length : (cutFrontmatter(text)?.bodyOffset ?? 0);
  return (place) => placeOfKey(text, end, place, parsed);
}
