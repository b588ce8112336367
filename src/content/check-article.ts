import { nearest } from '../lib/text.ts';
import { dayInZone, parseMoment } from '../lib/time.ts';
import { besideFile } from '../model/interpret-article.ts';
import type { ArticleFrontmatter } from '../model/article.ts';
import type { ArticleEntry, PageData } from '../model/newsroom.ts';
import { dateMistakes, momentMistakes } from './check-dates.ts';
import {
  languageMistakes,
  longNames,
  nameMistakes,
  relatedMistakes,
  repeatedAuthors,
  topicMistakes,
} from './check-names.ts';
import { goneAdvice, isSamePlace, type PublishedNames } from './check-permalinks.ts';
import type { KeyMistake } from './mistake.ts';
import { lookAlike, type RenamedPictureFinder } from './renamed-pictures.ts';
import { quote, suggestion } from './schema-words.ts';

/** What is in the newsroom besides the file that is being checked. */
export interface NewsroomFacts {
  /** Content paths of all files. */
  files: ReadonlySet<string>;
  /** Ids of all stories that have a file, broken ones and held ones included. */
  articles: ReadonlySet<string>;
  /** Ids of the sections; absent when sections.yaml cannot be relied on. */
  sections?: ReadonlySet<string>;
  /** Ids of all files in authors/ and series/. */
  authors: ReadonlySet<string>;
  series: ReadonlySet<string>;
  /** What was ever published. */
  published: PublishedNames;
  /** The picture that a missing one became when its file got another name. */
  renamedPicture: RenamedPictureFinder;
  /** The author with a file that an id without one most likely means; empty when there is none like it. */
  authorLike(id: string): string;
}

const textFile = /\.(?:mdx?|yaml)$/;

/**
 * Mistakes that a story's frontmatter shows by itself, beyond its schema: dates, names, its folder.
 * @param id path below `content/articles` without extension
 * @param data the keys that the schema found sound
 */
export function articleMistakes(
  id: string,
  data: Partial<ArticleFrontmatter>,
  timeZone: string,
): KeyMistake[] {
  const published = data.pubDate === undefined ? undefined : parseMoment(data.pubDate, timeZone);
  const mistakes = [
    ...dateMistakes(data, published, timeZone),
    ...nameMistakes(id),
    ...topicMistakes('tags', data.tags),
    ...topicMistakes('authors', data.authors),
    ...repeatedAuthors(data.authors),
    ...relatedMistakes(id, data.related),
    ...longNames('tags', data.tags),
    ...longNames('authors', data.authors),
    ...longNames('slug', data.slug),
    ...languageMistakes(data.lang),
  ];
  if (published) {
    const month = dayInZone(published, timeZone).slice(0, 7).replace('-', '/');
    const slash = id.lastIndexOf('/');
    if (/^\d{4}\//.test(month) && id.slice(0, slash) !== month) {
      mistakes.push({
        at: ['pubDate'],
        message:
          `"pubDate" is ${quote(data.pubDate)}, but the file lies in articles/${id.slice(0, slash)}. ` +
          `Move the file and its pictures to articles/${month}, or correct the date.`,
      });
    }
  }
  return mistakes;
}

/** Mistakes that a page's frontmatter shows by itself. */
export function pageMistakes(id: string, data: Partial<PageData>, timeZone: string): KeyMistake[] {
  const date =
    data.updatedDate === undefined ? [] : momentMistakes(['updatedDate'], data.updatedDate, timeZone);
  return [...date, ...nameMistakes(id)];
}

/** A story of which only the sound keys of its frontmatter are known. */
export type PartialArticle = Pick<ArticleEntry, 'id' | 'path'> & { data: Partial<ArticleFrontmatter> };

/** Mistakes in what a story refers to: its section, series, related stories, authors and lead picture. */
export function articleReferenceMistakes({ path, data }: PartialArticle, facts: NewsroomFacts): KeyMistake[] {
  const mistakes: KeyMistake[] = [];
  if (data.section !== undefined && facts.sections && !facts.sections.has(data.section)) {
    mistakes.push({
      at: ['section'],
      message: unknown('section', data.section, facts.sections, 'in sections.yaml'),
    });
  }
  if (data.series !== undefined && !facts.series.has(data.series)) {
    mistakes.push({
      at: ['series'],
      message: unknown('series', data.series, facts.series, 'a file in series/'),
    });
  }
  data.related?.forEach((id, index) => {
    const message = storyIdMistake(id, facts);
    if (message) mistakes.push({ at: ['related', index], message });
  });
  data.authors?.forEach((name, index) => {
    const message = authorMistake(name, facts);
    if (message) mistakes.push({ at: ['authors', index], message });
  });
  data.contributors?.forEach(({ name }, index) => {
    const message = authorMistake(name, facts);
    if (message) mistakes.push({ at: ['contributors', index, 'name'], message });
  });
  // A withdrawn story shows no picture, and one that must not stay may be deleted.
  if (data.image && data.withdrawn === undefined) {
    const message = pictureMistake(path, besideFile(path, data.image.src), facts);
    if (message) mistakes.push({ at: ['image', 'src'], message });
  }
  return mistakes;
}

