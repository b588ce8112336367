import type { RootContent } from 'mdast';
import { webAddressProblem } from '../../story/web-address.ts';
import { CopiedPictures } from './copied-pictures.ts';
import { FrontmatterWriter } from './frontmatter-writer.ts';
import type { Neighbours } from './neighbours.ts';
import { quoted, Refusal, type Note } from './notes.ts';
import { isOfSite } from './old-site/old-addresses.ts';
import { convertMarkdown, type ConvertedText } from './old-site/old-markdown.ts';
import type { PaperFacts } from './paper-facts.ts';
import type { PlacedStory } from './placed-stories.ts';
import { tellingText, type PictureCopy } from './story-copy.ts';
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
  const writer = new TextWriter(story, desk);
  const { notes, pictures, refersTo } = writer;
  const body = writer.body();
  const top = new FrontmatterWriter(story, section, desk, pictures, notes);
  return {
    path,
    text: `---\n${top.write(body)}---\n\n${body.text}\n`,
    pictures: [...pictures.names].map(([from, name]) => ({ from, name })),
    refersTo,
    newFiles: top.newFiles,
    notes: [...copy.notes, ...notes],
  };
}

/** Writes the text of a story. */
class TextWriter {
  readonly notes: Note[] = [];
  readonly refersTo = new Set<PlacedStory>();
  readonly pictures: CopiedPictures;
  readonly #story: PlacedStory;
  readonly #desk: WritingDesk;

  constructor(story: PlacedStory, desk: WritingDesk) {
    this.#story = story;
    this.#desk = desk;
    this.pictures = new CopiedPictures(story, desk, this.notes);
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
      picture: (picture: PictureCopy) => this.pictures.figure(picture),
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
}
