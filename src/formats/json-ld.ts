import type {
  BreadcrumbList,
  ImageObjectLeaf,
  NewsMediaOrganizationLeaf,
  OrganizationLeaf,
  PersonLeaf,
  Thing,
  WebSite,
  WithContext,
} from 'schema-dts';
import type { Author } from '../model/archive.ts';

/** The paper in the words of schema.org; all addresses absolute. */
export interface Publisher extends NewsMediaOrganizationLeaf {
  name: string;
  url: string;
}

/** A picture at an absolute address, in pixels. */
export interface PictureFile {
  url: string;
  width: number;
  height: number;
}

/** What is said of a whole site: who publishes it, and how it is searched. All addresses absolute. */
interface WebsiteFacts {
  publisher: Publisher;
  description: string;
  /** BCP 47 tag. */
  language: string;
  /** Address of the search, which reads its query from `?q=`. */
  searchUrl: string;
}

/**
 * schema.org/NewsMediaOrganization.
 * @param logo square
 * @param policies addresses of the pages that say how the paper works, by schema.org’s name for them
 */
export function publisherJsonLd(
  { name, url }: { name: string; url: string },
  logo: PictureFile,
  policies: Omit<Partial<NewsMediaOrganizationLeaf>, '@type' | 'name' | 'url'>,
): Publisher {
  return { '@type': 'NewsMediaOrganization', name, url, logo: imageObject(logo), ...policies };
}

/** schema.org/WebSite with its search, for the front page. */
export function websiteJsonLd({
  publisher,
  description,
  language,
  searchUrl,
}: WebsiteFacts): WithContext<WebSite> {
  return {
    '@context': 'https://schema.org',
    '@type': 'WebSite',
    name: publisher.name,
    description,
    url: publisher.url,
    inLanguage: language,
    publisher,
    potentialAction: {
      '@type': 'SearchAction',
      target: { '@type': 'EntryPoint', urlTemplate: `${searchUrl}?q={query}` },
      // A property with a constraint on input (schema.org/docs/actions.html), of which schema-dts knows nothing here.
      ...{ 'query-input': 'required name=query' },
    },
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

/** schema.org/ImageObject. Sizes are text there (schema.org/Distance). */
export function imageObject({ url, width, height }: PictureFile): ImageObjectLeaf {
  return { '@type': 'ImageObject', url, width: `${width}`, height: `${height}` };
}

/**
 * Who is named in a byline.
 * @param url absolute
 */
export function byline(author: Author, url: string): PersonLeaf | OrganizationLeaf {
  const { type, title: name } = author;
  return { '@type': type === 'organization' ? 'Organization' : 'Person', name, url };
}

/**
 * JSON-LD as the text of a `<script>`, in which no content can close the element or end a line of script.
 * Halves of surrogate pairs, which no encoding has room for, become U+FFFD, as they do in the page.
 */
export function serializeJsonLd(thing: WithContext<Thing>): string {
  let json = JSON.stringify(thing);
  // JSON.stringify writes them, and nothing else, as this escape; or a story names it.
  if (json.includes('\\ud')) {
    json = JSON.stringify(thing, (_, value) => (typeof value === 'string' ? value.toWellFormed() : value));
  }
  return json.replace(/[<\u2028\u2029]/g, (sign) => escapes[sign]!);
}

const escapes: Record<string, string> = { '<': '\\u003c', '\u2028': '\\u2028', '\u2029': '\\u2029' };
