import { environment } from '../environment.ts';
import { securityExpiry } from '../formats/security-txt.ts';
import { digest } from '../lib/hash.ts';
import type { Archive, Article, Stream, Topic } from '../model/archive.ts';
import { storiesByYear } from '../model/calendar.ts';
import { feedDirectory, sectionOpmlPages, type ListedStreams } from '../model/feed-directory.ts';
import type { Feed } from '../model/feed-entries.ts';
import { makeFrontPage } from '../model/front-page.ts';
import * as permalink from '../model/permalink.ts';
import { relatedCount, relatedStories, seriesNeighbours } from '../model/related.ts';
import {
  feedPages,
  monthPages,
  storyPages,
  streamPages,
  textPages,
  withdrawnPages,
  yearPages,
  type SitePage,
} from '../model/site-pages.ts';
import { hasOwnCard } from '../model/social-cards.ts';
import { newsSitemap, paperSitemaps, sitemapPages, type SitemapEntry } from '../model/sitemap.ts';
import { site } from '../site.config.ts';

/** A page that the site has, and a name for all that it shows. */
export interface PlannedPage extends SitePage {
  /** Path below the site's root of the file it becomes. */
  file: string;
  /** Path of the page's template: `src/pages/index.astro`. */
  component: string;
  /** Digest of the content that it shows, and of its template. Equal digests mean equal files. */
  inputs: string;
  /** Whether it shows a text with code. */
  hasCode: boolean;
}

/** What pages show besides the archive, and what they are rendered with. */
export interface PlanFacts {
  /** By content path: digest of the file, the stories and pictures its text refers to. */
  texts: ReadonlyMap<string, TextDependencies>;
  /** By content path: digest of a picture. */
  pictures: ReadonlyMap<string, string>;
  /** Digest of each page's template, by its path, with everything it is made of. */
  templates: Readonly<Record<string, string>>;
  /** Digest of what a text with code imports, by content path. */
  code: Readonly<Record<string, string>>;
}

/** What a page that shows a text depends on. */
export interface TextDependencies {
  digest: string;
  /** Digest of the frontmatter alone. */
  dataDigest: string;
  references: { stories: { id: string }[]; pictures: { path: string }[] };
}

/** One or several templates of `src/pages`, their pages, and what of the content these show. */
interface Template {
  components: string[];
  pages: (archive: Archive) => TemplatePage[];
  inputs: (props: never, archive: Archive, versions: Versions) => string;
}

const template = <Props extends object>(
  name: string,
  pages: (archive: Archive) => SitePage<Props>[],
  inputs: (props: Props, archive: Archive, versions: Versions) => string,
): Template => {
  const component = `src/pages/${name}`;
  const ofTemplate = (archive: Archive) => pages(archive).map((page) => ({ ...page, component }));
  return { components: [component], pages: ofTemplate, inputs };
};

const feedTemplate = (name: string) => `src/pages/[...stream]/${name}.ts`;

const single = (path: string) => (): SitePage[] => [{ path, props: {} }];

/**
 * Every template of the site. One may only show what stands here among its inputs: that is what decides
 * whether a page is rendered again.
 */
