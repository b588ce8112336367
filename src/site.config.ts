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
  /**
   * Stories in each feed: the newest N, at most 30; corrections come on top. As many entries are in a document of
   * the archive of feeds, which never changes: choose it early.
   */
  feedLength: number;
  /** Address of a WebSub hub that every feed names; the deploy has to tell it of changes. Optional. */
  hub?: string;
  /**
   * How many stories may have a social card of their own, the newest ones: the picture that other sites show with
   * a link to a story which has no lead picture of at least 600 pixels width. Older ones show their section's, so
   * that cards take the same room in any archive: 1,000 are about 19 MB, and take some seconds when all are drawn anew.
   */
  socialCards: number;
  /**
   * npm packages of Fontsource whose fonts social cards are set in: of each character in the first that has it.
   * Begin with the paper's own. A headline with letters that none has gets its section's card.
   */
  socialCardFonts: string[];
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
  /**
   * Pages (ids in `content/pages`) that say how the paper works, by schema.org's name for what they say: search
   * engines are told of those that exist. One page may say several things.
   */
  policies: { [what in Policy]?: string };
  /** What `npm run check` warns of, beyond the mistakes that keep the paper from being built. */
  copyDesk: CopyDeskConfig;
  /** Whom to tell of a weakness of the site: makes `/.well-known/security.txt`; optional. */
  security?: SecurityContact;
}

/** What the copy desk warns of. */
export interface CopyDeskConfig {
  /** Codes of the warnings that this paper does without: `['long-standfirst']`. The handbook lists them. */
  off: string[];
  /**
   * A number, quotation or name that changed in a published story while no correction or update was added: a
   * warning, an error, or nothing.
   */
  silentChange: 'warn' | 'error' | 'off';
}

/** What a page may say of the paper, as properties of schema.org/NewsMediaOrganization. */
export type Policy =
  /** Its principles as a whole. */
  | 'publishingPrinciples'
  | 'ethicsPolicy'
  /** How mistakes are corrected. */
  | 'correctionsPolicy'
  /** How readers reach the newsroom and what comes of it. */
  | 'actionableFeedbackPolicy'
  /** Who owns and pays for it. */
  | 'ownershipFundingInfo'
  /** Who leads it. */
  | 'masthead'
  /** What it covers first, and what it stands for. */
  | 'missionCoveragePrioritiesPolicy'
  | 'diversityPolicy'
  | 'diversityStaffingReport'
  /** When a story has no byline. */
  | 'noBylinesPolicy'
  /** When a source is not named. */
  | 'unnamedSourcesPolicy'
  /** How facts are checked. */
  | 'verificationFactCheckingPolicy';

/** What `security.txt` tells those who found a weakness of the site (RFC 9116). */
export interface SecurityContact {
  /** Where to write, the preferred first: `mailto:security@example.org`, `https://example.org/security/`, `tel:+44…`. */
  contact: string[];
  /** A key to write with: its web address, or `openpgp4fpr:` and its fingerprint. */
  encryption?: string;
  /** Address of a page that thanks those who reported something. */
  acknowledgments?: string;
  /** Languages you read, as BCP 47 tags. */
  preferredLanguages?: string[];
  /** Address of a page that says how reports are handled. */
  policy?: string;
  /** Address of a page with vacancies that have to do with security. */
  hiring?: string;
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
  socialCards: 1000,
  socialCardFonts: [
    '@fontsource-variable/source-serif-4',
    '@fontsource-variable/noto-naskh-arabic',
    '@fontsource-variable/noto-serif-hebrew',
    '@fontsource-variable/noto-emoji',
  ],
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
  policies: {
    publishingPrinciples: 'ethics',
    ethicsPolicy: 'ethics',
    correctionsPolicy: 'corrections-policy',
    actionableFeedbackPolicy: 'contact',
  },
  copyDesk: { off: [], silentChange: 'warn' },
  security: { contact: ['mailto:security@standfirst.example'], preferredLanguages: ['en'] },
};
