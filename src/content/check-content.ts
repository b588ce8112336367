import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { inParallel } from '../lib/in-parallel.ts';
import type { Progress } from '../lib/progress.ts';
import { nearest } from '../lib/text.ts';
import { besideFile } from '../model/interpret-article.ts';
import type { ArticleEntry, Newsroom, SourceFile } from '../model/newsroom.ts';
import { compareProblems, type Problem } from '../model/problem.ts';
import { describePicture } from '../pictures/picture-store.ts';
import { site } from '../site.config.ts';
import type { CompiledStory } from '../story/compile-story.ts';
import { loadStory } from '../story/load-story.ts';
import { createAddresses, type Addresses } from './addresses.ts';
import { pictureMistake, storyIdMistake } from './check-article.ts';
import { checkNewsroom, factsOf } from './check-newsroom.ts';
import { checkRedirects } from './check-redirects.ts';
import { displayPath, type Finding } from './content-files.ts';
import { entryId, kindOf } from './content-kinds.ts';
import type { Place } from './mistake.ts';
import { placeFindings, readNewsroom, type NewsroomReading } from './read-newsroom.ts';
import { quote } from './schema-words.ts';

/** What a check of the content goes by. */
interface CheckOptions {
  /** IANA zone in which dates without one are read. */
  timeZone: string;
  /** BCP 47 tag of the paper's language. */
  language: string;
  /** The moment that decides embargoes. */
  now: Date;
  /** Absolute path of the folder for what can be made again. */
  cacheDir: string;
  /** Absolute path of the folder that is copied as it is; default `public`. */
  publicDir?: string;
  /** Compiles a story's or page's body; default from the environment's content folder, through its cache. */
  loadStory?: (file: SourceFile) => CompiledStory;
}

/** A content folder that was read and checked. */
interface CheckedContent {
  /** What was read without a mistake; all there is when there are no problems. */
  newsroom: Newsroom;
  /** Every mistake of every file, in the order of files and lines. */
  problems: Problem[];
}

/** A picture in a text, and the place that names it. */
type PictureUse = Problem & { picture: string };

/**
 * Reads a content folder and checks all of it: every file, what they say of each other, the text of every
 * story and page, and where its links, related stories and pictures lead.
 * @param contentDir absolute path
 * @param progress called after each text
 * @throws {Error} when there is no such folder.
 */
export async function checkContent(
  contentDir: string,
  options: CheckOptions,
  progress: Progress = () => {},
): Promise<CheckedContent> {
  const reading = readNewsroom(contentDir, options);
  const findings = checkNewsroom(reading, options.timeZone);
  const addresses = soundAddresses(reading, findings, options);
  findings.push(...checkRedirects(reading.newsroom.redirects, addresses));
  const texts = checkTexts(contentDir, reading, addresses, options.loadStory ?? loadStory, progress);
  const leads = frontmatterPictures(reading);
  const used = new Set([...texts.pictures, ...leads].map(({ picture }) => picture));
  const unreadable = await unreadablePictures([...used], { contentDir, cacheDir: options.cacheDir });
  for (const { picture, ...finding } of leads) {
    const message = unreadable.get(picture);
    if (message) findings.push({ ...finding, message });
  }
  const problems = [
    ...reading.problems,
    ...placeFindings(contentDir, findings, options),
    ...texts.problems,
    ...texts.pictures.flatMap(({ picture, ...problem }) => {
      const message = unreadable.get(picture);
      return message ? [{ ...problem, message }] : [];
    }),
  ];
  return { newsroom: reading.newsroom, problems: problems.sort(compareProblems) };
}

/** The addresses of the stories that can be interpreted; the others' are uncertain. */
function soundAddresses(reading: NewsroomReading, findings: Finding[], options: CheckOptions): Addresses {
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
    { storiesPerPage: site.storiesPerPage, publicDir: resolve('public'), ...options },
  );
}

