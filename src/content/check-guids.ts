import { guidOf } from '../model/story-guid.ts';
import type { PartialArticle } from './check-article.ts';
import type { Finding } from './content-files.ts';
import { quote } from './schema-words.ts';

/** Finds stories that subscribers would take for one: with the same `guid`, or with the name that another has by itself. */
export function guidFindings(articles: PartialArticle[]): Finding[] {
  const named = articles.filter(({ data }) => data.guid !== undefined);
  if (named.length === 0) return [];
  const keys = new Set(named.map(({ data }) => comparable(data.guid!)));
  const holders = new Map<string, PartialArticle>();
  for (const article of articles) {
    if (article.data.guid !== undefined) continue;
    const guid = guidOf({ id: article.id });
    if (keys.has(guid)) holders.set(guid, article);
  }
  return named.flatMap((article) => {
    const guid = comparable(article.data.guid!);
    const holder = holders.get(guid);
    if (!holder) {
      holders.set(guid, article);
      return [];
    }
    const [whose, advice] =
      holder.data.guid === undefined
        ? [
            'the name that feeds give',
            'If that one is new, give its file another name; if this one is, delete this line.',
          ]
        : ['also the "guid" of', 'Delete the line in the newer one.'];
    const message =
      `${quote(article.data.guid!)} is ${whose} ${holder.path}, so that readers of feeds would see only one of the two. ` +
      `${advice} If both are the same story, delete one of the files.`;
    return [{ path: article.path, at: ['guid'], message }];
  });
}

/** Capitals mean nothing in a UUID (RFC 9562, section 4), nor in the "urn" before it. */
const comparable = (guid: string) => (/^urn:uuid:/i.test(guid) ? guid.toLowerCase() : guid);
