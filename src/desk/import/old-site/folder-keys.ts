import { readdirSync } from 'node:fs';
import { basename, dirname, extname, join, relative, sep } from 'node:path';
import { remembered } from '../../../lib/remembered.ts';
import { shown } from '../../file-changes.ts';
import { decodeCopy } from '../decode-copy.ts';
import { bytesOf, foldersAbove } from '../find-copies.ts';
import { cascadedKeys, defaultKeys, type GivenKeys } from './given-keys.ts';
import { Refusal, type Note } from '../notes.ts';
import { readKeys, readOldFile, type OldKeys } from './old-frontmatter.ts';

const settingsOf = (...names: string[]) =>
  names.flatMap((name) => ['toml', 'yaml', 'yml', 'json'].map((ending) => `${name}.${ending}`));
const hugoSettings = settingsOf('hugo', 'config');
const jekyllSettings = settingsOf('_config');
/** Files beside which a site of Astro lies, or a program of which nothing more is known. */
const isOtherRoot = /^(?:astro\.config\.\w+|package\.json|\.git)$/;
const isEleventyRoot = /^(?:\.eleventy\.c?js|eleventy\.config\.[cm]?js)$/;

/** Whether a file tells by its name that a site lies beside it. */
const isOfRoot = (name: string) =>
  hugoSettings.includes(name) ||
  jekyllSettings.includes(name) ||
  isOtherRoot.test(name) ||
  isEleventyRoot.test(name);

/** The folders above a story, from the nearest to that of its site. */
interface Place {
  folders: string[];
  site: string;
  /** Whether it is a site of Hugo, Jekyll or Astro, where `posts.json` says nothing of `posts`. */
  isElsewhere: boolean;
}

/** What the files of a story's folders and of its site give it, each of them read once. */
export class FolderKeys {
  readonly #names = new Map<string, ReadonlySet<string>>();
  /** Of the stories of a site, many may lie in folders of their own, side by side. */
  readonly #isSite = remembered((folder) => [...this.#namesIn(folder)].some(isOfRoot));
  readonly #places = new Map<string, Place>();
  readonly #read = new Map<string, OldKeys | Refusal>();

  /**
   * What a story has from elsewhere: from data of Eleventy, the `cascade` of Hugo, the `defaults` of Jekyll.
   * @param file absolute path of the story
   * @param lang its language, when its name says it
   * @returns those that count most first; notes tell of what cannot be read
   */
  of(file: string, lang: string | undefined): { given: GivenKeys[]; notes: Note[] } {
    const notes: Note[] = [];
    const place = this.#placeOf(dirname(file));
    const given = [
      ...this.#ofEleventy(file, place, notes),
      ...this.#ofHugo(file, lang, place, notes),
      ...this.#ofJekyll(file, place, notes),
    ];
    return { given: given.filter(({ keys }) => Object.keys(keys).length > 0), notes };
  }

