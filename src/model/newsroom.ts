import { z } from 'zod';
import { leadImageSchema, type ArticleFrontmatter } from './article.ts';

const text = z.string().min(1);

/** One entry of `content/sections.yaml`, a list in menu order. */
export const sectionSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
    .describe('Name in addresses and in frontmatter: small letters, digits, hyphens.'),
  title: text.describe('Name in the menu.'),
  description: text.optional().describe('A sentence at the head of the section’s page.'),
});

/** A value of the mapping in `content/tags.yaml`, whose keys are tag ids. */
export const tagSchema = z.strictObject({
  title: text.optional().describe('Name shown to readers; default: the id in words.'),
  description: text.optional().describe('Introduction at the head of the tag’s page.'),
});

/** `content/authors/id.yaml`. An author needs no file: a name in frontmatter is enough. */
export const authorSchema = z.strictObject({
  name: text.describe('Byline.'),
  type: z
    .enum(['person', 'organization'])
    .optional()
    .describe('An agency or a desk is an organization; default person.'),
  role: text.optional().describe('Job title: "Moscow correspondent".'),
  description: text.optional().describe('A few sentences at the head of the author’s page.'),
  url: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('The author’s own site.'),
  image: leadImageSchema.optional().describe('Portrait, beside the author’s file.'),
});

/** `content/series/id.yaml`. */
export const seriesSchema = z.strictObject({
  title: text.describe('Name of the series.'),
  description: text.optional().describe('What it is about, in a sentence or two.'),
});

/** Frontmatter of `content/pages/id.mdx`. */
export const pageSchema = z.strictObject({
  title: text.describe('Heading of the page.'),
  description: text.describe('What the page says, for search engines.'),
  updatedDate: text.optional().describe('When it last changed.'),
});

/** `content/front.yaml`: how the front page is curated. Every key is optional, and so is the file. */
export const frontSchema = z.strictObject({
  lead: text.optional().describe('Id of the lead story; default: the newest with a picture.'),
  secondary: z.array(text).optional().describe('Ids of the stories beside the lead; default: the newest.'),
  strips: z.array(text).optional().describe('Section ids of the strips below, in order; default: all.'),
});

/** `content/redirects.yaml`: a legacy path and where it leads now, a path or a web address. */
export const redirectsSchema = z.record(z.string().startsWith('/'), text);

/** An entry of `sections.yaml`. */
export type SectionData = z.infer<typeof sectionSchema>;
/** An entry of `tags.yaml`. */
export type TagData = z.infer<typeof tagSchema>;
/** A file of `authors/`. */
export type AuthorData = z.infer<typeof authorSchema>;
/** A file of `series/`. */
export type SeriesData = z.infer<typeof seriesSchema>;
/** Frontmatter of a file of `pages/`. */
export type PageData = z.infer<typeof pageSchema>;
/** `front.yaml`. */
export type FrontData = z.infer<typeof frontSchema>;
/** `redirects.yaml`: where each legacy path leads now. */
export type Redirects = z.infer<typeof redirectsSchema>;

/** Where a body of Markdown came from. */
export interface SourceFile {
  /** Path below the content folder, with forward slashes: `articles/2024/10/slug.mdx`. */
  path: string;
  /** Digest of the file's bytes. */
  digest: string;
}

/** A story’s file. `id`: its path below `articles/` without extension. */
export type ArticleEntry = SourceFile & { id: string; data: ArticleFrontmatter };
/** A page’s file. `id`: its name without extension. */
export type PageEntry = SourceFile & { id: string; data: PageData };

/** All that was read from `content/`, checked by the schemas: plain data, nothing interpreted, no bodies. */
export interface Newsroom {
  articles: ArticleEntry[];
  pages: PageEntry[];
  sections: SectionData[];
  tags: Map<string, TagData>;
  authors: Map<string, AuthorData>;
  series: Map<string, SeriesData>;
  front: FrontData;
  redirects: Redirects;
}
