import { environment } from '../environment.ts';
import { buildArchive, type Archive } from '../model/archive.ts';
import type { Newsroom } from '../model/newsroom.ts';
import { site } from '../site.config.ts';

/** What of a newsroom is out at the moment of this build. */
export function publicArchive(newsroom: Newsroom): Archive {
  const { timeZone, language, title, description } = site;
  const { now } = environment;
  return buildArchive(newsroom, { timeZone, language, title, description, now, showHeld: false });
}