  #namesIn(folder: string): ReadonlySet<string> {
    let names = this.#names.get(folder);
    if (!names) {
      try {
        const entries = readdirSync(folder, { withFileTypes: true });
        names = new Set(
          entries.filter((entry) => entry.isFile() || entry.name === '.git').map(({ name }) => name),
        );
      } catch {
        // Folders far above may be closed to the editor.
        names = new Set();
      }
      this.#names.set(folder, names);
    }
    return names;
  }

  #placeOf(folder: string): Place {
    const known = this.#places.get(folder);
    if (known) return known;
    const above = foldersAbove(folder);
    const site = above.find(this.#isSite) ?? above.at(-1)!;
    const folders = above.slice(0, above.indexOf(site) + 1);
    const names = [...this.#namesIn(site)];
    const isElsewhere =
      !names.some((name) => isEleventyRoot.test(name)) &&
      names.some((name) => [...hugoSettings, ...jekyllSettings].includes(name) || /^astro\./.test(name));
    const place = { folders, site, isElsewhere };
    this.#places.set(folder, place);
    return place;
  }

  /** The first of these files that is there, and its keys. */
  #first(folder: string, names: string[], notes: Note[]): { file: string; keys: OldKeys } | undefined {
    const name = names.find((name) => this.#namesIn(folder).has(name));
    if (name === undefined) return undefined;
    const file = join(folder, name);
    if (!this.#read.has(file)) this.#read.set(file, readFile(file));
    const keys = this.#read.get(file)!;
    if (!(keys instanceof Refusal)) return { file, keys };
    notes.push({
      kind: 'left',
      what: `what ${shown(file)} gives, as it cannot be read`,
      detail: `line ${keys.line}: ${keys.message}`,
    });
    return undefined;
  }

  #ofEleventy(file: string, { folders, isElsewhere }: Place, notes: Note[]): GivenKeys[] {
    const stem = file.slice(0, file.length - extname(file).length);
    const given: GivenKeys[] = [];
    for (const [folder, name] of [
      [dirname(file), basename(stem)] as const,
      ...folders.map((folder) => [folder, basename(folder)] as const),
    ]) {
      const program = [`${name}.11tydata.js`, `${name}.11tydata.cjs`, `${name}.11tydata.mjs`].find((other) =>
        this.#namesIn(folder).has(other),
      );
      if (program !== undefined) {
        notes.push({
          kind: 'left',
          what: `what ${shown(join(folder, program))} gives: it is a program, which is not run`,
        });
      }
      for (const data of [`${name}.11tydata.json`, ...(isElsewhere ? [] : [`${name}.json`])]) {
        const found = this.#first(folder, [data], notes);
        if (found) given.push({ from: shown(found.file), keys: found.keys, joins: true });
      }
    }
    return given;
  }

  #ofHugo(file: string, lang: string | undefined, { folders, site }: Place, notes: Note[]): GivenKeys[] {
    const settings =
      this.#first(site, hugoSettings, notes) ??
      this.#first(join(site, 'config/_default'), hugoSettings, notes);
    const { contentDir, defaultContentLanguage } = settings?.keys ?? {};
    const content =
      typeof contentDir === 'string'
        ? join(site, contentDir)
        : (folders.find((folder) => basename(folder) === 'content') ?? site);
    const stem = relative(content, file)
      .replaceAll(sep, '/')
      .replace(/\.[^./]+$/, '');
    const page = {
      path: `/${(lang === undefined ? stem : stem.slice(0, -1 - lang.length)).replace(/(?:^|\/)index$/, '')}`,
      lang: lang ?? (typeof defaultContentLanguage === 'string' ? defaultContentLanguage : 'en'),
    };
    const index = lang === undefined ? '_index' : `_index.${lang}`;
    const sources = folders
      .slice(0, folders.indexOf(content) + 1 || folders.length)
      .map((folder) => this.#first(folder, [`${index}.md`, `${index}.markdown`, `${index}.html`], notes));
    const ofSite = this.#first(join(site, 'config/_default'), settingsOf('cascade'), notes);
    return [
      ...sources.map((source) => source && { ...source, cascade: source.keys.cascade }),
      settings && { ...settings, cascade: settings.keys.cascade },
      ofSite && { ...ofSite, cascade: ofSite.keys },
    ].flatMap((source) =>
      source
        ? cascadedKeys(source.cascade, page).map((keys) => ({ from: shown(source.file), keys, joins: false }))
        : [],
    );
  }

  #ofJekyll(file: string, { site }: Place, notes: Note[]): GivenKeys[] {
    const settings = this.#first(site, jekyllSettings, notes);
    if (!settings) return [];
    const { defaults, collections_dir: collections } = settings.keys;
    const path = relative(site, file).replaceAll(sep, '/');
    const start = typeof collections === 'string' ? `${collections.replace(/^\/|\/$/g, '')}/` : '';
    const inSite = path.startsWith(start) ? path.slice(start.length) : path;
    return defaultKeys(defaults, inSite).map((keys) => ({ from: shown(settings.file), keys, joins: false }));
  }
}

function readFile(file: string): OldKeys | Refusal {
  try {
    const { text } = decodeCopy(bytesOf(file));
    const ending = extname(file);
    return /^\.(?:md|markdown|html)$/.test(ending) ? readOldFile(text).keys : readKeys(text, ending);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}
