// Of `astro:content`, which brings all that reads collections as well, `npm run dev` would start later.
import { defineCollection } from 'astro/content/config';
import { contentLoader } from './content/content-loader.ts';
import type { ContentKind } from './content/content-kinds.ts';
import { environment } from './environment.ts';
import { articleSchema } from './model/article.ts';
import {
  authorSchema,
  frontSchema,
  pageSchema,
  redirectsSchema,
  sectionSchema,
  seriesSchema,
  tagSchema,
} from './model/newsroom.ts';
import type { z } from 'zod';

const collection = <Schema extends z.ZodType>(kind: ContentKind, schema: Schema) =>
  defineCollection({ loader: contentLoader(kind, environment.contentDir), schema });

/**
 * One collection for each kind of file in `content/`, from which editors' programs learn the keys of frontmatter.
 * Pages take what they show from `archive.ts`.
 */
export const collections = {
  articles: collection('articles', articleSchema),
  pages: collection('pages', pageSchema),
  sections: collection('sections', sectionSchema),
  tags: collection('tags', tagSchema),
  authors: collection('authors', authorSchema),
  series: collection('series', seriesSchema),
  front: collection('front', frontSchema),
  redirects: collection('redirects', redirectsSchema),
};
