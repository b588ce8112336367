import type { KeyPath, Place } from '../../content/mistake.ts';
import type { CopyCode } from './rules.ts';

/** A warning of the copy desk: nothing that keeps a story from being published. */
export interface Remark extends RemarkWords {
  /** Content path. */
  path: string;
  where: Place | KeyPlace;
}

/** What a remark says, wherever it stands. */
export interface RemarkWords {
  code: CopyCode;
  /** What was found and how to mend it, in a sentence or two. */
  message: string;
}

/** A place in frontmatter or YAML, named by its key. */
export interface KeyPlace {
  at: KeyPath;
  /** The words in the value that are meant; without them, its beginning. */
  phrase?: string;
}

/** The key that names a story's lead picture. */
export const leadPictureKey: KeyPath = ['image', 'src'];

/** A remark at an offset in a text. */
export interface TextRemark extends RemarkWords {
  offset: number;
}
