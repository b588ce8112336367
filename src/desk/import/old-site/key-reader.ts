import type { GivenKeys } from './given-keys.ts';
import { quoted, type Note } from '../notes.ts';
import type { OldKeys, OldValue } from './old-frontmatter.ts';
import { bareKey, entriesOf, isGroup } from './old-values.ts';
import { plainText } from '../story-copy.ts';

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

/** Keys of the story itself, or those that one file gives it. */
interface Layer {
  /** Absent for the story itself. */
  from?: string;
  joins: boolean;
  values: Map<string, { key: string; value: OldValue }>;
  /** Names of keys that were read, or that count no more because the story has them from nearer by. */
  settled: Set<string>;
  /** Keys that were read, as they were written. */
  mapped: string[];
}

function layerOf(keys: OldKeys, from?: string, joins = false): Layer {
  const values: Layer['values'] = new Map();
  const isWrapper = ([key, value]: [string, OldValue]) =>
    /^(?:params|extra|meta|metadata|seo)$/i.test(key) && isGroup(value);
  const [wrappers, own] = [Object.entries(keys).filter(isWrapper), Object.entries(keys)];
  for (const [key, value] of own) if (!isWrapper([key, value])) values.set(bareKey(key), { key, value });
  // Hugo and others keep the keys of their themes in a group; those of the story itself come first.
  for (const [key, group] of wrappers) {
    for (const [inner, value] of Object.entries(group)) {
      const name = bareKey(inner);
      if (!values.has(name)) values.set(name, { key: `${key}.${inner}`, value });
    }
  }
  return { ...(from !== undefined && { from }), joins, values, settled: new Set(), mapped: [] };
}

/** Reads keys by any of their usual names, and knows at the end which nobody asked for. */
export class KeyReader {
  /** Those that count most first. */
  readonly #layers: Layer[];
  readonly #notes: Note[];

  /** @param given keys that count as far as the story has none for the same, those that count most first */
  constructor(keys: OldKeys, notes: Note[], given: GivenKeys[] = []) {
    this.#notes = notes;
    this.#layers = [layerOf(keys), ...given.map(({ keys, from, joins }) => layerOf(keys, from, joins))];
  }

  /** The first of these that is there. Its name counts as read, and as mapped. */
  take(...names: string[]): { key: string; value: OldValue } | undefined {
    for (const [index, layer] of this.#layers.entries()) {
      for (const name of names.map(bareKey)) {
        const found = layer.values.get(name);
        if (!found || layer.settled.has(name)) continue;
        this.#settle(layer, name, found.key);
        for (const { settled } of this.#layers.slice(index + 1))
          names.forEach((other) => settled.add(bareKey(other)));
        return found;
      }
    }
    return undefined;
  }

  /** As {@link take}, of which only a text with something in it is one. */
  text(...names: string[]): string | undefined {
    const isText = (name: string) => {
      const value = this.peek(name);
      return typeof value === 'string' && value !== '';
    };
    return this.take(...names.filter(isText))?.value as string | undefined;
  }

  /** The entries of all of these, each once: lists, texts divided by commas or, without any, by spaces. */
  list(...names: string[]): string[] {
    const entries: string[] = [];
    for (const layer of this.#layers) {
      const isNeeded = entries.length === 0 || layer.joins;
      for (const name of names.map(bareKey)) {
        const found = layer.values.get(name);
        if (!found || layer.settled.has(name)) continue;
        if (isNeeded) {
          this.#settle(layer, name, found.key);
          entries.push(...entriesOf(found.value));
        } else layer.settled.add(name);
      }
    }
    return [...new Set(entries.map(plainText).filter((entry) => entry !== ''))];
  }

  /** Whether a key is there, without taking it. */
  peek(name: string): OldValue | undefined {
    const found = this.#layers.find(({ values }) => values.has(bareKey(name)));
    return found?.values.get(bareKey(name))!.value;
  }

  /** Those of the names that are there; what the story says itself comes first. */
  present(names: string[]): string[] {
    return this.#layers.flatMap(({ values }) => names.filter((name) => values.has(bareKey(name))));
  }

  #settle(layer: Layer, name: string, key: string): void {
    layer.settled.add(name);
    layer.mapped.push(key);
  }

  /** Notes what was mapped, what steered the old system only, and what is left. */
  finish(): void {
    for (const [from, layers] of Map.groupBy(this.#layers, (layer) => layer.from)) {
      const names = [...new Set(layers.flatMap(({ mapped }) => mapped))];
      const what = from === undefined ? 'keys' : `keys that ${from} gives`;
      if (names.length > 0) this.#notes.push({ kind: 'mapped', what, detail: names.join(', ') });
    }
    const [own] = this.#layers;
    const steering = [...own!.values].filter(([name]) => !own!.settled.has(name) && technical.has(name));
    if (steering.length > 0) {
      const detail = steering.map(([, { key }]) => key).join(', ');
      this.#notes.push({ kind: 'mapped', what: 'keys that only steered the old system, left out', detail });
    }
    for (const { from, values, settled } of this.#layers) {
      for (const [name, { key, value }] of values) {
        if (settled.has(name) || technical.has(name)) continue;
        const detail = typeof value === 'string' ? quoted(value, 40) : undefined;
        const of = from === undefined ? '' : ` of ${from}`;
        this.#notes.push({
          kind: 'left',
          what: `the key “${key}”${of}, which has no place here`,
          ...(detail && { detail }),
        });
      }
    }
  }
}