const templates: Template[] = [
  template('index.astro', single(permalink.frontPath), (_, archive, { topic, card, cards }) => {
    const { lead, secondary, strips } = makeFrontPage(archive);
    const ofStrips = strips.map(({ section, articles }) => `${topic(section.topic)} ${cards(articles)}`);
    return [lead ? card(lead) : '', cards(secondary), ...ofStrips].join('\n');
  }),
  template('[year]/[month]/[day]/[slug].astro', storyPages, ({ article }, archive, { card, cards, text }) => {
    const { previous, next } = seriesNeighbours(archive, article);
    const related = relatedStories(archive, article, relatedCount);
    return [
      ...[card(article), text(article.path), cards(related)],
      ...[previous ? card(previous) : '', next ? card(next) : ''],
      hasOwnCard(article, archive, site.socialCards),
    ].join('\n');
  }),
  template('[year]/[month]/[day]/[withdrawn].astro', withdrawnPages, ({ withdrawn }, _, { topic }) => {
    const { published, date, reason, section } = withdrawn;
    return [published.getTime(), date.getTime(), reason, topic(section)].join('\n');
  }),
  template('[page].astro', textPages, ({ page }, _, { text }) => text(page.path)),
  template(
    '[...list].astro',
    (archive) => streamPages(archive, site.storiesPerPage),
    ({ stream, page }, _, { topic, cards }) =>
      [stream.kind, topic(stream.topic), page.path, page.older, page.newer, cards(page.articles)].join('\n'),
  ),
  template('[year]/[month]/index.astro', monthPages, ({ month }, _, { days }) => days(month.days)),
  template('[year]/index.astro', yearPages, ({ year }, _, { days }) =>
    year.months.map((month) => days(month.days)).join('\n'),
  ),
  template('archive.astro', single(permalink.archivePath), (_, archive) =>
    storiesByYear(archive)
      .flatMap(({ months }) => months.map(({ month, count }) => `${month} ${count}`))
      .join(' '),
  ),
  template('tags/index.astro', single(permalink.tagsPath), (_, { tags }, { counts }) =>
    counts(tags.values()),
  ),
  template('authors/index.astro', single(permalink.authorsPath), (_, { authors }, { counts }) =>
    counts(authors.values()),
  ),
  template('corrections.astro', single(permalink.correctionsPath), (_, { corrections }, { card }) =>
    corrections.map(({ article, date, text }) => `${card(article)} ${date.getTime()} ${text}`).join('\n'),
  ),
  {
    components: Object.values(permalink.feedNames).map(feedTemplate),
    // The formats of one feed show the same, and its stories are rendered for all three at once.
    pages: (archive) =>
      feedPages(archive, site).map((page) => ({
        ...page,
        component: feedTemplate(permalink.feedNames[page.props.format]),
      })),
    inputs: ({ feed }: { feed: Feed }, _, { feedVersion }) => feedVersion(feed),
  },
  template('feeds.astro', single(permalink.feedsPath), (_, archive, { topics }) => {
    const { sections, series, ...listed } = feedDirectory(archive);
    const ofKind = ({ shown, isAll }: ListedStreams) => `${topics(shown)} ${isAll}`;
    return [topics(sections), topics(series), ofKind(listed.topics), ofKind(listed.authors)].join('\n');
  }),
  template('feeds/[paper].opml.ts', single(permalink.paperOpmlPath(site.title)), (_, archive, { topics }) =>
    [archive.sections, archive.series].map((streams) => topics(streams.values())).join('\n'),
  ),
  template('feeds/sections/[section].opml.ts', sectionOpmlPages, ({ feeds }, _, { topics }) =>
    [[feeds.section], feeds.topics, feeds.authors].map(topics).join('\n'),
  ),
  template('sitemap.xml.ts', single(permalink.sitemapIndexPath), (_, archive) =>
    [newsSitemap(archive, environment.now), ...paperSitemaps(archive, site)]
      .map(({ path, changed }) => `${path} ${changed?.getTime()}`)
      .join('\n'),
  ),
  template(
    'sitemaps/[name].xml.ts',
    (archive) => sitemapPages(archive, site),
    ({ sitemap }, _, { listed }) => listed(sitemap.entries),
  ),
  template('sitemaps/news.xml.ts', single(permalink.newsSitemapPath), (_, archive, { listed }) =>
    listed(newsSitemap(archive, environment.now).entries),
  ),
  template('robots.txt.ts', single(permalink.robotsPath), () => ''),
  template('manifest.webmanifest.ts', single(permalink.manifestPath), () => ''),
  template(
    '.well-known/security.txt.ts',
    () => (site.security ? single(permalink.securityPath)() : []),
    () => securityExpiry(environment.now).toISOString(),
  ),
  template('search.astro', single(permalink.searchPath), () => ''),
  template('404.astro', single(permalink.notFoundPath), () => ''),
];

/** A page and the template that renders it. */
export type TemplatePage = SitePage & { component: string };

/** Every page of the site. */
export function* sitePages(archive: Archive): Generator<TemplatePage> {
  for (const { pages } of templates) yield* pages(archive);
}

/**
 * Every page of the site, with the digest of what it shows.
 * @throws {Error} when a template of `src/pages` is not known here
 */
export function planPages(archive: Archive, facts: PlanFacts): PlannedPage[] {
  const versions = new Versions(archive, facts);
  const known = new Set(templates.flatMap(({ components }) => components));
  const unknown = Object.keys(facts.templates).find((component) => !known.has(component));
  if (unknown) throw new Error(`${unknown} has no place in src/build/page-plan.ts: say what it shows.`);
  return templates.flatMap(({ pages, inputs }) =>
    pages(archive).map((page) => {
      const { component } = page;
      const shown = inputs(page.props as never, archive, versions);
      const digests = [facts.templates[component]!, versions.chrome, shown];
      const { article, page: text } = page.props as { article?: Article; page?: { path: string } };
      const hasCode = facts.code[(article ?? text)?.path ?? ''] !== undefined;
      return { ...page, file: fileOf(page.path), inputs: digest(...digests), hasCode };
    }),
  );
}

