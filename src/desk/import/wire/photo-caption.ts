import { agencyOf } from '../agencies.ts';

/** The line below an agency's photograph, taken apart. */
export interface PhotoCaption {
  /** Who and what is seen; empty when the line names only who made the picture. */
  seen: string;
  photographer?: string;
  /** Agencies and sites, in their order. */
  agencies: string[];
  /** Photographer and agencies as they were written. */
  credit: string;
}

const pictureWords =
  'photo(?:graph)?|foto|fotografía|picture|image|imagen|bild|фото|фотография|снимок|світлина|знімок';
/** Where a word ends, in any script. */
const wordEnd = String.raw`(?![\p{L}\p{M}])`;

const label = String.raw`(?:©|\(c\)|(?:(?:crédits?|créditos?|credito|bildquelle|источник|автор) )?(?:${pictureWords}|credit|crédit)s?${wordEnd}(?: credit| by| courtesy of| von| par)?)\s*:?`;

/**
 * Takes the line below a photograph apart: `Who is seen. Photographer, AGENCY / site`, with the credit after the
 * last sentence, in brackets or behind a word such as "Photo:".
 * @returns nothing when the text does not end in a credit
 */
export function splitCaption(text: string): PhotoCaption | undefined {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line === '' || line.length > 600) return undefined;
  return inBrackets(line) ?? behindLabel(line) ?? behindSentence(line);
}

const plainLabel = new RegExp(
  String.raw`(?:^|[\s([])(?:${pictureWords})s?${wordEnd}(?: credit)?(?:\s*:| by| courtesy of)\s*\S`,
  'iu',
);

/** Whether a text says itself that it belongs to a photograph: `Photo: Jane Doe/dpa`, `Who is seen. (Photo by AFP)`. */
export const isLabelledCaption = (text: string): boolean =>
  plainLabel.test(text) && splitCaption(text) !== undefined;

/** `Who is seen (Photo by Jane Doe / AFP)`, `Who is seen. [Jane Doe/Reuters]`. */
function inBrackets(line: string): PhotoCaption | undefined {
  const match = /^(.*?)\s*[([]([^()[\]]+)[)\]]\.?$/.exec(line);
  if (!match) return undefined;
  const unlabelled = match[2]!.replace(new RegExp(`^${label}\\s*`, 'iu'), '');
  const isLabelled = unlabelled !== match[2];
  return captionOf(match[1]!, unlabelled, isLabelled);
}

/** `Who is seen. Photo: Jane Doe/dpa`, `© AFP`. */
function behindLabel(line: string): PhotoCaption | undefined {
  const match = new RegExp(`^(.*?)(?:^|(?<=[.!?…"”’»)])\\s+|\\s[-–—|]\\s+)${label}\\s*(.+)$`, 'iu').exec(
    line,
  );
  return match ? captionOf(match[1]!, match[2]!, true) : undefined;
}

/** `Who is seen. Sergei Karpukhin, TASS / kremlin.ru`. */
function behindSentence(line: string): PhotoCaption | undefined {
  for (const { index, 0: end } of line.matchAll(/(?<=[.!?…]["”’»)]?)\s+|\s+[-–—|]\s+/g)) {
    const seen = line.slice(0, index);
    if (/(?:^|[\s(.])\p{Lu}\.$/u.test(seen)) continue;
    const caption = captionOf(seen, line.slice(index + end.length), false);
    if (caption) return caption;
  }
  return undefined;
}

function captionOf(seen: string, credit: string, isLabelled: boolean): PhotoCaption | undefined {
  const written = credit.replace(/\.$/, '').trim();
  if (written === '' || written.length > 160) return undefined;
  const parts = written
    .split(/\s*[|;,]\s*|\s+\/\s*|(?<!\.[a-z]{2,6}(?:\/[^\s/]*)*)\/\s*|\s+(?:via|for|and|und|et|и|та)\s+/)
    .filter((part) => part !== '');
  const kinds = parts.map(kindOf);
  if (kinds.some((kind) => kind === undefined)) return undefined;
  if (!isLabelled && !kinds.includes('agency') && !kinds.includes('person')) return undefined;
  // Beside a known agency even a single word is one.
  const isPerson = (index: number) => kinds[index] === 'person';
  const person = parts.findIndex((_, index) => isPerson(index));
  const agencies = parts.filter((_, index) => index !== person).map((part) => agencyName(part));
  return {
    seen: seen.trim(),
    ...(person !== -1 && { photographer: parts[person]! }),
    agencies,
    credit: written,
  };
}

/** `kremlin.ru`, `t.me/northaven`. */
const isPlace = /^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+(?:\/[\w.-]+)*$/u;

/** What else pictures come from. */
const sources = new Set([
  ...[
    'wikimedia',
    'wikimedia commons',
    'wikipedia',
    'public domain',
    'nasa',
    'esa',
    'flickr',
    'unsplash',
    'pexels',
  ],
  ...[
    'pixabay',
    'shutterstock',
    'istock',
    'social media',
    'telegram',
    'instagram',
    'facebook',
    'youtube',
    'screenshot',
  ],
  ...['video screenshot', 'handout', 'handout photo', 'courtesy photo', 'press service', 'archive photo'],
]);

/** What a part of a credit can be. */
function kindOf(written: string): 'agency' | 'person' | 'word' | undefined {
  const part = written.replace(/\s*\((?:CC|public domain)[^()]*\)$/i, '');
  if (agencyOf(agencyName(part)) || isPlace.test(part)) return 'agency';
  if (sources.has(part.toLowerCase())) return 'agency';
  const words = part.split(' ');
  if (words.length > 5) return undefined;
  const isName = words.every((word) =>
    /^(?:\p{Lu}[\p{L}\p{M}.'’-]*|d[aeiou]s?|v[ao]n|der|el|al|bin|la|le|y)$/u.test(word),
  );
  if (!isName) return undefined;
  return words.length > 1 ? 'person' : /^\p{Lu}{2,}$/u.test(part) ? 'agency' : 'word';
}

/** `AP Photo` and `Handout via REUTERS` name the agency and what it gave. */
const agencyName = (part: string) =>
  part.replace(/^(?:photo by |handout )?(.+?)(?: photos?| pool| handout)?$/i, '$1');
