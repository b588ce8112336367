import { existsSync } from 'node:fs';
import { CommandError } from './command.ts';
import { editReferences, type ReferenceEdit } from './edit-text.ts';
import { shown, type FileChange } from './file-changes.ts';
import { contentFile, readContentFile } from './story-file.ts';

/** The file of redirects, by its content path. */
export const redirectsFile = 'redirects.yaml';

/** Edits of texts of the content folder, each file read once. */
export class TextEdits {
  readonly #texts = new Map<string, { before?: string; after: string }>();

  /** Content paths of the files that are not as they were. */
  get paths(): string[] {
    return [...this.#texts].filter(([, { before, after }]) => before !== after).map(([path]) => path);
  }

  /** @param path content path as it is before any move; a file that is not there is made */
  edit(path: string, edit: (text: string) => string): void {
    const known = this.#texts.get(path);
    const before = known || !existsSync(contentFile(path)) ? known?.before : readContentFile(path);
    try {
      this.#texts.set(path, { before, after: edit(known?.after ?? before ?? '') });
    } catch (error) {
      throw new CommandError(`${shown(contentFile(path))}: ${(error as Error).message} Nothing was changed.`);
    }
  }

  /** The text of a file that was edited. */
  after(path: string): string {
    return this.#texts.get(path)!.after;
  }

  changes(): FileChange[] {
    return this.paths.map((path) => ({ file: contentFile(path), ...this.#texts.get(path)! }));
  }

  /**
   * Edits what the text of a file refers to, below frontmatter that may have been edited before.
   * @param edits at places of the file as it was read
   * @returns a line for each that is left to the editor
   */
  editBody(path: string, edits: ReferenceEdit[]): string[] {
    if (edits.length === 0) return [];
    const original = readContentFile(path);
    let missed: ReferenceEdit[] = [];
    this.edit(path, (text) => {
      const shift = linesOf(text) - linesOf(original);
      const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
      const moved = edits.map((edit) => ({ ...edit, line: edit.line + shift }));
      const edited = editReferences(text.slice(mark.length), moved);
      missed = edited.missed;
      return mark + edited.text;
    });
    return missed.map(
      ({ line, from, to }) =>
        `${shown(contentFile(path))}:${line} names ${from} in a form that is not understood here. Write ${to} yourself.`,
    );
  }
}

const linesOf = (text: string) => text.split('\n').length;
