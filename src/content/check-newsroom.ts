import { remembered } from '../lib/remembered.ts';
import { nearest, slugify } from '../lib/text.ts';
import { dayInZone, parseMoment } from '../lib/time.ts';
import { articleSlug, besideFile } from '../model/interpret-article.ts';
import type { ArticleFrontmatter } from '../model/article.ts';
import type { Newsroom } from '../model/newsroom.ts';
import { reservedSegments, storyPath } from '../model/permalink.ts';
import {
  articleReferenceMistakes,
  pictureMistake,
  storyIdMistake,
  unknown,
  type NewsroomFacts,
  type PartialArticle,
} from './check-article.ts';
import { guidFindings } from './check-guids.ts';
import { publishedNames } from './check-permalinks.ts';
import type { Finding } from './content-files.ts';
import { entryId, kindOf } from './content-kinds.ts';
import { tagFindings } from './check-tags.ts';
import type { NewsroomReading } from './read-newsroom.ts';
import { renamedPictureFinder } from './renamed-pictures.ts';
import { quote } from './schema-words.ts';

/** Checks what the files of a newsroom say of each other. */
export function checkNewsroom(
  reading: Pick<NewsroomReading, 'newsroom' | 'files' | 'broken'>,
  facts: NewsroomFacts,
  timeZone: string,
): Finding[] {
  const { newsroom, files } = reading;
  const articles: PartialArticle[] = [
    ...newsroom.articles,
    ...[...reading.broken.values()].flatMap(({ article }) => article ?? []),
  ];
  const ofReferences: Finding[] = [];
  for (const article of articles) {
    for (const mistake of articleReferenceMistakes(article, facts)) {
      ofReferences.push({ path: article.path, ...mistake });
    }
  }
  return [
    ...ofReferences,
    ...sameAddress(articles, timeZone),
    ...guidFindings(articles),
    ...sameName(files),
    ...segmentFindings(newsroom, files),
    ...idFindings(newsroom, files),
    ...authorFindings(newsroom, facts),
    ...frontFindings(newsroom, facts),
    ...(reading.broken.has('tags.yaml') ? [] : tagFindings(articles, newsroom.tags)),
  ];
}

/**
 * What the files of a newsroom may refer to.
 * @param sections ids, or `undefined` when sections.yaml cannot be relied on
 */
function newsroomFacts(
  files: ReadonlySet<string>,
  sections: string[] | undefined,
  contentDir: string,
): NewsroomFacts {
  const ids = { articles: new Set<string>(), authors: new Set<string>(), series: new Set<string>() };
  for (const path of files) {
    const kind = kindOf(path);
    if (kind && kind in ids) ids[kind as keyof typeof ids].add(entryId(path));
  }
  return {
    files,
    ...ids,
    published: publishedNames(contentDir),
    renamedPicture: renamedPictureFinder(contentDir),
    ...(sections?.length && { sections: new Set(sections) }),
    authorLike: remembered((id) => nearest(id, ids.authors) ?? ''),
  };
}

/**
 * The facts of a newsroom that was read, and of what it was before.
 * @param contentDir absolute path of the folder that git and the list of published addresses know
 */
export function factsOf(
  { newsroom, files, broken }: Pick<NewsroomReading, 'newsroom' | 'files' | 'broken'>,
  contentDir: string,
): NewsroomFacts {
  return newsroomFacts(
    files,
    broken.has('sections.yaml') ? undefined : newsroom.sections.map(({ id }) => id),
    contentDir,
  );
}

/** Address of a story, or `undefined` when its date is not known. */
export function addressOf({ id, data }: PartialArticle, timeZone: string): string | undefined {
  const published = data.pubDate === undefined ? undefined : parseMoment(data.pubDate, timeZone);
  return (
    published &&
    storyPath(dayInZone(published, timeZone), articleSlug({ id, data: data as ArticleFrontmatter }))
  );
}

function sameAddress(articles: PartialArticle[], timeZone: string): Finding[] {
  // Hosts and file systems may take small and capital letters for the same.
  const lastPart = ({ id, data }: PartialArticle) =>
    articleSlug({ id, data: data as ArticleFrontmatter }).toLowerCase();
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const article of articles) {
    const part = lastPart(article);
    if (seen.has(part)) repeated.add(part);
    else seen.add(part);
  }
  if (repeated.size === 0) return [];
  const holders = new Map<string, PartialArticle>();
  return articles.flatMap((article) => {
    // The dates of the others need not be looked at.
    if (!repeated.has(lastPart(article))) return [];
    const address = addressOf(article, timeZone)?.toLowerCase();
    const holder = address === undefined ? undefined : holders.get(address);
    if (address !== undefined && !holder) holders.set(address, article);
    if (!holder || holder.id === article.id) return [];
    const message =
      `Two stories have the address ${decodeURIComponent(address!)}: this one and ${holder.path}. ` +
      'Give one of them another "slug".';
    return [{ path: article.path, at: ['slug'], message }];
  });
}

