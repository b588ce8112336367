import type { CheckedContent } from '../content/content-reader.ts';
import { environment } from '../environment.ts';
import { dayInZone } from '../lib/time.ts';
import { besideFile } from '../model/interpret-article.ts';
import type { Newsroom } from '../model/newsroom.ts';
import type { Size } from '../pictures/derivatives.ts';
import { site } from '../site.config.ts';
import { authorRemarks } from './copy-desk/authors.ts';
import { dateRemarks } from './copy-desk/dates.ts';
import { twinHeadlineRemarks } from './copy-desk/headlines.ts';
import { insecureAddress, redirectedLinkRemarks } from './copy-desk/links.ts';
import { narrowest, smallPictureRemarks, type PictureUse } from './copy-desk/pictures.ts';
import { leadPictureKey, type KeyPlace, type Remark } from './copy-desk/remark.ts';
import type { CopyCode } from './copy-desk/rules.ts';
import { tagRemarks } from './copy-desk/tags.ts';

/**
 * What the copy desk says of the stories of a paper beside one another.
 * @param off warnings that the paper does without
 */
export function storyRemarks(
  { articles, tags, authors }: Pick<Newsroom, 'articles' | 'tags' | 'authors'>,
  off: ReadonlySet<CopyCode>,
): Remark[] {
  const stories = articles.filter(({ data }) => data.withdrawn === undefined);
  const titledTags = new Set(tags.keys().filter((id) => tags.get(id)!.title !== undefined));
  const names = new Map(Array.from(authors, ([id, { name }]) => [id, name]));
  const headlines = () => stories.map(({ path, data: { title, pubDate } }) => ({ path, title, pubDate }));
  return remarksOf(off, [
    ['far-date', () => dateRemarks(stories, dayInZone(environment.now, site.timeZone))],
    ['twin-headline', () => twinHeadlineRemarks(headlines())],
    ['tag-variant', () => tagRemarks(stories, titledTags)],
    ['author-variant', () => authorRemarks(stories, names)],
  ]);
}

/**
 * What the copy desk says of the pictures, links and addresses that files name.
 * @param off warnings that the paper does without
 * @param sizes of pictures, by content path
 */
export function referenceRemarks(
  content: Pick<CheckedContent, 'newsroom' | 'texts'>,
  off: ReadonlySet<CopyCode>,
  sizes: ReadonlyMap<string, Size>,
): Remark[] {
  const { redirects, authors } = content.newsroom;
  return remarksOf(off, [
    ['small-picture', () => smallPictureRemarks(narrowPictures(content, sizes))],
    [
      'redirected-link',
      () =>
        Object.keys(redirects).length === 0
          ? []
          : [...content.texts].flatMap(([path, { references }]) =>
              redirectedLinkRemarks(path, references, redirects),
            ),
    ],
    [
      'insecure-link',
      () =>
        [...authors].flatMap(([id, { url }]) => {
          const words = url === undefined ? undefined : insecureAddress(url);
          return words ? [{ ...words, path: `authors/${id}.yaml`, where: { at: ['url'] } }] : [];
        }),
    ],
  ]);
}

const remarksOf = (off: ReadonlySet<CopyCode>, rules: [CopyCode, () => Remark[]][]): Remark[] =>
  rules.flatMap(([code, find]) => (off.has(code) ? [] : find()));

/** The pictures that stories, pages and authors show, and that are narrower than some place asks for. */
function narrowPictures(
  { newsroom, texts }: Pick<CheckedContent, 'newsroom' | 'texts'>,
  sizes: ReadonlyMap<string, Size>,
): PictureUse[] {
  const uses: PictureUse[] = [];
  const add = (path: string, picture: string, place: PictureUse['place'], where: Remark['where']) => {
    const size = sizes.get(picture);
    if (size && size.width < narrowest.lead) uses.push({ path, where, picture, place, size });
  };
  const inFrontmatter: KeyPlace = { at: leadPictureKey };
  for (const { path, data } of newsroom.articles) {
    if (data.image) add(path, besideFile(path, data.image.src), 'lead', inFrontmatter);
  }
  for (const [id, { image }] of newsroom.authors) {
    const path = `authors/${id}.yaml`;
    if (image) add(path, besideFile(path, image.src), 'portrait', inFrontmatter);
  }
  for (const [path, { references }] of texts) {
    for (const { path: picture, line, column } of references.pictures) {
      add(path, picture, 'text', { line, column });
    }
  }
  return uses;
}
