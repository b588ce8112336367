import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { interpret } from '../content/content-kinds.ts';
import { decodeText } from '../content/decode-text.ts';
import { placeAt } from '../content/mistake.ts';
import { environment } from '../environment.ts';
import { cutFrontmatter } from '../lib/frontmatter.ts';
import { parseMoment } from '../lib/time.ts';
import type { ArticleFrontmatter } from '../model/article.ts';
import { isDraft } from '../model/interpret-article.ts';
import { site } from '../site.config.ts';
import { proseOf } from './copy-desk/prose.ts';
import type { Remark } from './copy-desk/remark.ts';
import {
  describeChanges,
  quotedParts,
  silentChanges,
  speakersIn,
  type StoryVersion,
} from './copy-desk/silent-change.ts';
import type { ChangedFile } from './published-versions.ts';

/** Remarks on stories that were published when they were committed, and say something else now. */
export function silentChangeRemarks(changed: ChangedFile[]): Remark[] {
  return changed.flatMap(({ path, before }): Remark[] => {
    const old = readVersion(path, before);
    const now = readVersion(path, readFileSync(join(environment.contentDir, path)));
    if (!old || !now || !wasPublished(old.data) || now.data.withdrawn) return [];
    const changes = silentChanges(old, now);
    const [first] = changes;
    if (!first) return [];
    const id = path.replace(/^articles\/|\.mdx?$/g, '');
    const message =
      `This story is published, and ${describeChanges(changes)}; no correction or update says so. ` +
      `Run: npm run correct -- ${id} "what was wrong and is now right".`;
    const { where } = first;
    return [
      {
        ...{ code: 'silent-change', path, message },
        where: 'offset' in where ? placeAt(now.text, where.offset) : where,
      },
    ];
  });
}

/** A version of a story; `undefined` when it cannot be read. */
function readVersion(path: string, bytes: Uint8Array): (StoryVersion & { text: string }) | undefined {
  const text = decodeText(bytes);
  if (typeof text !== 'string') return undefined;
  const { data, sound } = interpret('articles', path, text, site.timeZone);
  const cut = cutFrontmatter(text);
  if (!cut || !(data ?? sound)) return undefined;
  const story = (data ?? sound)!;
  const prose = proseOf(text, cut.bodyOffset, path.endsWith('.mdx'));
  return {
    ...{ text, data: story, prose: prose.text },
    ...{ quoted: quotedParts(text, prose), speakers: speakersIn(text, prose) },
    language: story.lang ?? site.language,
  };
}

/** Whether readers could see a story. */
export function wasPublished(data: StoryVersion['data']): boolean {
  const published = data.pubDate === undefined ? undefined : parseMoment(data.pubDate, site.timeZone);
  const isHeld = isDraft({ data: data as ArticleFrontmatter }) || data.withdrawn !== undefined;
  return published !== undefined && published <= environment.now && !isHeld;
}