/** Compiles every body and checks what it refers to. */
function checkTexts(
  contentDir: string,
  reading: NewsroomReading,
  addresses: Addresses,
  load: (file: SourceFile) => CompiledStory,
  progress: Progress,
): { problems: Problem[]; pictures: PictureUse[] } {
  const { newsroom, broken } = reading;
  const facts = factsOf(reading);
  const sound: SourceFile[] = [...newsroom.articles, ...newsroom.pages];
  const texts = [...sound, ...[...broken.values()].filter(({ hasText }) => hasText)];
  const byPath = new Map(texts.map((text) => [text.path, text]));
  const problems: Problem[] = [];
  const pictures: PictureUse[] = [];
  const fragments: (Problem & { target: SourceFile; fragment: string })[] = [];

  for (const [index, text] of texts.entries()) {
    const file = displayPath(contentDir, text.path);
    const at = ({ line, column }: Place, message = '') => ({ file, line, column, message });
    const { references, ...story } = loadNested(text, load);
    problems.push(...story.problems.map((problem) => at(problem, problem.message)));

    const fromHeld = broken.has(text.path) || addresses.held.has(text.path);
    for (const { target, ...place } of references.links) {
      const destination = addresses.follow(target, fromHeld);
      if (typeof destination === 'string') problems.push(at(place, destination));
      else if (destination.fragment && destination.path) {
        const { path, fragment } = destination;
        fragments.push({ ...at(place), target: byPath.get(path)!, fragment });
      }
    }
    for (const { id, ...place } of references.stories) {
      const message =
        kindOf(text.path) === 'articles' && id === entryId(text.path)
          ? `${quote(id)} is this story itself. Name another one, or take the line out.`
          : storyIdMistake(id, facts.articles);
      if (message) problems.push(at(place, message));
    }
    for (const { path: picture, ...place } of references.pictures) {
      const message = pictureMistake(text.path, picture, facts.files);
      if (message) problems.push(at(place, message));
      else pictures.push({ ...at(place), picture });
    }
    progress(index + 1, texts.length);
  }

  for (const { target, fragment, ...problem } of fragments) {
    const ids = loadNested(target, load).headings.map(({ id }) => id);
    if (ids.includes(fragment)) continue;
    const meant = nearest(fragment, ids);
    const advice = meant
      ? `Did you mean ${quote(`#${meant}`)}?`
      : `Its headings: ${ids.map((id) => `#${id}`).join(', ') || 'none'}.`;
    problems.push({
      ...problem,
      message: `${target.path} has no heading ${quote(`#${fragment}`)}. ${advice}`,
    });
  }
  return { problems, pictures };
}

/** Loads a text, or says that its lists, quotations or tags lie too deep in one another to be read. */
function loadNested(text: SourceFile, load: (file: SourceFile) => CompiledStory): CompiledStory {
  try {
    return load(text);
  } catch (error) {
    if (!(error instanceof RangeError && error.message.startsWith('Maximum call stack'))) throw error;
    const message =
      'Lists, quotations or tags in this text lie hundreds of levels deep in one another; expected a few. Take them apart.';
    const references = { links: [], stories: [], pictures: [] };
    return { headings: [], words: 0, references, problems: [{ line: 1, column: 1, message }] };
  }
}

/** The lead pictures and portraits that are there. */
function frontmatterPictures({
  newsroom,
  files,
}: NewsroomReading): (Omit<Finding, 'message'> & { picture: string })[] {
  const owners = [
    ...newsroom.articles.map(({ path, data }) => ({ path, src: data.image?.src })),
    ...[...newsroom.authors].map(([id, { image }]) => ({ path: `authors/${id}.yaml`, src: image?.src })),
  ];
  return owners.flatMap(({ path, src }) => {
    const picture = src && besideFile(path, src);
    return picture && files.has(picture) ? [{ path, at: ['image', 'src'], picture }] : [];
  });
}

/** Why pictures cannot be used, by content path. */
async function unreadablePictures(
  pictures: string[],
  folders: { contentDir: string; cacheDir: string },
): Promise<Map<string, string>> {
  const reasons = new Map<string, string>();
  await inParallel(pictures, availableParallelism(), async (picture) => {
    await describePicture(picture, folders).catch((error: Error) => reasons.set(picture, error.message));
  });
  return reasons;
}
