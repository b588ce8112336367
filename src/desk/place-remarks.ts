import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { displayPath, readPlaces } from '../content/content-files.ts';
import type { KeyPath, Place } from '../content/mistake.ts';
import { environment } from '../environment.ts';
import { cutFrontmatter } from '../lib/frontmatter.ts';
import type { Problem } from '../model/problem.ts';
import { site } from '../site.config.ts';
import { placeOfKey } from './copy-desk/key-places.ts';
import type { KeyPlace, Remark } from './copy-desk/remark.ts';
import type { CopyCode } from './copy-desk/rules.ts';

/** A remark at its line and column. */
type PlacedRemark = Problem & Pick<Remark, 'where'> & { code: CopyCode };

/** Gives remarks their lines and columns: those on keys by reading their files once more. */
export function placeRemarks(remarks: Remark[]): PlacedRemark[] {
  const byPath = Map.groupBy(remarks, ({ path }) => path);
  return [...byPath].flatMap(([path, ofFile]) => {
    const file = displayPath(environment.contentDir, path);
    let find: ((place: KeyPlace) => Place) | undefined;
    return ofFile.map(({ code, message, where }) => {
      const { line, column } = 'at' in where ? (find ??= keyFinder(path))(where) : where;
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
