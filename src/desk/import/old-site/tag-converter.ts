import { webAddressProblem } from '../../../story/web-address.ts';
import type { Mixed } from './mixed-content.ts';
import { quoted, type TellNote } from '../notes.ts';
import type { Surroundings } from './old-markdown.ts';
import { comment, component, editorsNote } from '../story-text.ts';
import type { CutText, TemplateTag } from './templates.ts';

/** Puts in the place of tags of templates, which were cut out of a text, what they become. */
export class TagConverter {
  readonly #cut: CutText;
  readonly #around: Surroundings;
  readonly #note: TellNote;

  constructor(cut: CutText, around: Surroundings, note: TellNote) {
    this.#cut = cut;
    this.#around = around;
    this.#note = note;
  }

  /** A text, with what the tags of templates in it become. */
  nodes(value: string, line: number | undefined): Mixed[] {
    const pieces = value.split(this.#cut.mark);
    return pieces.flatMap((piece, index): Mixed[] => {
      if (index % 2 === 1) return this.#tagNodes(this.#cut.tags[Number(piece)]!);
      // Kramdown's attributes of what stands before them.
      const text = piece.replace(/\{:[ .#][^{}\n]*\}/g, (attributes) => {
        this.#note('mapped', 'a mark for contents or attributes', attributes, line);
        return '';
      });
      // It may as well be what the story is about.
      for (const [output] of text.matchAll(/\{\{-?\s*[\w$.][^{}<>%]*\}\}/g)) {
        this.#note(
          'left',
          'words in double braces, which the old system may have filled in, stay',
          output,
          line,
        );
      }
      return text === '' ? [] : [{ type: 'text', value: text }];
    });
  }

  #tagNodes({ meaning, source, line }: TemplateTag): Mixed[] {
    const short = quoted(source, 60);
    switch (meaning.is) {
      case 'text':
        return meaning.text === '' ? [] : [{ type: 'text', value: meaning.text }];
      case 'code':
        this.#note('mapped', 'shortcodes', short, line);
        return [{ type: 'code', value: meaning.text, lang: meaning.language ?? null }];
      case 'picture':
        this.#note('mapped', 'shortcodes', short, line);
        return [this.#around.picture({ ...meaning.picture, line })];
      case 'video':
        this.#note('mapped', 'shortcodes', short, line);
        return this.video(meaning.url, meaning.title, line);
      case 'link':
        this.#note('mapped', 'shortcodes', short, line);
        return [{ type: 'link', url: meaning.url, children: [{ type: 'text', value: meaning.words }] }];
      case 'address':
        return meaning.address === '' ? [] : [{ type: 'text', value: meaning.address }];
      case 'nothing':
        this.#note('mapped', 'shortcodes', short, line);
        return [];
      case 'unknown':
        this.#note('left', `the shortcode “${meaning.name}”: a note stands in its place`, short, line);
        return [{ type: 'mdxTextExpression', value: comment(`Left by the import: ${source}`) }];
    }
  }

  /** A video, or a note when it has no address. */
  video(url: string, title: string | undefined, line: number | undefined): Mixed[] {
    if (webAddressProblem(url) !== undefined) {
      this.#note('left', 'a video without a web address: a note stands in its place', quoted(url), line);
      return [editorsNote(`Left by the import: a video, ${url}`)];
    }
    if (!title?.trim()) this.#note('guessed', 'the title of a video: that of the story', quoted(url), line);
    return [component('Embed', { url, title: title?.trim() ? title : this.#around.title })];
  }

  /** A text with the tags of templates in it as they were written, or as `say` says. */
  restored(text: string, say = literal): string {
    return this.#cut.tags.length === 0
      ? text
      : text.replace(new RegExp(this.#cut.mark, 'g'), (_, number: string) =>
          say(this.#cut.tags[Number(number)]!),
        );
  }

  /** An address with the parts that tags stand for. */
  address(written: string): string {
    return this.restored(written, addressIn);
  }
}

const addressIn = ({ meaning, source }: TemplateTag) => (meaning.is === 'address' ? meaning.address : source);

const literal = ({ meaning, source }: TemplateTag) => (meaning.is === 'text' ? meaning.text : source);
