import type { CheckedContent } from '../content/content-reader.ts';
import { plainPath } from '../model/permalink.ts';
import { editFrontmatter } from './edit-frontmatter.ts';
import type { ReferenceEdit } from './edit-text.ts';
import { replaceText } from './edit-yaml.ts';
import type { TextEdits } from './text-edits.ts';

/** A story where it is, or where it will be. */
interface Whereabouts {
  id: string;
  /** In plain letters. */
  address: string;
}

/**
 * Changes what texts, related stories and the front page call a story.
 * @returns a line for each mention that is left to the editor
 */
export function editMentions(
  texts: TextEdits,
  from: Whereabouts,
  to: Whereabouts,
  { texts: all, newsroom }: CheckedContent,
): string[] {
  const missed: string[] = [];
  for (const [path, { references }] of all) {
    const edits: ReferenceEdit[] = [];
    for (const { target, line, column } of references.links) {
      const [written] = /^[^?#]*/.exec(target)!;
      if (from.address === to.address || plainPath(written) !== from.address) continue;
      edits.push({ kind: 'link', line, column, from: target, to: to.address + target.slice(written.length) });
    }
    for (const { id, line, column } of references.stories) {
      if (from.id !== to.id && id === from.id)
        edits.push({ kind: 'value', line, column, from: id, to: to.id });
    }
    missed.push(...texts.editBody(path, edits));
  }
  if (from.id === to.id) return missed;
  for (const { path, data } of newsroom.articles) {
    const index = data.related?.indexOf(from.id) ?? -1;
    if (index === -1) continue;
    texts.edit(path, (text) => editFrontmatter(text, (yaml) => replaceText(yaml, ['related', index], to.id)));
  }
  const { lead, secondary = [] } = newsroom.front;
  if (lead === from.id) texts.edit('front.yaml', (yaml) => replaceText(yaml, ['lead'], to.id));
  const place = secondary.indexOf(from.id);
  if (place !== -1) texts.edit('front.yaml', (yaml) => replaceText(yaml, ['secondary', place], to.id));
  return missed;
}
