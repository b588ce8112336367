import { slugify } from '../lib/text.ts';
import type { TagData } from '../model/newsroom.ts';
import { tagPath } from '../model/permalink.ts';
import type { PartialArticle } from './check-article.ts';
import type { Finding } from './content-files.ts';
import { quote } from './schema-words.ts';

/**
 * Finds tags that would share an address, and so a list, though they may mean different things: `C` and `C++`.
 * A title in tags.yaml says that they mean the same.
 */
export function tagFindings(articles: PartialArticle[], tags: ReadonlyMap<string, TagData>): Finding[] {
  const spellings = new Set<string>();
  for (const { data } of articles) for (const name of data.tags ?? []) spellings.add(name);
  const byId = [...Map.groupBy(spellings, slugify)].filter(
    ([id, names]) => names.length > 1 && id !== '' && tags.get(id)?.title === undefined,
  );
  if (byId.length === 0) return [];

  const shared = new Set(byId.flatMap(([, names]) => names));
  const uses = articles.flatMap(({ path, data }) =>
    (data.tags ?? [])
      .map((name, index) => ({ name, path, at: ['tags', index] }))
      .filter(({ name }) => shared.has(name)),
  );
  const byName = Map.groupBy(uses, ({ name }) => name);
  return byId.flatMap(([id, names]) => {
    const usesOf = names.flatMap((name) => byName.get(name)!);
    const bySpelling = [...Map.groupBy(usesOf, ({ name }) => bareSpelling(name)).values()];
    // The most frequent is taken for the right one.
    const [usual, ...others] = bySpelling.sort((a, b) => b.length - a.length);
    const { name: meant, path: holder } = usual![0]!;
    return others.flat().map(({ name, path, at }) => {
      const where = holder === path ? 'also in this story' : `in ${holder}`;
      const message =
        `${quote(name)} and ${quote(meant)} (${where}) would be one tag, ${decodeURIComponent(tagPath(id))}. ` +
        `If they mean the same, write them alike or give ${quote(id)} a "title" in tags.yaml; if not, call one of them otherwise.`;
      return { path, at, message };
    });
  });
}

/** A name without what writers vary and do not mean: capitals, accents, apostrophes, spaces and hyphens. */
function bareSpelling(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}\p{Pd}\s'’]/gu, '');
}
