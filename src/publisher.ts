import type { Publisher } from './formats/json-ld.ts';
import type { Archive } from './model/archive.ts';
import { pagePath, searchPath } from './model/permalink.ts';
import { site } from './site.config.ts';
import { absoluteUrl } from './site.ts';

/** The paper as machines are told of it. */
export const publisherOf = ({ pages }: Archive): Publisher => ({
  name: site.title,
  description: site.description,
  language: site.language,
  url: absoluteUrl('/'),
  logo: absoluteUrl('/favicon.svg'),
  searchUrl: absoluteUrl(searchPath),
  principlesUrl:
    site.principlesPage !== undefined && pages.has(site.principlesPage)
      ? absoluteUrl(pagePath(site.principlesPage))
      : undefined,
});
