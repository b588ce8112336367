import type { BreadcrumbList, NewsArticle, Organization, Thing, WebSite, WithContext } from 'schema-dts';
import { rfc3339 } from '../lib/time.ts';
import type { Article, Author } from '../model/archive.ts';

/** The paper, in absolute addresses. */
export interface Publisher {
  name: string;
  description: string;
  /** BCP 47 tag. */
  language: string;
  url: string;
  logo: string;
  searchUrl: string;
  principlesUrl?: string;
}

/** What a story's metadata needs beside the story itself; all addresses absolute. */
interface ArticleContext {
  publisher: Publisher;
  /** Makes a permalink absolute. */
  absolute: (path: string) => string;
  /** IANA zone in which dates are written. */
  timeZone: string;
  images: string[];
  words: number;
}

/** schema.org/WebSite with its search, for the front page. */
export function websiteJsonLd(publisher: Publisher): WithContext<WebSite> {
  return {
    '@context': 'https://schema.org',
    '@type': 'WebSite',
    name: publisher.name,
    description: publisher.description,
    url: publisher.url,
    inLanguage: publisher.language,
    publisher: organization(publisher),
    potentialAction: {
      '@type': 'SearchAction',
      target: { '@type': 'EntryPoint', urlTemplate: `${publisher.searchUrl}?q={query}` },
      // The key is Google's spelling of schema.org/query-input and is not in schema-dts.
      ...{ 'query-input': 'required name=query' },
    },
  };
}

/** schema.org/NewsArticle for a story. */
export function articleJsonLd(article: Article, context: ArticleContext): WithContext<NewsArticle> {
  const { absolute, timeZone, publisher } = context;
  const person = (author: Author) => ({
    '@type': author.type === 'organization' ? ('Organization' as const) : ('Person' as const),
    name: author.title,
    url: absolute(author.path),
  });
  const url = absolute(article.permalink);
  return {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    headline: article.title,
    description: article.description,
    url,
    mainEntityOfPage: article.source?.canonical ? article.source.url : url,
    datePublished: rfc3339(article.published, timeZone),
    dateModified: rfc3339(article.updated ?? article.published, timeZone),
    inLanguage: article.lang,
    articleSection: article.section.title,
    keywords: article.tags.map(({ title }) => title),
    wordCount: context.words,
    image: context.images,
    author: article.authors.map(person),
    contributor: article.contributors.map(({ author }) => person(author)),
    publisher: organization(publisher),
    isAccessibleForFree: true,
    ...(article.dateline && { dateline: article.dateline }),
    ...(article.source && { isBasedOn: article.source.url }),
    ...(article.corrections.length > 0 && {
      correction: article.corrections.map(({ date, text }) => ({
        '@type': 'CorrectionComment' as const,
        text,
        datePublished: rfc3339(date, timeZone),
      })),
    }),
  };
}

/** schema.org/BreadcrumbList; the last entry is the page itself. */
export function breadcrumbsJsonLd(trail: { title: string; url: string }[]): WithContext<BreadcrumbList> {
  return {
    '@context': 'https://schema.org',
    '@type': 'BreadcrumbList',
    itemListElement: trail.map(({ title, url }, index) => ({
      '@type': 'ListItem',
      position: index + 1,
      name: title,
      item: url,
    })),
  };
}

/** JSON-LD as the text of a `<script>`: `<` is escaped, so that no content can close the element. */
export function serializeJsonLd(thing: WithContext<Thing>): string {
  return JSON.stringify(thing).replaceAll('<', '\\u003c');
}

function organization({ name, url, logo, principlesUrl }: Publisher) {
  return {
    '@type': 'NewsMediaOrganization' as const,
    name,
    url,
    logo,
    ...(principlesUrl && { publishingPrinciples: principlesUrl }),
  } satisfies Organization;
}
