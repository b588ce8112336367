import { getCollection } from 'astro:content';
import { relative, resolve, sep } from 'node:path';
import { environment } from './environment.ts';
import { buildArchive, type Archive } from './model/archive.ts';
import { site } from './site.config.ts';

let archive: Promise<Archive> | undefined;

/**
 * The paper's archive: read from Astro's content collections once and kept. In `npm run dev` it holds drafts
 * and embargoed stories, and an edit makes Vite evaluate this module, and so read the collections, anew.
 */
export function getArchive(): Promise<Archive> {
  return (archive ??= loadArchive());
}

async function loadArchive(): Promise<Archive> {
  const [articles, pages, sections, tags, authors, series, front, redirects] = await Promise.all([
    getCollection('articles'),
    getCollection('pages'),
    getCollection('sections'),
    getCollection('tags'),
    getCollection('authors'),
    getCollection('series'),
    getCollection('front'),
    getCollection('redirects'),
  ]);
  const source = (entry: { id: string; filePath?: string; digest?: string | number }) => ({
    path: relative(environment.contentDir, resolve(environment.root, entry.filePath!)).replaceAll(sep, '/'),
    digest: String(entry.digest),
  });
  return buildArchive(
    {
      articles: articles.map((entry) => ({ id: entry.id, ...source(entry), data: entry.data })),
      pages: pages.map((entry) => ({ id: entry.id, ...source(entry), data: entry.data })),
      sections: sections.map(({ data }) => data),
      tags: new Map(tags.map(({ id, data }) => [id, data])),
      authors: new Map(authors.map(({ id, data }) => [id, data])),
      series: new Map(series.map(({ id, data }) => [id, data])),
      front: front[0]?.data ?? {},
      redirects: redirects[0]?.data ?? {},
    },
    {
      timeZone: site.timeZone,
      language: site.language,
      title: site.title,
      description: site.description,
      now: environment.now,
      showHeld: import.meta.env.DEV,
    },
  );
}
