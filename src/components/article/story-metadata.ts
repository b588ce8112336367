import type { PageMetadata } from '../site/Head.astro';
import { leastSharedWidth, storyPicture } from '../site/social-card.ts';
import { breadcrumbsJsonLd } from '../../formats/json-ld.ts';
import { storyJsonLd } from '../../formats/json-ld-story.ts';
import { rfc3339 } from '../../lib/time.ts';
import type { Archive, Article } from '../../model/archive.ts';
import type { LeadImage } from '../../model/article.ts';
import { fallbackPictures, type Derivative } from '../../pictures/request-picture.ts';
import { publisherOf } from '../../publisher.ts';
import { site } from '../../site.config.ts';
import { absoluteUrl } from '../../site.ts';
import { sharePicture } from './share-picture.ts';

/** What a story's page says about itself to search engines and sites that share it. */
export async function storyMetadata(
  article: Article,
  words: number,
  archive: Archive,
): Promise<PageMetadata> {
  const { authors, image, published, section, source, tags, title, updated } = article;
  const pictures = image ? await fallbackPictures(image.src, searchShapes(image)) : [];
  return {
    title,
    description: article.description,
    path: article.permalink,
    canonical: source?.canonical ? source.url : undefined,
    type: 'article',
    lang: article.lang,
    noindex: article.held !== undefined,
    image: await sharedPicture(article, archive),
    article: {
      published: rfc3339(published, site.timeZone),
      modified: updated && rfc3339(updated, site.timeZone),
      authors: authors.map((author) => ({ name: author.title, url: absoluteUrl(author.path) })),
      section: section.title,
      tags: tags.map((tag) => tag.title),
    },
    jsonLd: [
      storyJsonLd(article, {
        publisher: publisherOf(archive),
        absolute: absoluteUrl,
        timeZone: site.timeZone,
        pictures: pictures.map(pictureFile),
        words,
      }),
      breadcrumbsJsonLd([
        { title: section.title, url: absoluteUrl(section.path) },
        { title, url: absoluteUrl(article.permalink) },
      ]),
    ],
  };
}

/** What sites show that share a story: its lead picture or, when that is missing or small, a card. */
async function sharedPicture(article: Article, archive: Archive): Promise<PageMetadata['image']> {
  const { image } = article;
  const picture = image && (await sharePicture(image));
  return picture && picture.width >= leastSharedWidth
    ? { ...pictureFile(picture), alt: image.alt }
    : storyPicture(article, archive);
}

/** What search engines choose from: the picture as the page shows it, and one for each place in their results. */
const searchShapes = ({ focus }: LeadImage) => [
  { width: 1200 },
  { crop: '16:9' as const, focus, width: 1200 },
  { crop: '4:3' as const, focus, width: 800 },
  { crop: '1:1' as const, focus, width: 800 },
];

const pictureFile = ({ path, width, height }: Derivative) => ({ url: absoluteUrl(path), width, height });
