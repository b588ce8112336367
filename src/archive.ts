import type { Archive } from './model/archive.ts';

type Provider = () => Promise<Archive>;

const key = Symbol.for('standfirst.archive');
/** The page templates are bundled with a copy of this module: the two can only meet outside of it. */
const place = globalThis as { [key]?: Provider };

/** Says where {@link getArchive} takes the archive from: in a build once, in `npm run dev` the newest. */
export function provideArchive(provider: Provider): void {
  place[key] = provider;
}

/**
 * The paper's archive, for the pages. In `npm run dev` it holds drafts and embargoed stories, and an edit
 * gives another one.
 */
export function getArchive(): Promise<Archive> {
  const provider = place[key];
  if (!provider)
    throw new Error('No archive was provided; pages are made by "npm run build" and "npm run dev".');
  return provider();
}
