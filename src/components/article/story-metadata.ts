import type { PageMetadata } from '../site/Head.astro';
import { articleJsonLd, breadcrumbsJsonLd } from '../../formats/json-ld.ts';
import { rfc3339 } from '../../lib/time.ts';
import type { Archive, Article } from '../../model/archive.ts';
import { fallbackPicture } from '../../pictures/request-picture.ts';
import { publisherOf } from '../../publisher.ts';
import { site } from '../../site.config.ts';
import { absoluteUrl } from '../../site.ts';

/** What a story's page says about itself to search engines and sites that share it. */
export async function storyMetadata(
  article: Article,
  words: number,
  archive: Archive,
): Promise<PageMetadata> {
  const { image, section, title, permalink } = article;
  const picture =
    image && (await fallbackPicture(image.src, { crop: '16:9', focus: image.focus, width: 1200 }));
  return {
    title,
    description: article.description,
    path: permalink,
    canonical: article.source?.canonical ? article.source.url : undefined,
    type: 'article',
    noindex: article.held !== undefined,
    image: picture && {
      url: absoluteUrl(picture.path),
      width: picture.width,
      height: picture.height,
      alt: image!.alt,
    },
    article: {
      published: rfc3339(article.published, site.timeZone),
      modified: article.updated && rfc3339(article.updated, site.timeZone),
      section: section.title,
      tags: article.tags.map((tag) => tag.title),
    },
    jsonLd: [
      articleJsonLd(article, {
        publisher: publisherOf(archive),
        absolute: absoluteUrl,
        timeZone: site.timeZone,
        images: picture ? [absoluteUrl(picture.path)] : [],
        words,
      }),
      breadcrumbsJsonLd([
        { title: section.title, url: absoluteUrl(section.path) },
        { title, url: absoluteUrl(permalink) },
      ]),
    ],
  };
}
