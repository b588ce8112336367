import { environment } from '../environment.ts';
import { buildArchive, type Archive } from '../model/archive.ts';
import type { Newsroom } from '../model/newsroom.ts';
import { site } from '../site.config.ts';

/** What this build shows of a newsroom: what is out at its moment, or in a preview everything. */
export function builtArchive(newsroom: Newsroom): Archive {
  const { timeZone, language, title, description } = site;
  const { now, preview } = environment;
  return buildArchive(newsroom, { timeZone, language, title, description, now, showHeld: preview });
}
