import type { OldKeys, OldValue } from './old-frontmatter.ts';
import { isGroup } from './old-values.ts';

/** Frontmatter that a story has from a file outside of it: from its folder, or from the settings of its site. */
export interface GivenKeys {
  /** The file, as it is told of. */
  from: string;
  keys: OldKeys;
  /** Whether its tags and other lists are added to those of the story, as Eleventy has it. */
  joins: boolean;
}

/** What Hugo knows of a page when it is given the keys of a `cascade`. */
export interface HugoPage {
  /** Path below the folder of all content, from `/`, without ending. */
  path: string;
  lang: string;
}

/** The keys that a `cascade` of Hugo gives a page, those that count most first. */
export function cascadedKeys(cascade: OldValue | undefined, page: HugoPage): OldKeys[] {
  const entries = [cascade ?? []].flat().filter(isGroup);
  return entries.flatMap(({ target, _target, ...keys }) => {
    const wanted = target ?? _target ?? {};
    const matches = (key: string, values: string[]) => {
      const glob = isGroup(wanted) ? wanted[key] : undefined;
      return typeof glob !== 'string' || values.some((value) => globOf(glob.toLowerCase()).test(value));
    };
    const path = page.path.toLowerCase();
    const isTarget =
      matches('kind', ['page']) &&
      matches('lang', [page.lang]) &&
      matches('environment', ['production']) &&
      // Hugo writes hyphens for spaces since 0.123, and had no slash at the beginning before it.
      matches('path', [path, path.replaceAll(' ', '-'), path.slice(1)]);
    return isTarget ? [keys] : [];
  });
}

/** The keys that `defaults` of Jekyll give a file, those that count most first: those of the longest path. */
export function defaultKeys(defaults: OldValue | undefined, path: string): OldKeys[] {
  const parts = path.split('/');
  const folders = parts.map((_, index) => parts.slice(0, index + 1).join('/'));
  const collection = parts.slice(0, -1).findLast((part) => /^_\w/.test(part));
  const types = collection === undefined ? ['pages'] : [collection.slice(1)];
  // Drafts are among the posts.
  if (types[0] === 'drafts') types.push('posts');
  const sets = [defaults ?? []].flat().filter(isGroup);
  const fitting = sets.flatMap(({ scope = {}, values = {} }) => {
    if (!isGroup(scope) || !isGroup(values)) return [];
    const { path: written, type } = scope;
    const wanted = typeof written === 'string' ? written.replace(/^\.?\/|\/$/g, '') : '';
    const isType = typeof type !== 'string' || types.includes(type.replace(/^(?:page|post|draft)$/, '$&s'));
    const glob = wanted.includes('*') ? globOf(wanted) : undefined;
    const isPath = wanted === '' || folders.some((folder) => glob?.test(folder) ?? folder === wanted);
    return isType && isPath ? [{ values, rank: [wanted.length, Number(type !== undefined)] as const }] : [];
  });
  // Of two alike, the later counts.
  return fitting
    .reverse()
    .sort((a, b) => b.rank[0] - a.rank[0] || b.rank[1] - a.rank[1])
    .map(({ values }) => values);
}

/** `*` stands for letters of one name, `**` for any, `?` for one, `{a,b}` for one of several, `[ab]` for one of these. */
function globOf(glob: string): RegExp {
  let depth = 0;
  const source = glob.replace(/\*\*\/?|[*?{},]|\[!?[^\]]+\]|[\\^$.|+()[\]]/g, (sign: string) => {
    if (sign === '**/') return '(?:.*/)?';
    if (sign === '**') return '.*';
    if (sign === '*') return '[^/]*';
    if (sign === '?') return '[^/]';
    if (sign === '{') {
      depth++;
      return '(?:';
    }
    if (sign === '}') return depth > 0 && depth-- ? ')' : '\\}';
    if (sign === ',') return depth > 0 ? '|' : ',';
    return /^\[.+\]$/.test(sign) ? sign.replace(/^\[!/, '[^').replaceAll('\\', '\\\\') : `\\${sign}`;
  });
  try {
    return new RegExp(`^${source}${')'.repeat(depth)}$`);
  } catch {
    return /(?!)/;
  }
}