/** Files that differ in their ending only, `about.md` and `about.mdx`, or in how their letters are composed. */
function sameName(files: ReadonlySet<string>): Finding[] {
  const nameOf = (path: string) => path.normalize('NFC').replace(/\.mdx?$/, '');
  // Two plain names that end in .mdx are never one.
  const odd = [...files].filter((path) => /[^\x20-\x7e]|\.md$/.test(path) && kindOf(path));
  const plain = odd.flatMap((path) => (files.has(`${path}x`) ? [`${path}x`] : []));
  return [...Map.groupBy(new Set([...odd, ...plain]), nameOf).values()].flatMap((alike) => {
    const [holder, ...others] = alike.sort();
    return others.map((path) => {
      const how = /[^\x20-\x7e]/.test(path) ? ', even if its accents are composed otherwise' : '';
      return {
        ...{ path, at: [] },
        message: `There is ${holder} too; expected one file of this name${how}. Delete or rename one of the two.`,
      };
    });
  });
}

/** Sections and pages share the first segment of an address with everything that the paper makes itself. */
function segmentFindings(newsroom: Newsroom, files: ReadonlySet<string>): Finding[] {
  const taken = new Map<string, string>();
  const check = (path: string, at: Finding['at'], id: string, what: string): Finding[] => {
    const segment = id.toLowerCase();
    const finding = (message: string): Finding[] => [{ path, at, message }];
    if (reservedSegments.has(segment)) {
      return finding(`${quote(id)} is an address of the paper itself (/${id}/); expected another ${what}.`);
    }
    if (/^\d+$/.test(segment)) {
      return finding(
        `${quote(id)} is a number, which is the address of a year. Give it another ${what}, with a word in it.`,
      );
    }
    const holder = taken.get(segment);
    taken.set(segment, holder ?? path);
    if (holder === undefined) return [];
    return finding(
      holder === path
        ? `${quote(id)} is the ${what} of two entries in this file; expected one of each. Rename or delete one.`
        : `${quote(id)} is also in ${holder}, and both would have the address /${id}/. Rename one of the two.`,
    );
  };
  // about.md and about.mdx are one page here.
  const pages = new Map(
    [...files].filter((path) => kindOf(path) === 'pages').map((path) => [entryId(path), path]),
  );
  return [
    ...newsroom.sections.flatMap(({ id }, index) => check('sections.yaml', [index, 'id'], id, 'id')),
    ...[...pages].flatMap(([id, path]) => check(path, [], id, 'file name')),
  ];
}

/** Ids that stand in addresses, and that frontmatter finds by turning a name into one. */
function idFindings(newsroom: Newsroom, files: ReadonlySet<string>): Finding[] {
  const expected = (id: string) =>
    `expected small letters, digits and hyphens: ${quote(slugify(id) || 'a-name')}.`;
  const tags = [...newsroom.tags.keys()]
    .filter((id) => slugify(id) !== id)
    .map((id) => ({
      ...{ path: 'tags.yaml', at: [id], onKey: true },
      message: `${quote(id)} cannot be the id of a tag; ${expected(id)} The name shown goes into "title".`,
    }));
  const named = [...files]
    .filter((path) => ['authors', 'series'].includes(kindOf(path) ?? ''))
    .filter((path) => slugify(entryId(path)) !== entryId(path))
    .map((path) => ({
      ...{ path, at: [] },
      message: `The file's name ${quote(entryId(path))} cannot stand in an address; ${expected(entryId(path))} Rename it.`,
    }));
  return [...tags, ...named];
}

function authorFindings(newsroom: Newsroom, facts: NewsroomFacts): Finding[] {
  const byName = new Map<string, string>();
  return [...newsroom.authors].flatMap(([id, author]) => {
    const path = `authors/${id}.yaml`;
    const findings: Finding[] = [];
    const name = slugify(author.name);
    const other = byName.get(name);
    byName.set(name, other ?? path);
    if (other !== undefined) {
      const message = `${quote(author.name)} is also the name in ${other}; expected one file for each author. Delete one, or make the names differ.`;
      findings.push({ path, at: ['name'], message });
    }
    const missing = author.image && pictureMistake(path, besideFile(path, author.image.src), facts);
    if (missing) findings.push({ path, at: ['image', 'src'], message: missing });
    return findings;
  });
}

function frontFindings({ front }: Newsroom, facts: NewsroomFacts): Finding[] {
  const { sections } = facts;
  const stories: [Finding['at'], string][] = [
    ...(front.lead === undefined ? [] : [[['lead'], front.lead] as [Finding['at'], string]]),
    ...(front.secondary ?? []).map((id, index): [Finding['at'], string] => [['secondary', index], id]),
  ];
  const path = 'front.yaml';
  return [
    ...stories.flatMap(([at, id]) => {
      const message = storyIdMistake(id, facts);
      return message ? [{ path, at, message }] : [];
    }),
    ...(front.strips ?? []).flatMap((id, index) =>
      !sections || sections.has(id)
        ? []
        : [{ path, at: ['strips', index], message: unknown('section', id, sections, 'in sections.yaml') }],
    ),
  ];
}
