import { quoted, type Note } from './notes.ts';
import type { OldKeys, OldValue } from './old-frontmatter.ts';
import { plainText } from './story-copy.ts';

/** Keys that steer a system and say nothing of the story. */
const technical = new Set(
  (
    'layout template templateengineoverride type weight menu menus toc showtoc tocopen tableofcontents comments ' +
    'comment disablecomments math mathjax katex mermaid classes sitemap robots noindex eleventynavigation ' +
    'eleventycomputed cascade outputs markup sidebar widgets share sharing searchhidden showreadingtime readtime ' +
    'readingtime readingtimeminutes hidemeta cssclasses head build headless linktitle ptype poststatus commentstatus ' +
    'pingstatus parentid parent status visibility authorprofile breadcrumbs pagination excerptseparator ' +
    'wordcount views likes id uuid mainsections sortby stylesheet scripts css js key'
  ).split(' '),
);

/** Reads keys by any of their usual names, and knows at the end which nobody asked for. */
export class KeyReader {
  readonly #values = new Map<string, { key: string; value: OldValue }>();
  readonly #taken = new Map<string, string>();
  readonly #notes: Note[];

  constructor(keys: OldKeys, notes: Note[]) {
    this.#notes = notes;
    for (const [key, value] of Object.entries(keys)) {
      const isWrapper = /^(?:params|extra|meta|metadata|seo)$/i.test(key) && isGroup(value);
      if (isWrapper) continue;
      this.#values.set(bareKey(key), { key, value });
    }
    // Hugo and others keep the keys of their themes in a group; those of the story itself come first.
    for (const [key, value] of Object.entries(keys)) {
      if (!/^(?:params|extra|meta|metadata|seo)$/i.test(key) || !isGroup(value)) continue;
      for (const [inner, innerValue] of Object.entries(value)) {
        const name = bareKey(inner);
        if (!this.#values.has(name)) this.#values.set(name, { key: `${key}.${inner}`, value: innerValue });
      }
    }
  }

  /** The first of these that is there. Its name counts as read, and as mapped. */
  take(...names: string[]): { key: string; value: OldValue } | undefined {
    for (const name of names) {
      const found = this.#values.get(bareKey(name));
      if (!found || this.#taken.has(bareKey(name))) continue;
      this.#taken.set(bareKey(name), found.key);
      return found;
    }
    return undefined;
  }

  /** As {@link take}, of which only a text with something in it is one. */
  text(...names: string[]): string | undefined {
    for (const name of names) {
      const found = this.#values.get(bareKey(name));
      if (typeof found?.value !== 'string' || found.value === '') continue;
      return this.take(name)!.value as string;
    }
    return undefined;
  }

  /** The entries of all of these, each once: lists, texts divided by commas or, without any, by spaces. */
  list(...names: string[]): string[] {
    const entries = names.flatMap((name) => {
      const value = this.take(name)?.value;
      return value === undefined ? [] : entriesOf(value);
    });
    return [...new Set(entries.map(plainText).filter((entry) => entry !== ''))];
  }

  /** Whether a key is there, without taking it. */
  peek(name: string): OldValue | undefined {
    return this.#values.get(bareKey(name))?.value;
  }

  /** Notes what was mapped, what steered the old system only, and what is left. */
  finish(): void {
    const names = [...this.#taken.values()];
    if (names.length > 0) this.#notes.push({ kind: 'mapped', what: 'keys', detail: names.join(', ') });
    const steering = [...this.#values].filter(([name]) => !this.#taken.has(name) && technical.has(name));
    if (steering.length > 0) {
      const detail = steering.map(([, { key }]) => key).join(', ');
      this.#notes.push({ kind: 'mapped', what: 'keys that only steered the old system, left out', detail });
    }
    for (const [name, { key, value }] of this.#values) {
      if (this.#taken.has(name) || technical.has(name)) continue;
      const detail = typeof value === 'string' ? quoted(value, 40) : undefined;
      this.#notes.push({
        kind: 'left',
        what: `the key “${key}”, which has no place here`,
        ...(detail && { detail }),
      });
    }
  }
}

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
