import { digest } from '../lib/hash.ts';

/** One file of the finished site, and what it was made from. */
export interface PublishedFile {
  /** Bytes. */
  size: number;
  /** Digest of the bytes, see `lib/hash.ts`. */
  digest: string;
  /** Of a page: digest of all that it was rendered from. */
  inputs?: string;
  /** Of a story's page: digest of the part that is searched. */
  search?: string;
  /** Of a page: its content security policy. */
  policy?: string;
  /** Of a page or feed: the pictures it links to, grouped as `pictureGroups` does. */
  pictures?: readonly string[];
}

/** Every file of an edition by its path below the site's root. */
export type Manifest = ReadonlyMap<string, PublishedFile>;

const version = 'Standfirst edition 2';
const none: readonly string[] = [];

/**
 * Writes a manifest as text: a line for each file, and the digest of them all. Policies and groups of pictures
 * are written once each.
 */
export function formatManifest(manifest: Manifest): string {
  const policies = new Numbered();
  const groups = new Numbered();
  let lines = '';
  for (const [path, { size, digest, inputs, search = '', policy, pictures = none }] of manifest) {
    lines += `${path}\t${size}\t${digest}`;
    // Four in ten files are pictures.
    if (inputs !== undefined) {
      const places = pictures.map((group) => groups.number(group)).join(' ');
      lines += `\t${inputs}\t${search}\t${policy === undefined ? '' : policies.number(policy)}\t${places}`;
    }
    lines += '\n';
  }
  const shared = JSON.stringify({ policies: policies.values, groups: groups.values });
  const text = `${version}\n${shared}\n${lines}`;
  return `${text}${digest(text)}\n`;
}

/** Reads what {@link formatManifest} wrote; `undefined` for anything else, a damaged text among it. */
export function parseManifest(text: string): Manifest | undefined {
  const end = text.lastIndexOf('\n', text.length - 2) + 1;
  const body = text.slice(0, end);
  if (!text.startsWith(`${version}\n`) || text.slice(end) !== `${digest(body)}\n`) return undefined;
  const [, shared, ...lines] = body.slice(0, -1).split('\n');
  const { policies, groups } = JSON.parse(shared!) as { policies: string[]; groups: string[] };
  const manifest = new Map<string, PublishedFile>();
  for (const line of lines) {
    const [path, size, digest, inputs, search, policy, places] = line.split('\t');
    const file: PublishedFile = { size: Number(size), digest: digest! };
    if (inputs) file.inputs = inputs;
    if (search) file.search = search;
    if (policy) file.policy = policies[Number(policy)]!;
    if (places) file.pictures = places.split(' ').map((place) => groups[Number(place)]!);
    manifest.set(path!, file);
  }
  return manifest;
}

/** How an edition differs from the one before: paths below the site's root, sorted. */
export interface Changes {
  added: string[];
  changed: string[];
  deleted: string[];
}

/**
 * How an edition differs from an earlier one, by size and digest of every file.
 * @param suspects paths among which are all that were added or changed
 */
export function compareManifests(
  before: Manifest,
  after: Manifest,
  suspects: Iterable<string> = after.keys(),
): Changes {
  const added: string[] = [];
  const changed: string[] = [];
  const deleted: string[] = [];
  for (const path of suspects) {
    const old = before.get(path);
    if (hasOtherContent(old, after.get(path)!)) (old ? changed : added).push(path);
  }
  if (after.size - added.length < before.size) {
    for (const path of before.keys()) if (!after.has(path)) deleted.push(path);
  }
  return { added: added.sort(), changed: changed.sort(), deleted: deleted.sort() };
}

/** Whether a file is not the one that was at its path before. */
export function hasOtherContent(before: PublishedFile | undefined, { size, digest }: PublishedFile): boolean {
  return before?.digest !== digest || before.size !== size;
}

/** Values numbered in the order of their first use. */
class Numbered {
  readonly values: string[] = [];
  readonly #numbers = new Map<string, number>();

  number(value: string): number {
    let number = this.#numbers.get(value);
    if (number === undefined) {
      number = this.values.push(value) - 1;
      this.#numbers.set(value, number);
    }
    return number;
  }
}
