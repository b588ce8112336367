import {
  ErrorLevel,
  SitemapIndexStream,
  SitemapStream,
  streamToPromise,
  type SitemapItemLoose,
} from 'sitemap';

/** A page for search engines; addresses absolute. */
export interface ListedPage {
  url: string;
  changed?: Date;
  /** Address of a picture that the page shows. */
  picture?: string;
  /** Of a story that is news. */
  news?: {
    /** Moment with its zone, RFC 3339. */
    published: string;
    /** Plain text. */
    title: string;
  };
}

/** The paper, as Google News knows it. */
interface Publication {
  name: string;
  /** BCP 47 tag. */
  language: string;
}

/** A sitemap (sitemaps.org) with the pictures of its pages. */
export function sitemapXml(pages: ListedPage[]): Promise<string> {
  return writeItems(pages.map(sitemapItem), { image: true });
}

/** A sitemap with what Google News wants to know of stories. */
export function newsSitemapXml(pages: ListedPage[], { name, language }: Publication): Promise<string> {
  const publication = { name, language: newsLanguage(language) };
  const items = pages.map(({ news, ...page }) => ({
    ...sitemapItem(page),
    news: news && { publication, publication_date: news.published, title: news.title },
  }));
  return writeItems(items, { news: true });
}

/** The list of a site's sitemaps; `changed`: newest change among its pages. */
export function sitemapIndexXml(sitemaps: { url: string; changed?: Date }[]): Promise<string> {
  const stream = new SitemapIndexStream({ level: ErrorLevel.THROW });
  return writeAll(stream, sitemaps.map(sitemapItem));
}

const sitemapItem = ({ url, changed, picture }: ListedPage): SitemapItemLoose => ({
  url,
  lastmod: changed?.toISOString(),
  img: picture,
});

function writeItems(
  items: SitemapItemLoose[],
  namespaces: { image?: boolean; news?: boolean },
): Promise<string> {
  const xmlns = { image: false, news: false, video: false, xhtml: false, ...namespaces };
  return writeAll(new SitemapStream({ level: ErrorLevel.THROW, xmlns }), items);
}

async function writeAll(stream: SitemapStream | SitemapIndexStream, items: object[]): Promise<string> {
  const written = streamToPromise(stream);
  for (const item of items) stream.write(item);
  stream.end();
  return (await written).toString('utf8');
}

/** Two or three letters (ISO 639); Chinese is told apart by its script. */
function newsLanguage(language: string): string {
  const { language: letters, script } = new Intl.Locale(language).maximize();
  if (letters !== 'zh') return letters;
  return script === 'Hant' ? 'zh-tw' : 'zh-cn';
}