/** What is wrong with the id of a story, if anything. */
export function storyIdMistake(
  id: string,
  { articles, published }: Pick<NewsroomFacts, 'articles' | 'published'>,
): string | undefined {
  if (articles.has(id)) return undefined;
  const line = published.lineOfStory(id);
  if (line !== undefined) {
    return `The story ${quote(id)} was published, and its file is not there any more. ${goneAdvice(line)}`;
  }
  const plain = id.replace(/^\/?(?:content\/)?(?:articles\/)?/, '').replace(/\.mdx?$|\/$/g, '');
  const meant = articles.has(plain) ? ` Did you mean ${quote(plain)}?` : suggestion(id, likeId(id, articles));
  return `There is no story ${quote(id)}; expected an id such as 2024/10/slug, the path of a file in articles/ without its ending.${meant}`;
}

/**
 * The ids that a mistyped one may mean: those of its month and those with its last part. To compare it with
 * every story of a large paper takes long.
 */
function likeId(id: string, articles: ReadonlySet<string>): string[] {
  const last = `/${id.split('/').at(-1)}`;
  return [...articles].filter((other) => other.endsWith(last) || other.startsWith(id.slice(0, 8)));
}

/**
 * What is wrong with a picture that a file names, if anything.
 * @param path content path of the file
 * @param picture content path of the picture
 */
export function pictureMistake(
  path: string,
  picture: string,
  { files, renamedPicture }: Pick<NewsroomFacts, 'files' | 'renamedPicture'>,
): string | undefined {
  if (files.has(picture)) return undefined;
  const folder = besideFile(path, '');
  const name = picture.startsWith(folder) ? picture.slice(folder.length) : picture;
  const missing = `There is no picture ${quote(name)} in ${folder.slice(0, -1)}.`;
  const beside = [...files].filter((file) => file.startsWith(folder) && !textFile.test(file));
  const isText = /\.mdx?$/.test(path);
  const write = isText ? '"npm run check -- --fix" writes' : 'write';
  const renamed = renamedPicture(picture, beside);
  if (renamed !== undefined && lookAlike(renamed, picture)) {
    return `${missing} The name of the one that is there looks alike, and its letters are composed of other signs: ${write} it in those, or give the file its name anew.`;
  }
  if (renamed !== undefined && isSamePlace(renamed, picture)) {
    return `${missing} The same picture is there as ${quote(renamed.slice(folder.length))}, and git overlooks on many disks that capitals changed: give the file its old name.`;
  }
  if (renamed !== undefined) {
    return `${missing} The same picture is there as ${quote(renamed.slice(folder.length))}: ${write} that name, or give the file its old one.`;
  }
  const meant = suggestion(
    name,
    beside.map((file) => file.slice(folder.length)),
  );
  if (meant !== '') return missing + meant;
  const elsewhere = [...files].find((file) => file.endsWith(`/${name}`));
  if (elsewhere === undefined) return `${missing} Put it there, or correct the name.`;
  const from = besideFile(elsewhere, '').slice(0, -1);
  // A month's folder is the only one that a story can come from.
  const isLeft = path.startsWith('articles/') && /^articles\/\d{4}\/\d{2}$/.test(from);
  const fix = isLeft ? ' If the story lay there before, "npm run check -- --fix" does so.' : '';
  return `${missing} There is one in ${from}: move it to ${folder.slice(0, -1)}, or copy it if another story shows it.${fix}`;
}

/** "Unknown section "wrold"; …", with what is there. */
export function unknown(what: string, id: string, known: ReadonlySet<string>, where: string): string {
  const meant = nearest(id, known);
  const list = known.size > 12 ? '' : ` There is: ${[...known].join(', ') || 'none yet'}.`;
  return `Unknown ${what} ${quote(id)}; expected one that is ${where}.${meant ? ` Did you mean ${quote(meant)}?` : list}`;
}

function authorMistake(name: string, { authors, authorLike }: NewsroomFacts): string | undefined {
  if (authors.has(name) || !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name)) return undefined;
  const meant = authorLike(name);
  if (meant === '') return undefined;
  return `There is no authors/${name}.yaml. Did you mean ${quote(meant)}? Or write the author's name in full, with its capitals.`;
}
