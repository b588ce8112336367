import { resolve } from 'node:path';
import { nearest } from '../lib/text.ts';
import type { Archive } from '../model/archive.ts';
import { besideFile } from '../model/interpret-article.ts';
import type { ArticleEntry } from '../model/newsroom.ts';
import { compareProblems, type Problem } from '../model/problem.ts';
import { describePictures } from '../pictures/originals.ts';
import { createAddresses, type Addresses } from './addresses.ts';
import { pictureMistake, storyIdMistake, type NewsroomFacts } from './check-article.ts';
import { checkNewsroom, factsOf } from './check-newsroom.ts';
import { checkPermalinks, type LostAddress } from './check-permalinks.ts';
import { checkRedirects } from './check-redirects.ts';
import { displayPath, inFile, readPlaces, type Finding } from './content-files.ts';
import { entryId, kindOf } from './content-kinds.ts';
import type { ReaderOptions } from './content-reader.ts';
import { gitDigests } from './git-digests.ts';
import type { Place } from './mistake.ts';
import type { NewsroomReading } from './read-newsroom.ts';
import { quote } from './schema-words.ts';

/** A picture in a text, and the place that names it. */
type PictureUse = Problem & { picture: string };

/** What a check found in all but the texts: it holds as long as only these change. */
export interface FrontmatterCheck {
  facts: NewsroomFacts;
  findings: Finding[];
  permalinks: ReturnType<typeof checkPermalinks>;
  addresses: Addresses;
}

/** What a check of the content found. */
export interface ContentCheck {
  /** Every mistake of every file, in the order of files and lines. */
  problems: Problem[];
  /** Digests of the pictures that content names, by content path. */
  pictures: Map<string, string>;
  /** The published addresses that are not answered by their stories any more; each is among the problems. */
  lost: LostAddress[];
  /** Content paths of the files with a mistake outside their texts. */
  doubtful: Set<string>;
  /** The archive of the sound stories, the public ones or all. */
  archive(showHeld: boolean): Archive;
  /** For the next check. */
  frontmatter: FrontmatterCheck;
}

/**
 * Checks all that was read from a content folder: what its files say of each other, and where the links,
 * related stories and pictures of every text lead.
 * @param frontmatter what an earlier check found, when only texts changed since
 */
export async function checkContent(
  reading: NewsroomReading,
  options: ReaderOptions,
  frontmatter: FrontmatterCheck = checkFrontmatter(reading, options),
): Promise<ContentCheck> {
  const { contentDir, site } = options;
  const { facts, permalinks, addresses } = frontmatter;
  const findings = [...frontmatter.findings];
  const ofTexts = checkTexts(reading, facts, addresses, options);
  const leads = frontmatterPictures(reading);
  const used = new Set([...ofTexts.pictures, ...leads].map(({ picture }) => picture));
  const { pictures, unreadable } = await describePictures(used, () => gitDigests(contentDir), options);
  for (const { picture, ...finding } of leads) {
    const message = unreadable.get(picture);
    if (message) findings.push({ ...finding, message });
  }
  const problems = [
    ...reading.problems,
    ...permalinks.problems,
    ...placeFindings(contentDir, findings, site.timeZone),
    ...ofTexts.problems,
    ...ofTexts.pictures.flatMap(({ picture, ...problem }) => {
      const message = unreadable.get(picture);
      return message ? [{ ...problem, message }] : [];
    }),
  ].sort(compareProblems);
  const doubtful = new Set([...reading.broken.keys(), ...findings.map(({ path }) => path)]);
  const { archive } = addresses;
  return { problems, pictures, lost: permalinks.lost, doubtful, archive, frontmatter };
}

function checkFrontmatter(reading: NewsroomReading, options: ReaderOptions): FrontmatterCheck {
  const { contentDir, site } = options;
  const facts = factsOf(reading, contentDir);
  const findings = checkNewsroom(reading, facts, site.timeZone);
  const addresses = soundAddresses(reading, findings, facts, options);
  findings.push(...checkRedirects(reading.newsroom.redirects, addresses));
  const permalinks = checkPermalinks(reading, addresses, options);
  findings.push(...permalinks.findings);
  return { facts, findings, permalinks, addresses };
}

