/**
 * The paper's settings: the one file that an adopter edits.
 *
 * What differs between two machines that build the same paper (folders, address, clock)
 * is in the environment instead: see `environment.ts`.
 */
export interface SiteConfig {
  /** Name of the paper: masthead, titles, feed, JSON-LD publisher. Plain text. */
  title: string;
  /** The line under the masthead. Plain text, at most about 60 characters. */
  tagline: string;
  /** One or two sentences for search engines and the feed's `<description>`. Plain text. */
  description: string;
  /** Public address of the paper's root, `https://host`, without a path. `SITE_URL` overrides it. */
  url: string;
  /** Language of the paper as a BCP 47 tag; also decides how dates and numbers are written. */
  language: string;
  /** Direction in which the paper's language is written. */
  direction: 'ltr' | 'rtl';
  /** IANA time zone. Plain dates in frontmatter are read in it and every date on the site is shown in it. */
  timeZone: string;
  /** Copyright line of the footer and the feed. Plain text. */
  copyright: string;
  /** Stories on one list page; a numbered page holds exactly this many for ever. A whole number above 0. */
  storiesPerPage: number;
  /** Stories in each feed: the newest N, at most 30; corrections come on top. */
  feedLength: number;
  /** Words a minute used for the reading time. 230 is usual for English prose. */
  readingSpeed: number;
  /** A story with at least this many words and three headings gets a list of contents. */
  contentsFromWords: number;
  /**
   * Whether an article may hold code: MDX `import`, `export` and `{expressions}` run while the site is
   * built, with the builder's rights. `deny` makes them an error: for papers that take files from outsiders.
   */
  articleCode: 'allow' | 'deny';
  /**
   * Sites whose players `<Embed>` may load after the reader asked, by the host of the link an editor pastes.
   * `player` returns the address of the frame for a link, or `undefined` when it is none of theirs.
   * The frame's origin is added to the content security policy.
   */
  embeds: EmbedProvider[];
  /** Links at the foot of every page: ids of files in `content/pages`, in order; those that exist are shown. */
  footerPages: string[];
  /** Page (id in `content/pages`) with the paper's publishing principles, named in JSON-LD; optional. */
  principlesPage?: string;
}

/** One site whose player may be shown inside a story. */
export interface EmbedProvider {
  /** Name shown to the reader: "Loads a video from YouTube". */
  name: string;
  /** Origin of the frame, `https://host`; the only origin allowed in `frame-src`. */
  origin: string;
  /** Address of the player for a link, or `undefined` when the link is not this provider's. */
  player: (link: URL) => string | undefined;
}

/** This paper's settings. */
export const site: SiteConfig = {
  title: 'Standfirst',
  tagline: 'A newsroom in a git repository',
  description:
    'Standfirst is a sample newspaper: world affairs, politics, the economy, science and culture, retold from the record with links to the original.',
  url: 'https://standfirst.example',
  language: 'en-GB',
  direction: 'ltr',
  timeZone: 'Europe/London',
  copyright: '© Standfirst. Sample stories and illustrations under CC BY 4.0.',
  storiesPerPage: 24,
  feedLength: 30,
  readingSpeed: 230,
  contentsFromWords: 700,
  articleCode: 'allow',
  embeds: [
    {
      name: 'YouTube',
      origin: 'https://www.youtube-nocookie.com',
      player(link) {
        const id =
          link.hostname === 'youtu.be'
            ? link.pathname.slice(1)
            : /(^|\.)youtube(-nocookie)?\.com$/.test(link.hostname)
              ? (link.searchParams.get('v') ?? /^\/embed\/([\w-]+)/.exec(link.pathname)?.[1])
              : undefined;
        return id && /^[\w-]{6,20}$/.test(id)
          ? `https://www.youtube-nocookie.com/embed/${id}?autoplay=1`
          : undefined;
      },
    },
    {
      name: 'Vimeo',
      origin: 'https://player.vimeo.com',
      player(link) {
        const id = /(^|\.)vimeo\.com$/.test(link.hostname)
          ? /^\/(?:video\/)?(\d+)/.exec(link.pathname)?.[1]
          : undefined;
        return id && `https://player.vimeo.com/video/${id}?dnt=1&autoplay=1`;
      },
    },
  ],
  footerPages: ['about', 'ethics', 'corrections-policy', 'contact', 'privacy', 'accessibility'],
  principlesPage: 'ethics',
};
