import type { OldKeys, OldValue } from './old-frontmatter.ts';

/** A key as all systems would write it. */
export const bareKey = (key: string) => key.toLowerCase().replace(/[_\s-]/g, '');
/** Whether a value is a group of keys. */
export const isGroup = (value: OldValue): value is OldKeys =>
  typeof value === 'object' && !Array.isArray(value);

/** The entries of a list, in any of its forms. */
export function entriesOf(value: OldValue): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((entry) =>
      isGroup(entry) ? (nameIn(entry) ?? []) : Array.isArray(entry) ? entriesOf(entry) : [entry],
    );
  }
  if (isGroup(value)) return nameIn(value) ?? [];
  const text = value.replace(/^\[(.*)\]$/, '$1');
  return text.split(text.includes(',') ? /\s*,\s*/ : /\s+/);
}

/** The name of an author, a tag or a category that is written as a group of keys. */
function nameIn(group: OldKeys): string[] | undefined {
  const name = group.name ?? group.title ?? group.label ?? group.id ?? group.slug;
  return typeof name === 'string' ? [name] : undefined;
}

/** Whether a value is a yes. */
export const isTrue = (value: OldValue | undefined) =>
  typeof value === 'string' && /^(?:true|yes|on|1)$/i.test(value);
/** Whether a value is a no, which is not the same as none. */
export const isFalse = (value: OldValue | undefined) =>
  typeof value === 'string' && /^(?:false|no|off|0)$/i.test(value);
/** A text in a group of keys. */
export const textAt = (group: OldKeys, key: string) =>
  typeof group[key] === 'string' ? group[key] : undefined;
/** A text, when it is a whole web address. */
export const webAddress = (text: string | undefined) =>
  text !== undefined && /^https?:\/\//i.test(text) && URL.canParse(text) ? text : undefined;
