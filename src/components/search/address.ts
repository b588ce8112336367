/** The paper's root on its host: `/`, or `/paper/`. */
export const base = import.meta.env.BASE_URL.replace(/\/?$/, '/');

/** A permalink as a link on this site: what `site.ts` does for pages, for code in the browser. */
export const href = (path: string): string => base + path.slice(1);
