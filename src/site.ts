import { environment } from './environment.ts';
import { createDateWriter } from './lib/time.ts';
import { site } from './site.config.ts';

/** Dates in the paper's language and zone. */
export const dates = createDateWriter(site.language, site.timeZone);

/** A path of `permalink.ts` as a link on this site: with `BASE_PATH`, without the host. */
export const href = (path: string): string => environment.base + path;

/** A path of `permalink.ts` as an absolute address. */
export const absoluteUrl = (path: string): string => environment.origin + environment.base + path;
