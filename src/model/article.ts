import { z } from 'zod';

/** Text that an editor typed: never empty. */
const text = z.string().min(1);

/** A moment: `2024-10-02`, `2024-10-02 14:05` (both in the paper's zone) or `2024-10-02T14:05:00+03:00`. */
const moment = z
  .string()
  .min(1)
  .meta({ examples: ['2024-10-02T14:05:00+03:00', '2024-10-02 14:05'] });

/** A web address with its scheme. */
const webAddress = z.url({ protocol: /^https?$/ });

/** An absolute URI (RFC 3986, section 4.3): `https://old.example/?p=7`, `urn:uuid:…`, `tag:old.example,2009:7`. */
const absoluteUri = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`]+$/)
  .meta({ examples: ['urn:uuid:c2b767ee-37bd-5da7-b199-895f68cee285', 'https://old.example/?p=7'] });

/** What kind of journalism a story is; decides its label and its schema.org type. */
export const articleKinds = [
  'news',
  'brief',
  'reportage',
  'analysis',
  'opinion',
  'explainer',
  'live',
] as const;
/** One of these. */
export type ArticleKind = (typeof articleKinds)[number];

/** A picture with what a reader is owed about it. */
export const leadImageSchema = z.strictObject({
  src: text.describe('File name of the picture, beside the story; 1600 pixels wide or more is best.'),
  alt: text.describe('What is seen, for those who cannot see it. Not the caption again.'),
  caption: text.optional().describe('What the reader should know about the picture.'),
  credit: text.describe('Photographer or artist, and agency.'),
  source: webAddress.optional().describe('Where the picture comes from: a web address.'),
  focus: z
    .string()
    .regex(/^(?:100|\d{1,2})% (?:100|\d{1,2})%$/)
    .optional()
    .describe('The point that every crop must keep, from the top left: "62% 40%". Default "50% 50%".'),
});

/** A dated note on a story. */
const notice = z.strictObject({
  date: moment.describe('When it was made; with a zone, or in the paper’s.'),
  text: text.describe('What changed, in a sentence a reader understands.'),
});

/** Frontmatter of `content/articles/YYYY/MM/slug.mdx`: the manual of every key an editor may write. */
export const articleSchema = z.strictObject({
  title: text.describe('Headline. Plain text.'),
  description: text.describe('Standfirst: what the story says, in a sentence or two. Plain text.'),
  pubDate: moment.describe(
    'First publication; with a zone, or a plain date or time in the paper’s. Never changes after. In the future: an embargo.',
  ),
  section: text.describe('Id of a section in content/sections.yaml.'),
  authors: z.array(text).optional().describe('Bylines in order: ids of files in content/authors, or names.'),
  contributors: z
    .array(
      z.strictObject({
        name: text.describe('Author id or name.'),
        role: text.describe('How they contributed: "reporting" prints "AFP contributed reporting."'),
      }),
    )
    .optional()
    .describe('Who else worked on the story, and how.'),
  kicker: text.optional().describe('The line above the headline.'),
  dateline: text.optional().describe('The place the story was filed from.'),
  image: leadImageSchema.optional().describe('The lead picture.'),
  tags: z
    .array(text)
    .optional()
    .describe('Topics. A tag needs no file; content/tags.yaml may give it a title.'),
  series: text.optional().describe('Id of a file in content/series.'),
  related: z.array(text).optional().describe('Ids of stories to offer after this one, e.g. 2024/10/slug.'),
  source: z
    .strictObject({
      name: text.describe('Who published the original.'),
      url: webAddress.describe('Address of the original.'),
      canonical: z
        .union([z.boolean(), z.enum(['true', 'false'])])
        .optional()
        .describe('true: search engines are sent to the original (republished word for word).'),
    })
    .optional()
    .describe('The original of republished or retold copy; shown with a link.'),
  kind: z.enum(articleKinds).optional().describe('Kind of journalism; default news.'),
  updatedDate: moment.optional().describe('Last change of substance. Does not move the story in any list.'),
  updates: z.array(notice).optional().describe('What was added since, in any order.'),
  corrections: z.array(notice).optional().describe('What was wrong and is now right, in any order.'),
  withdrawn: z
    .strictObject({
      date: moment.describe('When it was taken back; with a zone, or in the paper’s.'),
      reason: text.describe('Why, in a sentence or two for readers.'),
    })
    .optional()
    .describe('Takes a published story back: its page then says so, and nothing else shows it.'),
  slug: z
    .string()
    .regex(/^[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:[-_.~][\p{L}\p{N}][\p{L}\p{N}\p{M}]*)*$/u)
    .optional()
    .describe(
      'Last part of the address, when it is not the file’s name: letters and digits joined by hyphens.',
    ),
  guid: absoluteUri
    .optional()
    .describe(
      'The story’s name in feeds, when it is not to follow from its file: that of the system it came from, or the one it had before its file was renamed. Never changes.',
    ),
  draft: z
    .union([z.boolean(), z.enum(['true', 'false'])])
    .optional()
    .describe('true: held back from everything that is built.'),
  lang: z
    .string()
    .regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/)
    .optional()
    .describe('Language of the story as a BCP 47 tag such as "fr" or "pt-BR", when it is not the paper’s.'),
});

/** Frontmatter of one article as it was written: strings, checked but not yet interpreted. */
export type ArticleFrontmatter = z.infer<typeof articleSchema>;
/** A picture as frontmatter names it. */
export type LeadImage = z.infer<typeof leadImageSchema>;
