import type { RootContent, Root } from 'mdast';
import { syntaxProblem, type SyntaxError } from '../../../story/syntax-problem.ts';
import { parseMarkdown } from '../../parse-markdown.ts';
import { HeadingIds } from './heading-ids.ts';
import { Refusal, type Note } from '../notes.ts';
import type { PictureCopy } from '../story-copy.ts';
import { editorsNote } from '../story-text.ts';
import { cutTemplates, type CutText } from './templates.ts';
import { TextConverter, type Conversion } from './text-converter.ts';

/** What a text needs to know of what lies around it. */
export interface Surroundings {
  /** Headline of the story. */
  title: string;
  /**
   * Where an address leads now, for a link from this story; notes what became of it.
   * @returns nothing when the words have to stand without a link
   */
  link(address: string, line: number): string | undefined;
  /** The block for a picture of the text: a `<Figure>`, or a note that says what it lacks. */
  picture(picture: PictureCopy): RootContent;
}

/** The text of a story, as the paper has it. */
export interface ConvertedText {
  text: string;
  /** What stands before the mark `<!--more-->`, without its signs. */
  excerpt?: string;
  /** The first paragraph that tells something of the story, without its signs. */
  opening?: string;
}

/** The first heading of a text, when it is one of the first level and nothing stands before it. */
export function leadingHeading(text: string): string | undefined {
  const [, atx, setext] = /^\s*(?:#[ \t]+(.+)|(?![>#*+-])(\S.*)\n=+[ \t]*(?:\n|$))/.exec(text) ?? [];
  return (atx?.trimEnd().replace(/#+$/, '') ?? setext)
    ?.trimEnd()
    .replace(/\{#[^}]*\}$/, '')
    .replace(/[*_`]/g, '')
    .trim();
}

/** A text of another system; `line`: where it begins in its file. */
export interface OldText {
  text: string;
  line: number;
  isMdx: boolean;
}

/**
 * Makes a text of another system's Markdown or MDX one of the paper's. What means the same here stays as it was
 * typed; all else is written anew.
 * @throws {Refusal} when it is MDX that cannot be read.
 */
export function convertMarkdown(body: OldText, around: Surroundings, notes: Note[]): ConvertedText {
  let ids: HeadingIds | undefined;
  const heading = (fragment: string) => (ids ??= headingIdsOf(body, around.title)).find(fragment);
  return converterOf(body, { ...around, heading }, notes).convert();
}

/**
 * The headings that a text will have in the paper.
 * @throws {Refusal} as {@link convertMarkdown}
 */
export function headingIdsOf(body: OldText, title: string): HeadingIds {
  const [nowhere, picture] = [() => undefined, () => editorsNote('')];
  const converter = converterOf(body, { title, link: nowhere, heading: nowhere, picture }, []);
  converter.convert();
  return new HeadingIds(converter.blocks);
}

function converterOf(body: OldText, around: Conversion, notes: Note[]): TextConverter {
  const cut: CutText = body.isMdx
    ? { text: body.text, mark: /(?!)/, tags: [], lineOf: (line) => line + body.line - 1 }
    : cutTemplates(body.text, body.line);
  return new TextConverter(parse(cut, body.isMdx), cut, around, notes);
}

function parse(cut: CutText, isMdx: boolean): Root {
  try {
    return parseMarkdown(cut.text, isMdx);
  } catch (error) {
    if (!(error instanceof Error && 'ruleId' in error)) throw error;
    const { line, message } = syntaxProblem(error as SyntaxError, cut.text);
    throw new Refusal(cut.lineOf(line), `The MDX cannot be read. ${message}`);
  }
}
