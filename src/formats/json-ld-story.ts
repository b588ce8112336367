import type {
  ImageObjectLeaf,
  LiveBlogPosting,
  LiveBlogPostingLeaf,
  NewsArticle,
  NewsArticleLeaf,
  WithContext,
} from 'schema-dts';
import { rfc3339 } from '../lib/time.ts';
import type { Article, Author } from '../model/archive.ts';
import type { ArticleKind, LeadImage } from '../model/article.ts';
import { byline, imageObject, type PictureFile, type Publisher } from './json-ld.ts';

/** What a story's metadata needs beside the story itself; all addresses absolute. */
interface StoryContext {
  publisher: Publisher;
  /** Makes a permalink absolute. */
  absolute: (path: string) => string;
  /** IANA zone in which dates are written. */
  timeZone: string;
  /** The lead picture in several shapes, that which the page shows first. */
  pictures: PictureFile[];
  words: number;
}

const types = {
  news: 'NewsArticle',
  brief: 'NewsArticle',
  reportage: 'ReportageNewsArticle',
  analysis: 'AnalysisNewsArticle',
  opinion: 'OpinionNewsArticle',
  explainer: 'BackgroundNewsArticle',
} as const satisfies Record<Exclude<ArticleKind, 'live'>, string>;

/** schema.org/NewsArticle for a story, or what is closest to its kind. */
export function storyJsonLd(
  article: Article,
  context: StoryContext,
): WithContext<NewsArticle | LiveBlogPosting> {
  const { kind, dateline } = article;
  const common = commonFacts(article, context);
  return kind === 'live'
    ? {
        '@context': 'https://schema.org',
        '@type': 'LiveBlogPosting',
        ...common,
        ...coverage(article, context),
      }
    : { '@context': 'https://schema.org', '@type': types[kind], ...common, dateline };
}

/** What is said of every story. Keys without a value are not written. */
function commonFacts(article: Article, { absolute, publisher, ...context }: StoryContext) {
  const { image, series, source } = article;
  const { pictures, timeZone, words } = context;
  const url = absolute(article.permalink);
  const named = (author: Author) => byline(author, absolute(author.path));
  const authors = article.authors.map(named);
  return {
    headline: article.title,
    description: article.description,
    url,
    mainEntityOfPage: source?.canonical ? source.url : url,
    datePublished: rfc3339(article.published, timeZone),
    dateModified: rfc3339(article.updated ?? article.published, timeZone),
    inLanguage: article.lang,
    articleSection: article.section.title,
    keywords: some(article.tags.map(({ title }) => title)),
    wordCount: words,
    image: image && pictures.map((picture) => credited(picture, image)),
    // The paper answers for what nobody signed.
    author: some(authors) ?? [
      { '@type': publisher['@type'], name: publisher.name, url: publisher.url } as const,
    ],
    contributor: some(article.contributors.map(({ author }) => named(author))),
    publisher,
    isAccessibleForFree: true,
    isBasedOn: source?.url,
    // Without its position there: a story that is added with an early date would change all later pages.
    isPartOf: series && {
      '@type': 'CreativeWorkSeries' as const,
      name: series.title,
      url: absolute(series.path),
    },
    correction: some(
      article.corrections.map(({ date, text }) => ({
        '@type': 'CorrectionComment' as const,
        text,
        datePublished: rfc3339(date, timeZone),
      })),
    ),
  } satisfies Omit<NewsArticleLeaf, '@type'>;
}

/** A live story's entries, the newest first. It lasts, as far as anybody can tell, until the last of them. */
function coverage({ published, updates }: Article, { timeZone }: StoryContext) {
  return {
    coverageStartTime: rfc3339(published, timeZone),
    coverageEndTime: rfc3339(updates.at(-1)?.date ?? published, timeZone),
    liveBlogUpdate: some(
      updates.toReversed().map(({ date, text }) => ({
        '@type': 'BlogPosting' as const,
        headline: text,
        articleBody: text,
        datePublished: rfc3339(date, timeZone),
      })),
    ),
  } satisfies Partial<LiveBlogPostingLeaf>;
}

/**
 * A picture with its credit, which belongs to the file at `contentUrl`. Who made it and who holds the rights is
 * told apart by the file’s own metadata, which derivatives carry: a credit line may name either.
 */
function credited(file: PictureFile, { caption, credit, source }: LeadImage): ImageObjectLeaf {
  const rights = source && (isLicence.test(source) ? { license: source } : { acquireLicensePage: source });
  return { ...imageObject(file), contentUrl: file.url, caption, creditText: credit, ...rights };
}

/** Editors give the address of the licence or that of the place the picture comes from. */
const isLicence = /^https?:\/\/(www\.)?creativecommons\.org\/(licenses|publicdomain)\//;

const some = <T>(list: T[]): T[] | undefined => (list.length > 0 ? list : undefined);
