import { basename, extname } from 'node:path';
import type { RootContent } from 'mdast';
import { slugify } from '../../lib/text.ts';
import { addressableName } from '../../content/check-names.ts';
import { webAddressProblem } from '../../story/web-address.ts';
import { yamlText } from '../edit-yaml.ts';
import { agencyOf, type Agency } from './agencies.ts';
import { findPicture } from './find-copies.ts';
import type { Neighbours } from './neighbours.ts';
import { quoted, Refusal, type Note } from './notes.ts';
import { convertMarkdown, type ConvertedText } from './old-markdown.ts';
import { fileName, isOfSite } from './old-addresses.ts';
import { hostOf, type PaperFacts } from './paper-facts.ts';
import { splitCaption } from './photo-caption.ts';
import type { PlacedStory } from './placed-stories.ts';
import { firstSentences, tellingText, type PictureCopy } from './story-copy.ts';
import { component, editorsNote, writeBlocks, writeProse } from './story-text.ts';

/** What all stories of a run have in common. */
export interface WritingDesk {
  facts: PaperFacts;
  neighbours: Neighbours;
  /** The spelling of a tag, by its id. */
  tagSpellings: ReadonlyMap<string, string>;
  /** Origin of the old site. */
  site?: string;
  /** Who made the pictures of which nothing else says it. */
  credit?: string;
  /** Whether to hold all stories back. */
  isDraft: boolean;
  /** Whether another file has, or will have, this content path. */
  isTaken(path: string, story: PlacedStory): boolean;
}

/** The section of a story, and what it was told by when nobody said it. */
export interface ChosenSection {
  id: string;
  guess?: string;
  /** Categories of the old system that say something else. */
  others?: string[];
}

/** A story as it will stand in the paper. */
export interface WrittenStory {
  /** Content path. */
  path: string;
  text: string;
  /** Files that go beside it: absolute path and new name. */
  pictures: { from: string; name: string }[];
  /** Stories of the run that it refers to. */
  refersTo: Set<PlacedStory>;
  /** Authors and series that need a file of their own: content path and text. */
  newFiles: Map<string, string>;
  notes: Note[];
}

/**
 * Writes a story as the paper's file.
 * @throws {Refusal} when its text cannot be read.
 */
export function writeStory(story: PlacedStory, section: ChosenSection, desk: WritingDesk): WrittenStory {
  const { copy, id } = story;
  const path = `articles/${id}.mdx`;
  const writer = new StoryWriter(story, section, desk);
  const body = writer.body();
  const frontmatter = writer.frontmatter(body);
  return {
    path,
    text: `---\n${frontmatter}---\n\n${body.text}\n`,
    pictures: [...writer.pictures].map(([from, name]) => ({ from, name })),
    refersTo: writer.refersTo,
    newFiles: writer.newFiles,
    notes: [...copy.notes, ...writer.notes],
  };
}

class StoryWriter {
  readonly notes: Note[] = [];
  readonly refersTo = new Set<PlacedStory>();
  readonly newFiles = new Map<string, string>();
  /** New names of pictures, by the absolute paths of their files. */
  readonly pictures = new Map<string, string>();
  /** Pictures of the text that lack nothing, by their new names. */
  readonly #figures = new Map<string, PictureCopy>();
  readonly #story: PlacedStory;
  readonly #section: ChosenSection;
  readonly #desk: WritingDesk;
  /** Name of the file, without ending. */
  readonly #name: string;

  constructor(story: PlacedStory, section: ChosenSection, desk: WritingDesk) {
    this.#story = story;
    this.#section = section;
    this.#desk = desk;
    this.#name = story.id.slice(story.id.lastIndexOf('/') + 1);
    // First, so that it bears the name of the story alone.
    if (story.copy.picture?.src !== undefined) this.#takePicture(story.copy.picture.src, true);
  }

