import { basename, extname } from 'node:path';
import type { RootContent } from 'mdast';
import { slugify } from '../../lib/text.ts';
import { addressableName } from '../../content/check-names.ts';
import { yamlText } from '../edit-yaml.ts';
import { findPicture } from './find-copies.ts';
import { quoted, type Note } from './notes.ts';
import { fileName, isOfSite } from './old-site/old-addresses.ts';
import { splitCaption } from './wire/photo-caption.ts';
import type { PlacedStory } from './placed-stories.ts';
import type { PictureCopy } from './story-copy.ts';
import { component, editorsNote, oneLine } from './story-text.ts';
import type { WritingDesk } from './write-story.ts';

/** The pictures of a story: their files come beside it, and what is known of them into it. */
export class CopiedPictures {
  /** New names of pictures, by the absolute paths of their files. */
  readonly names = new Map<string, string>();
  /** Pictures of the text that lack nothing, by their new names. */
  readonly #figures = new Map<string, PictureCopy>();
  readonly #story: PlacedStory;
  readonly #desk: WritingDesk;
  readonly #notes: Note[];
  /** Name of the story's file, without ending. */
  readonly #name: string;

  constructor(story: PlacedStory, desk: WritingDesk, notes: Note[]) {
    this.#story = story;
    this.#desk = desk;
    this.#notes = notes;
    this.#name = story.id.slice(story.id.lastIndexOf('/') + 1);
    // First, so that it bears the name of the story alone.
    if (story.copy.picture?.src !== undefined) this.#take(story.copy.picture.src, true);
  }

  /** The block for a picture of the text: a `<Figure>`, or a note that says what it lacks. */
  figure(picture: PictureCopy): RootContent {
    const { src: address = '', alt, caption, credit, source, line } = this.#complete(picture);
    const name = this.#take(address, false);
    // All bytes of a picture may stand in its address.
    const src = address.replace(/^data:.*/is, 'data:…');
    const place = line === undefined ? {} : { line };
    const left = (lack: string) => {
      this.#notes.push({
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
    this.#notes.push({ kind: 'mapped', what: 'pictures', detail: name, ...place });
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
      this.#notes.push({ kind: 'guessed', what: 'the credit of pictures, by --credit', detail: credit });
    }
    return { ...picture, credit };
  }

  /**
   * Puts a picture beside the story.
   * @returns its new name; nothing when there is no such file, or of a kind that is not shown
   */
  #take(src: string, isLead: boolean): string | undefined {
    const isOwn = isOfSite(src, this.#desk.site);
    if (/^(?:[a-z]+:)?\/\//i.test(src) && !isOwn) return undefined;
    const path = isOwn ? src.replace(/^(?:https?:)?\/\/[^/]+/i, '') : src;
    const file = findPicture(path, this.#story.copy.file);
    if (file === undefined || !/\.(?:jpe?g|png|webp|avif|gif|tiff?)$/i.test(file)) return undefined;
    const known = this.names.get(file);
    if (known !== undefined) return known;
    const ending = extname(file).toLowerCase();
    const old = fileName(basename(file, extname(file)));
    const stem = isLead
      ? this.#name
      : old.startsWith(this.#name)
        ? old
        : addressableName(`${this.#name}-${old || 'picture'}`);
    const folder = `articles/${this.#story.id.slice(0, -this.#name.length)}`;
    const own = new Set(this.names.values());
    const isTaken = (name: string) => own.has(name) || this.#desk.isTaken(folder + name, this.#story);
    let name = stem + ending;
    for (let number = 2; isTaken(name); number++) name = `${stem}-${number}${ending}`;
    this.names.set(file, name);
    return name;
  }

  /** The lines of frontmatter for the lead picture; as a comment, when it lacks something. */
  lead(written: PictureCopy): string[] {
    const { src, caption, source, line, ...said } = this.#complete(written);
    const name = src === undefined ? undefined : this.#take(src, true);
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
      `  alt: ${yamlText(oneLine(alt || 'What is seen, for those who do not see it'))}`,
      ...(caption ? [`  caption: ${yamlText(oneLine(caption))}`] : []),
      `  credit: ${yamlText(oneLine(credit || 'Photographer, Agency'))}`,
      ...(source === undefined ? [] : [`  source: ${yamlText(oneLine(source))}`]),
    ];
    const isRepeated = alt !== undefined && caption !== undefined && slugify(alt) === slugify(caption);
    if (isComplete) {
      this.#notes.push({ kind: 'mapped', what: 'the lead picture', detail: name, ...place });
      if (!isRepeated) return rows;
      this.#notes.push({
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
    this.#notes.push({
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
}

function pictureLack(src: string | undefined): string {
  if (src === undefined) return 'did not come with the text';
  if (/^(?:https?:)?\/\//i.test(src)) return `has to be fetched from ${src}`;
  return /\.(?:svg|heic)$/i.test(src) ? 'is of a kind that is not shown' : 'is not where the story says';
}