/** Gives findings their lines and columns, by reading their files once more. */
export function placeFindings(contentDir: string, findings: Finding[], timeZone: string): Problem[] {
  const byPath = Map.groupBy(findings, ({ path }) => path);
  return [...byPath].flatMap(([path, ofFile]) => {
    const placeOf = readPlaces(contentDir, path, timeZone);
    return inFile(
      contentDir,
      path,
      ofFile.map(({ at, onKey, message }) => ({ ...placeOf(at, onKey ? 'key' : 'value'), message })),
    );
  });
}

/** The addresses of the stories that can be interpreted; the others' are uncertain. */
function soundAddresses(
  reading: NewsroomReading,
  findings: Finding[],
  { published }: NewsroomFacts,
  options: ReaderOptions,
): Addresses {
  const { newsroom, broken } = reading;
  const doubtful = new Set(findings.map(({ path }) => path));
  const sections = new Set(newsroom.sections.map(({ id }) => id));
  const isSound = ({ path, data }: ArticleEntry) => !doubtful.has(path) && sections.has(data.section);
  const uncertain = [
    ...newsroom.articles.filter((article) => !isSound(article)),
    ...[...broken.values()].flatMap(({ article }) => article ?? []),
  ];
  return createAddresses(
    { ...newsroom, articles: newsroom.articles.filter(isSound) },
    { articles: uncertain, paths: [...broken.keys()] },
    { publicDir: resolve('public'), published, ...options.site, ...options },
  );
}

/** Checks what every text refers to. */
export function checkTexts(
  { newsroom, broken, texts }: Pick<NewsroomReading, 'newsroom' | 'broken' | 'texts'>,
  facts: NewsroomFacts,
  addresses: Pick<Addresses, 'follow' | 'held'>,
  options: Pick<ReaderOptions, 'contentDir'>,
): { problems: Problem[]; pictures: PictureUse[] } {
  const problems: Problem[] = [];
  const pictures: PictureUse[] = [];
  const withdrawn = new Set(
    newsroom.articles.flatMap(({ path, data }) => (data.withdrawn === undefined ? [] : [path])),
  );
  const fragments: (Problem & { target: string; fragment: string })[] = [];

  for (const [path, { references }] of texts) {
    const { links, stories, pictures: named } = references;
    if (links.length + stories.length + named.length === 0) continue;
    const at = ({ line, column }: Place, message = '') => {
      const file = displayPath(options.contentDir, path);
      return { file, line, column, message };
    };
    const fromHeld = broken.has(path) || addresses.held.has(path);
    for (const { target, ...place } of links) {
      const destination = addresses.follow(target, fromHeld);
      if (typeof destination === 'string') problems.push(at(place, destination));
      else if (destination.fragment && destination.path) {
        fragments.push({ ...at(place), target: destination.path, fragment: destination.fragment });
      }
    }
    for (const { id, ...place } of stories) {
      const message =
        kindOf(path) === 'articles' && id === entryId(path)
          ? `${quote(id)} is this story itself. Name another one, or take the line out.`
          : storyIdMistake(id, facts);
      if (message) problems.push(at(place, message));
    }
    for (const { path: picture, ...place } of named) {
      // What a withdrawn story showed may be deleted.
      if (withdrawn.has(path) && !facts.files.has(picture)) continue;
      const message = pictureMistake(path, picture, facts);
      if (message) problems.push(at(place, message));
      else pictures.push({ ...at(place), picture });
    }
  }

  for (const { target, fragment, ...problem } of fragments) {
    const ids = texts.get(target)?.headings ?? [];
    if (ids.includes(fragment)) continue;
    const meant = nearest(fragment, ids);
    const advice = meant
      ? `Did you mean ${quote(`#${meant}`)}?`
      : `Its headings: ${ids.map((id) => `#${id}`).join(', ') || 'none'}.`;
    problems.push({
      ...problem,
      message: `${target} has no heading ${quote(`#${fragment}`)}. ${advice}`,
    });
  }
  return { problems, pictures };
}

/** The lead pictures and portraits that are there. */
function frontmatterPictures({
  newsroom,
  files,
}: NewsroomReading): (Omit<Finding, 'message'> & { picture: string })[] {
  const uses: ReturnType<typeof frontmatterPictures> = [];
  const add = (path: string, src: string | undefined) => {
    const picture = src && besideFile(path, src);
    if (picture && files.has(picture)) uses.push({ path, at: ['image', 'src'], picture });
  };
  for (const { path, data } of newsroom.articles) add(path, data.image?.src);
  for (const [id, { image }] of newsroom.authors) add(`authors/${id}.yaml`, image?.src);
  return uses;
}