  body(): ConvertedText {
    const { body, title } = this.#story.copy;
    if (body.kind === 'wire') {
      const blocks = body.blocks.map((block) =>
        'text' in block
          ? writeProse(block.text, block.line)
          : writeBlocks(
              'related' in block
                ? this.#related(block.related, block.line)
                : [this.#captionAlone(block.caption, block.line)],
            ),
      );
      const [opening] = body.blocks.flatMap((block) =>
        'text' in block ? (tellingText(block.text) ?? []) : [],
      );
      return { text: blocks.join('\n\n'), ...(opening !== undefined && { opening }) };
    }
    const around = {
      title,
      link: (address: string, line: number) => this.#link(address, line),
      picture: (picture: PictureCopy) => this.#figure(picture),
    };
    const text = convertMarkdown(body, around, this.notes);
    if (text.text.replace(/\{\/\*.*?\*\/\}/g, '').trim() === '') {
      throw new Refusal(
        body.line,
        'The story has no text that readers would see below its frontmatter; expected a paragraph.',
      );
    }
    return text;
  }

  /** A pointer to the story with a headline, or a note when the paper has none. */
  #related(headline: string, line: number): RootContent[] {
    const { facts, neighbours } = this.#desk;
    const inRun = neighbours.byHeadline(headline);
    const found =
      inRun && inRun !== this.#story ? { id: inRun.id, isExact: true } : facts.byHeadline(headline);
    if (!found || found.id === this.#story.id) {
      this.notes.push({
        kind: 'left',
        what: 'a related story that is not in the archive',
        detail: quoted(headline),
        line,
      });
      return [editorsNote(`Left by the import: related story, not in the archive: ${headline}`)];
    }
    if (inRun) this.refersTo.add(inRun);
    const similar = facts.byId.get(found.id)?.data.title ?? '';
    this.notes.push(
      found.isExact
        ? { kind: 'mapped', what: 'related story', detail: found.id, line }
        : {
            kind: 'guessed',
            what: 'related story, by a similar headline',
            detail: `${found.id}, ${quoted(similar)}`,
            line,
          },
    );
    const guess = editorsNote(
      `Guessed by the import, by a similar headline. Related in the copy: ${headline}`,
    );
    return [...(found.isExact ? [] : [guess]), component('Related', { story: found.id })];
  }

