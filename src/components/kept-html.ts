import { unescapeHTML } from 'astro/runtime/server/index.js';
import { whenKnown } from '../lib/when-known.ts';

/** A piece of a template, as an expression in one gives it. */
type Piece = { render(destination: { write(chunk: unknown): void }): unknown };

/**
 * A part that looks the same wherever it stands: rendered once and kept, for as long as others are not asked for more.
 * It may hold no script. Nothing is kept in `npm run dev`, where templates change.
 * @param owner what the part shows
 * @param form tells apart the parts that show the same
 */
export function keptHtml(owner: object, form: string, render: () => unknown): unknown {
  if (import.meta.env.DEV) return render();
  const forms = formsOf(owner);
  const known = forms.get(form);
  if (known !== undefined) return known;
  return whenKnown(htmlOf(render() as Piece), (html) => {
    const made = unescapeHTML(html);
    forms.set(form, made);
    return made;
  });
}

/** What was asked for lately, and what was before. */
let recent = new Map<object, Map<string, unknown>>();
let older = recent;
/** Stories, each with some two cards: about 10 MB in each of both. */
const keptAtMost = 2_500;

function formsOf(owner: object): Map<string, unknown> {
  let forms = recent.get(owner);
  if (!forms) {
    if (recent.size >= keptAtMost) {
      older = recent;
      recent = new Map();
    }
    forms = older.get(owner) ?? new Map();
    recent.set(owner, forms);
  }
  return forms;
}

function htmlOf(piece: Piece): string | Promise<string> {
  const chunks: string[] = [];
  const write = (chunk: unknown) => {
    if (typeof chunk === 'string' || chunk instanceof String) chunks.push(chunk.toString());
    // What asks for the head of a page, which stands before it.
    else if ((chunk as { type?: string }).type !== 'maybe-head') throw new Error('Only HTML can be kept.');
  };
  return whenKnown(piece.render({ write }) as Promise<void> | undefined, () => chunks.join(''));
}
