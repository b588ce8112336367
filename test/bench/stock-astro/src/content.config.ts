import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import { z } from 'astro/zod';

const notes = z.array(z.object({ date: z.coerce.date(), text: z.string() })).default([]);

export const collections = {
  articles: defineCollection({
    loader: glob({ base: './articles', pattern: '**/*.mdx' }),
    schema: z.object({
      title: z.string(),
      description: z.string(),
      pubDate: z.coerce.date(),
      section: z.string(),
      authors: z.array(z.string()).default([]),
      tags: z.array(z.string()).default([]),
      updates: notes,
      corrections: notes,
    }),
  }),
};