  /** A note for a picture that did not come with the text. */
  #captionAlone(caption: string, line: number): RootContent {
    const what = 'a caption without its picture: a note stands in its place';
    this.notes.push({ kind: 'left', what, detail: quoted(caption), line });
    return editorsNote(`Left by the import: a picture that did not come with the text. ${caption}`);
  }

  #link(address: string, line: number): string | undefined {
    const { neighbours, site } = this.#desk;
    const { copy, isHeld } = this.#story;
    const plain = address.trim().replaceAll(' ', '%20');
    const left = (what: string) => {
      this.notes.push({ kind: 'left', what: `${what}: its words stay`, detail: quoted(plain), line });
      return undefined;
    };
    if (/^(?:mailto|tel):./i.test(plain)) return plain;
    const led = neighbours.follow(plain, copy);
    // It would betray what is held back.
    if (led?.isHeld && !isHeld) return left('a link to a story that is held back');
    if (led) {
      if (led.story) this.refersTo.add(led.story);
      const kind = led.isGuess ? 'guessed' : 'mapped';
      const what = led.isGuess ? 'a link, by the last part of its address' : 'links within the old site';
      this.notes.push({ kind, what, detail: `${plain} → ${led.address}`, line });
      if (led.lacksHeading) {
        const what = 'a link to a heading that is not there: it leads to the story';
        this.notes.push({ kind: 'left', what, detail: quoted(plain), line });
      }
      return led.address;
    }
    const isWeb = /^(?:https?:)?\/\//i.test(plain);
    if (!isWeb && (site === undefined || !plain.startsWith('/')))
      return left('a link whose end is not known here');
    const whole = plain.startsWith('//') ? `https:${plain}` : isWeb ? plain : site + plain;
    if (webAddressProblem(whole) !== undefined) return left('a link that is no web address');
    if (!isWeb || isOfSite(whole, site))
      this.notes.push({ kind: 'left', what: 'a link that leads to the old site', detail: whole, line });
    return whole;
  }

  #figure(picture: PictureCopy): RootContent {
    const { src = '', alt, caption, credit, source, line } = this.#complete(picture);
    const name = this.#takePicture(src, false);
    const place = line === undefined ? {} : { line };
    const left = (lack: string) => {
      this.notes.push({
        kind: 'left',
        what: `a picture ${lack}: a note stands in its place`,
        detail: src,
        ...place,
      });
      const file = name ?? src;
      return editorsNote(
        `Left by the import: a picture ${lack}. <Figure src="${file}" alt="${alt || '…'}"${caption ? ` caption="${caption}"` : ''} credit="${credit ?? '…'}" />`,
      );
    };
    if (name === undefined && /^(?:https?:)?\/\//i.test(src))
      return left('from elsewhere, which has to be fetched');
    if (name === undefined)
      return left(/\.(?:svg|heic)$/i.test(src) ? 'of a kind that is not shown' : 'that is not there');
    if (!alt || !credit)
      return left(
        !alt && !credit ? 'without words (alt) and credit' : alt ? 'without a credit' : 'without words (alt)',
      );
    this.notes.push({ kind: 'mapped', what: 'pictures', detail: name, ...place });
    this.#figures.set(name, { alt, credit });
    return component('Figure', {
      src: name,
      alt,
      caption: caption === alt ? undefined : caption,
      credit,
      source,
    });
  }

  /** What is known of a picture: a caption may name who made it. */
  #complete(picture: PictureCopy): PictureCopy {
    const split =
      picture.credit === undefined && picture.caption !== undefined
        ? splitCaption(picture.caption)
        : undefined;
    if (split) return { ...picture, caption: split.seen || undefined, credit: split.credit };
    const credit = picture.credit ?? this.#desk.credit;
    if (picture.credit === undefined && credit !== undefined && picture.src !== undefined) {
      this.notes.push({ kind: 'guessed', what: 'the credit of pictures, by --credit', detail: credit });
    }
    return { ...picture, credit };
  }

  /**
   * Puts a picture beside the story.
   * @returns its new name; nothing when there is no such file, or of a kind that is not shown
   */
  #takePicture(src: string, isLead: boolean): string | undefined {
    const isOwn = isOfSite(src, this.#desk.site);
    if (/^(?:[a-z]+:)?\/\//i.test(src) && !isOwn) return undefined;
    const path = isOwn ? src.replace(/^(?:https?:)?\/\/[^/]+/i, '') : src;
    const file = findPicture(path, this.#story.copy.file);
    if (file === undefined || !/\.(?:jpe?g|png|webp|avif|gif|tiff?)$/i.test(file)) return undefined;
    const known = this.pictures.get(file);
    if (known !== undefined) return known;
    const ending = extname(file).toLowerCase();
    const old = fileName(basename(file, extname(file)));
    const stem = isLead
      ? this.#name
      : old.startsWith(this.#name)
        ? old
        : addressableName(`${this.#name}-${old || 'picture'}`);
    const folder = `articles/${this.#story.id.slice(0, -this.#name.length)}`;
    const own = new Set(this.pictures.values());
    const isTaken = (name: string) => own.has(name) || this.#desk.isTaken(folder + name, this.#story);
    let name = stem + ending;
    for (let number = 2; isTaken(name); number++) name = `${stem}-${number}${ending}`;
    this.pictures.set(file, name);
    return name;
  }

  frontmatter(body: ConvertedText): string {
    const { copy } = this.#story;
    const { isDraft } = this.#desk;
    const lines = [...this.#guesses('title'), `title: ${yamlText(copy.title)}`];
    lines.push(...this.#description(body));
    lines.push(...this.#guesses('pubDate'), `pubDate: ${copy.published.written}`);
    if (copy.updated) lines.push(`updatedDate: ${copy.updated.written}`);
    if (this.#section.guess !== undefined) {
      lines.push(`# Guessed by the import: ${this.#section.guess}.`);
      this.notes.push({
        kind: 'guessed',
        what: `the section ${this.#section.id}`,
        detail: this.#section.guess,
      });
    }
    lines.push(`section: ${this.#section.id}`);
    for (const category of this.#section.others ?? []) {
      this.notes.push({
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
    if (copy.picture) lines.push(...this.#image(copy.picture));
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
    return [...this.#story.copy.notes, ...this.notes]
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
    this.notes.push({ kind: 'guessed', what: `the standfirst: ${of}` });
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
    this.notes.push({
      kind: 'guessed',
      what: 'the name of an author, by an id',
      detail: `${name} → ${spelt}`,
      key: 'authors',
    });
    return spelt;
  }

  #image(written: PictureCopy): string[] {
    const { src, caption, source, line, ...said } = this.#complete(written);
    const name = src === undefined ? undefined : this.#takePicture(src, true);
    // The text may show it, too, and say more of it.
    const figure = this.#figures.get(name ?? '');
    const alt = said.alt || figure?.alt;
    const credit =
      (written.credit ?? said.credit) === this.#desk.credit ? (figure?.credit ?? said.credit) : said.credit;
    const place = line === undefined ? {} : { line };
    const isComplete = name !== undefined && Boolean(alt) && Boolean(credit);
    const rows = [
      'image:',
      `  src: ${name ?? (src !== undefined && !/^(?:[a-z]+:)?\/\//i.test(src) ? yamlText(basename(src)) : `${this.#name}.jpg`)}`,
      ...(isComplete && caption === undefined ? [] : []),
      `  alt: ${yamlText(oneLine(alt || 'What is seen, for those who do not see it'))}`,
      ...(caption ? [`  caption: ${yamlText(oneLine(caption))}`] : []),
      `  credit: ${yamlText(oneLine(credit || 'Photographer, Agency'))}`,
      ...(source === undefined ? [] : [`  source: ${source}`]),
    ];
    const isRepeated = alt !== undefined && caption !== undefined && slugify(alt) === slugify(caption);
    if (isComplete) {
      this.notes.push({ kind: 'mapped', what: 'the lead picture', detail: name, ...place });
      if (!isRepeated) return rows;
      this.notes.push({
        kind: 'guessed',
        what: 'what is seen in the lead picture (alt): its caption',
        detail: quoted(alt),
        ...place,
      });
      return [
        ...rows.slice(0, 2),
        '  # Guessed by the import: the caption. Say what is seen, for those who do not see it.',
        ...rows.slice(2),
      ];
    }
    const lack =
      name === undefined
        ? pictureLack(src)
        : !alt && !credit
          ? 'lacks words (alt) and a credit'
          : alt
            ? 'lacks a credit'
            : 'lacks words (alt)';
    this.notes.push({
      kind: 'left',
      what: `the lead picture ${lack}: its keys stand as a comment`,
      ...(caption && { detail: quoted(caption) }),
      ...place,
    });
    const todo =
      name === undefined ? 'Put it beside this file, say in alt what is seen' : 'Say what is missing';
    return [
      `# Left by the import: the lead picture ${lack}. ${todo}, and delete the “# ” in front of these lines.`,
      ...rows.map((row) => `# ${row}`),
    ];
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
      this.notes.push({ kind: 'left', what: 'no tags' });
      return [];
    }
    this.notes.push({
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
      this.notes.push({
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

function pictureLack(src: string | undefined): string {
  if (src === undefined) return 'did not come with the text';
  if (/^(?:https?:)?\/\//i.test(src)) return `has to be fetched from ${src}`;
  return /\.(?:svg|heic)$/i.test(src) ? 'is of a kind that is not shown' : 'is not where the story says';
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
const listText = (names: string[]) => `[${names.map((name) => yamlText(name, true)).join(', ')}]`;

function agencyFile({ name, description, url }: Agency): string {
  return `name: ${yamlText(name)}\ntype: organization\ndescription: ${yamlText(description)}\nurl: ${url}\n`;
}
