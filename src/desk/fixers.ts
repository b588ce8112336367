import type { PaperCheck } from './check-paper.ts';
import type { FileChange } from './file-changes.ts';
import { fixLostAddresses, fixPermalinks } from './fix-permalinks.ts';
import { fixPictures } from './fix-pictures.ts';
import { fixTexts } from './fix-texts.ts';

/** What a fixer is told. */
export interface FixOrder extends PaperCheck {
  /** Whether a file may be changed, by content path: the editor may have named some. */
  isWanted(path: string): boolean;
}

/**
 * Mends what is mechanical: what it changes has only one right form. It proposes changes and makes none; once they
 * are made, it must find nothing more to do.
 */
export type Fixer = (order: FixOrder) => FileChange[] | Promise<FileChange[]>;

/** The fixers of `npm run check -- --fix`, in order. Each sees the paper as those before it left it. */
export const fixers: Fixer[] = [
  fixTexts,
  fixLostAddresses,
  fixPictures,
  // While its lead picture was missing, it was not certain where a story is, and no address of its name was lost.
  fixLostAddresses,
  fixPermalinks,
];
