import { slugify } from '../../lib/text.ts';
import { yamlText } from '../edit-yaml.ts';
import { agencyOf, type Agency } from './agencies.ts';
import type { CopiedPictures } from './copied-pictures.ts';
import type { Note } from './notes.ts';
import type { ConvertedText } from './old-site/old-markdown.ts';
import { hostOf } from './paper-facts.ts';
import type { PlacedStory } from './placed-stories.ts';
import { firstSentences } from './story-copy.ts';
import { oneLine } from './story-text.ts';
import type { ChosenSection, WritingDesk } from './write-story.ts';

/** Writes the lines at the top of a story. */
export class FrontmatterWriter {
  /** Authors and series that need a file of their own: content path and text. */
  readonly newFiles = new Map<string, string>();
  readonly #story: PlacedStory;
  readonly #section: ChosenSection;
  readonly #desk: WritingDesk;
  readonly #pictures: CopiedPictures;
  readonly #notes: Note[];

  constructor(
    story: PlacedStory,
    section: ChosenSection,
    desk: WritingDesk,
    pictures: CopiedPictures,
    notes: Note[],
  ) {
    this.#story = story;
    this.#section = section;
    this.#desk = desk;
    this.#pictures = pictures;
    this.#notes = notes;
  }

  /** All lines, each with its end. */
  write(body: ConvertedText): string {
    const { copy } = this.#story;
    const { isDraft } = this.#desk;
    const lines = [...this.#guesses('title'), `title: ${yamlText(copy.title)}`];
    lines.push(...this.#description(body));
    lines.push(...this.#guesses('pubDate'), `pubDate: ${copy.published.written}`);
    if (copy.updated) lines.push(`updatedDate: ${copy.updated.written}`);
    if (this.#section.guess !== undefined) {
      lines.push(`# Guessed by the import: ${this.#section.guess}.`);
      this.#notes.push({
        kind: 'guessed',
        what: `the section ${this.#section.id}`,
        detail: this.#section.guess,
      });
    }
    lines.push(`section: ${this.#section.id}`);
    for (const category of this.#section.others ?? []) {
      this.#notes.push({
        kind: 'left',
        what: 'a category that is no section: a tag, perhaps',
        detail: category,
      });
    }
    const authors = copy.authors.map((name) => this.#author(name));
    if (authors.length > 0)
      lines.push(...this.#guesses('authors'), `authors: ${listText([...new Set(authors)])}`);
    if (copy.contributors.length > 0) {
      lines.push('contributors:');
      for (const { name, role } of copy.contributors) {
        lines.push(`  - { name: ${yamlText(this.#author(name), true)}, role: ${yamlText(role, true)} }`);
      }
    }
    if (copy.kicker !== undefined) lines.push(`kicker: ${yamlText(copy.kicker)}`);
    if (copy.dateline !== undefined) lines.push(`dateline: ${yamlText(copy.dateline)}`);
    if (copy.picture) lines.push(...this.#pictures.lead(copy.picture));
    lines.push(...this.#tags(body));
    if (copy.series !== undefined) lines.push(`series: ${this.#series(copy.series)}`);
    lines.push(...this.#source());
    if (copy.kind !== undefined) lines.push(`kind: ${copy.kind}`);
    if (copy.guid !== undefined) lines.push(`guid: ${yamlText(copy.guid)}`);
    if (copy.isDraft || isDraft) lines.push('draft: true');
    if (copy.lang !== undefined) lines.push(...this.#guesses('lang'), `lang: ${copy.lang}`);
    return `${lines.join('\n')}\n`;
  }

  /** Comments that stand above a key of which something was guessed. */
  #guesses(key: Note['key']): string[] {
    return [...this.#story.copy.notes, ...this.#notes]
      .filter((note) => note.kind === 'guessed' && note.key === key)
      .map(
        ({ what, detail }) =>
          `# Guessed by the import: ${what}${detail === undefined ? '' : `, ${oneLine(detail)}`}.`,
      );
  }

  #description({ excerpt, opening }: ConvertedText): string[] {
    const { description } = this.#story.copy;
    if (description !== undefined) return [`description: ${yamlText(oneLine(description))}`];
    const text =
      excerpt !== undefined && excerpt.length <= 300 ? oneLine(excerpt) : firstSentences(opening ?? '');
    const made = text === '' ? this.#story.copy.title : text;
    const of = text === '' ? 'the headline' : 'the beginning of the text';
    this.#notes.push({ kind: 'guessed', what: `the standfirst: ${of}` });
    return [
      `# Guessed by the import: ${of}. Write what the story says, in a sentence or two.`,
      `description: ${yamlText(made)}`,
    ];
  }

  /** The id of an author's file, or the name; an agency that has no file gets one. */
  #author(name: string): string {
    const { facts } = this.#desk;
    const id = facts.author(name);
    if (id !== undefined) return id;
    const agency = agencyOf(name);
    if (agency) {
      this.newFiles.set(`authors/${agency.id}.yaml`, agencyFile(agency));
      return agency.id;
    }
    // An id of the old system; the paper prints names as they are written.
    if (!/^[a-z0-9]+(?:[-_.][a-z0-9]+)*$/.test(name)) return name;
    const spelt = name.replace(/[-_.]/g, ' ').replace(/(?<=^| )\p{L}/gu, (letter) => letter.toUpperCase());
    this.#notes.push({
      kind: 'guessed',
      what: 'the name of an author, by an id',
      detail: `${name} → ${spelt}`,
      key: 'authors',
    });
    return spelt;
  }

  #tags({ opening }: ConvertedText): string[] {
    const { copy } = this.#story;
    const { facts, tagSpellings } = this.#desk;
    const tags = copy.tags.map((tag) => tagSpellings.get(slugify(tag))).filter((tag) => tag !== undefined);
    if (tags.length > 0) return [`tags: ${listText([...new Set(tags)])}`];
    const text =
      copy.body.kind === 'wire'
        ? copy.body.blocks.map((block) => ('text' in block ? block.text : '')).join('\n')
        : (opening ?? '');
    const guessed = facts.tagsIn(copy.title, text);
    if (guessed.length === 0) {
      this.#notes.push({ kind: 'left', what: 'no tags' });
      return [];
    }
    this.#notes.push({
      kind: 'guessed',
      what: 'the tags, by the words of the text',
      detail: guessed.join(', '),
    });
    return ['# Guessed by the import: tags in use that the text speaks of.', `tags: ${listText(guessed)}`];
  }

  #series(title: string): string {
    const known = this.#desk.facts.series(title);
    if (known !== undefined) return known;
    const id = slugify(title);
    this.newFiles.set(`series/${id}.yaml`, `title: ${yamlText(title)}\n`);
    return id;
  }

  #source(): string[] {
    const { copy } = this.#story;
    if (!copy.source) return [];
    const { url, canonical } = copy.source;
    const known = copy.source.name ?? this.#desk.facts.publisher(url);
    if (known === undefined)
      this.#notes.push({
        kind: 'guessed',
        what: 'the name of the original’s publisher',
        detail: hostOf(url),
        key: 'source',
      });
    const isWire = copy.body.kind === 'wire';
    return [
      ...this.#guesses('source'),
      'source:',
      `  name: ${yamlText(known ?? hostOf(url))}`,
      `  url: ${yamlText(url)}`,
      ...(canonical && isWire
        ? ['  # This is the original’s own text. Delete the line below once it is retold.']
        : []),
      ...(canonical ? ['  canonical: true'] : []),
    ];
  }
}

const listText = (names: string[]) => `[${names.map((name) => yamlText(name, true)).join(', ')}]`;

function agencyFile({ name, description, url }: Agency): string {
  return `name: ${yamlText(name)}\ntype: organization\ndescription: ${yamlText(description)}\nurl: ${url}\n`;
}
