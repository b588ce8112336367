import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { digest } from '../lib/hash.ts';
import type { Article } from '../model/archive.ts';
import { parseManifest, type Manifest, type PublishedFile } from './manifest.ts';
import type { PlannedPage } from './page-plan.ts';
import { planShards, type SearchStory } from './search-shards.ts';

/** The share of a site that one of several machines makes: `number` from 1 to `count`. */
export interface Part {
  number: number;
  count: number;
}

/** A part as it is written on the command line: `2/4`. */
export function parsePart(text: string): Part {
  const [, number, count] = (/^(\d+)\/(\d+)$/.exec(text) ?? []).map(Number);
  if (!number || !count || number > count) {
    throw new Error(`--part is "${text}"; expected which of how many, for example 2/4.`);
  }
  return { number, count };
}

/** What a machine makes of a site. */
interface Share {
  pages: PlannedPage[];
  /** Names of the search shards all of whose stories are among its pages. */
  shards: Set<string>;
}

/**
 * Chooses a part of a plan: a span of time with its stories, as many as in every other part, and of the lists
 * those that its name falls to.
 */
export function shareOf(plan: PlannedPage[], { number, count }: Part): Share {
  const shards = planShards(storiesOf(plan)).reverse();
  const inOrder = shards.flatMap(({ stories }) => stories);
  const bound = (part: number) => Math.round((inOrder.length * part) / count);
  const own = new Set(inOrder.slice(bound(number - 1), bound(number)).map(({ path }) => path));
  const isOwnList = (path: string) => Number.parseInt(digest(path).slice(0, 8), 16) % count === number - 1;
  return {
    pages: plan.filter((page) => (isStory(page) ? own.has(page.path) : isOwnList(page.path))),
    shards: new Set(
      shards.filter(({ stories }) => stories.every(({ path }) => own.has(path))).map(({ name }) => name),
    ),
  };
}

/**
 * The stories of a plan as search parts them.
 * @param digestOf the digest of the searched part of a page, by its file
 */
export function storiesOf(plan: PlannedPage[], digestOf: (file: string) => string = () => ''): SearchStory[] {
  return plan.filter(isStory).map(({ path, file, props }) => {
    return { path, day: (props as { article: Article }).article.day, digest: digestOf(file) };
  });
}

const isStory = ({ props }: PlannedPage) => 'article' in props;

/** Finished parts of a site, made by other machines from the same content and templates. */
export class FinishedParts {
  readonly #parts: { folder: string; files: Manifest }[];

  /**
   * @param folders the folders of the parts' editions: `.part-editions` beside their `OUT_DIR`
   * @throws {Error} when one holds no finished part
   */
  constructor(folders: string[]) {
    this.#parts = folders.map((home) => {
      const tree = ['a', 'b'].find((name) => existsSync(join(home, `${name}.files`)));
      const files = tree && parseManifest(readFileSync(join(home, `${tree}.files`), 'utf8'));
      if (!files) {
        throw new Error(
          `${home} holds no finished part of a site; expected the folder .<name>-editions that ` +
            '"npm run build -- --part 1/4" leaves beside OUT_DIR.',
        );
      }
      return { folder: join(home, tree), files };
    });
  }

  /** A finished file with its absolute path. */
  find(path: string): { source: string; file: PublishedFile } | undefined {
    for (const { folder, files } of this.#parts) {
      const file = files.get(path);
      if (file) return { source: join(folder, path), file };
    }
    return undefined;
  }

  /** Paths of the finished files in a folder of the site. */
  filesIn(folder: string): string[] {
    return this.#parts.flatMap(({ files }) => [...files.keys()].filter((path) => path.startsWith(folder)));
  }

  /** The texts of a file that each part has a version of. */
  readAll(path: string): string[] {
    const parts = this.#parts.filter(({ files }) => files.has(path));
    return parts.map(({ folder }) => readFileSync(join(folder, path), 'utf8'));
  }
}