/** Digests of what pages show, each made once. */
class Versions {
  /** What stands on every page: the menu, the links at its foot, what it says of the publisher. */
  readonly chrome: string;
  readonly #archive: Archive;
  readonly #facts: PlanFacts;
  readonly #topics = new Map<Topic, string>();
  /** By the stories' places: a look into a large map of them takes many times as long. */
  readonly #cards: string[];
  readonly #stories: string[];
  readonly #feeds = new Map<Feed, string>();

  constructor(archive: Archive, facts: PlanFacts) {
    this.#archive = archive;
    this.#facts = facts;
    this.#cards = new Array(archive.articles.size);
    this.#stories = new Array(archive.articles.size);
    const linked = [...site.footerPages, ...Object.values(site.policies)].map((id) => {
      const page = archive.pages.get(id);
      return page && [page.permalink, page.data.title];
    });
    const menu = Array.from(archive.sections.values(), ({ topic }) => topic);
    this.chrome = digest(JSON.stringify([menu, linked, environment.preview]));
  }

  /** Of a section, tag, author or series. */
  readonly topic = (topic: Topic & { image?: { src: string } }): string => {
    let version = this.#topics.get(topic);
    if (version === undefined) {
      version = digest(JSON.stringify(topic), this.#picture(topic.image?.src));
      this.#topics.set(topic, version);
    }
    return version;
  };

  /** Of all that a story's frontmatter says. */
  readonly card = (article: Article): string => {
    let version = this.#cards[article.place];
    if (version === undefined) {
      let parts = this.topic(article.section);
      for (const author of article.authors) parts += this.topic(author);
      for (const tag of article.tags) parts += this.topic(tag);
      for (const { author } of article.contributors) parts += this.topic(author);
      if (article.series) parts += this.topic(article.series);
      const own = this.#facts.texts.get(article.path)!.dataDigest;
      version = digest(`${article.permalink} ${own} ${parts} ${this.#picture(article.image?.src)}`);
      this.#cards[article.place] = version;
    }
    return version;
  };

  readonly cards = (articles: Article[]): string => articles.map(this.card).join(' ');

  readonly days = (streams: Stream[]): string =>
    streams.map(({ articles }) => this.cards(articles)).join('\n');

  readonly topics = (streams: Iterable<Stream>): string =>
    Array.from(streams, ({ topic }) => this.topic(topic)).join(' ');

  readonly counts = (streams: Iterable<Stream>): string =>
    Array.from(streams, ({ topic, articles }) => `${this.topic(topic)} ${articles.length}`).join(' ');

  /** Of what a sitemap says of pages. */
  readonly listed = (entries: SitemapEntry[]): string =>
    entries
      .map(({ path, changed, article }) => (article ? this.card(article) : `${path} ${changed?.getTime()}`))
      .join('\n');

  /** Of a feed and the stories in it, in any format. */
  readonly feedVersion = (feed: Feed): string => {
    let version = this.#feeds.get(feed);
    if (version === undefined) {
      const { topic, path, entries, older, newer } = feed;
      const stories = entries.map(({ article, ordinal }) =>
        // A correction says nothing that its story's frontmatter does not.
        ordinal === undefined ? this.#story(article) : `${ordinal} ${this.card(article)}`,
      );
      version = digest([this.topic(topic), path, older, newer, ...stories].join('\n'));
      this.#feeds.set(feed, version);
    }
    return version;
  };

  #story(article: Article): string {
    let version = this.#stories[article.place];
    if (version === undefined) {
      version = `${this.card(article)} ${this.text(article.path)}`;
      this.#stories[article.place] = version;
    }
    return version;
  }

  /** Of a text and what it shows of other stories. */
  readonly text = (path: string): string => {
    const { digest, references } = this.#facts.texts.get(path)!;
    const code = this.#facts.code[path] ?? '';
    if (references.stories.length === 0 && references.pictures.length === 0) return digest + code;
    const stories = references.stories.map(({ id }) => {
      const story = this.#archive.articles.get(id);
      return story ? this.card(story) : '';
    });
    const pictures = references.pictures.map(({ path }) => this.#picture(path));
    return [digest, code, ...stories, ...pictures].join(' ');
  };

  #picture(path: string | undefined): string {
    return path === undefined ? '' : (this.#facts.pictures.get(path) ?? '');
  }
}

/** Files have the characters of an address, not their codes. */
function fileOf(path: string): string {
  const file = decodeURIComponent(path.slice(1));
  return file === '' || file.endsWith('/') ? `${file}index.html` : file;
}
