import { storyComponents } from './story-components.ts';

/** Where and why the MDX parser gave up; the parts of a `VFileMessage` that are used. */
export interface SyntaxError {
  message: string;
  source?: string | undefined;
  ruleId?: string | undefined;
  place?: Point | { start: Point } | undefined;
}
interface Point {
  line: number;
  column: number;
  offset?: number | undefined;
}

/** What the MDX parser says, in an editor's words, at the place where the editor has to look. */
export function syntaxProblem(
  error: SyntaxError,
  text: string,
): { line: number; column: number; message: string } {
  const place = error.place && ('start' in error.place ? error.place.start : error.place);
  const offset = place?.offset ?? text.length;
  const at = (index: number, message: string) => ({ ...placeAt(text, index), message });

  const unclosed = /^Expected a closing tag for `<([^`]+)>` \((\d+):(\d+)[^)]*\)( before)?/.exec(
    error.message,
  );
  if (unclosed) {
    const [, name = '', line, column, inside] = unclosed;
    return { line: Number(line), column: Number(column), message: unclosedMessage(name, Boolean(inside)) };
  }
  const crossed =
    /^Unexpected closing tag `(<[^`]+>)`, expected corresponding closing tag for `<([^`]+)>` \((\d+)/.exec(
      error.message,
    );
  if (crossed) {
    const [, closing, open, line] = crossed;
    return at(
      offset,
      `${closing} closes nothing: <${open}> of line ${line} is still open. Write </${open}>.`,
    );
  }
  if (error.message.startsWith('Expected the closing tag')) {
    return at(
      offset,
      'A tag is closed in another paragraph or list than it was opened in. Close it where it began.',
    );
  }
  if (error.ruleId === 'unexpected-lazy') {
    return at(
      offset,
      'Every line of a tag or brace in a quotation begins with >, and in a list item with its indent.',
    );
  }
  if (error.source?.endsWith('mdxjs-esm')) {
    const start = text.lastIndexOf('\n\n', offset) + 2;
    return at(
      start === 1 ? offset : start,
      'A paragraph that begins with “import” or “export” is read as code, and this is none. ' +
        'Begin it with another word; after code, leave an empty line.',
    );
  }
  if (error.source?.includes('expression') || error.ruleId === 'acorn') {
    const brace = openBrace(text, offset);
    const found = `“${snippet(text, brace)}” is read as code from the brace on, `;
    return at(
      brace,
      error.ruleId === 'unexpected-eof'
        ? `${found}and no } ends it. To print a brace, write \\{.`
        : `${found}and is none. To print a brace, write \\{.`,
    );
  }
  if (error.source?.endsWith('mdx-jsx')) {
    const tag =
      error.ruleId === 'unexpected-closing-slash'
        ? offset - 1
        : text.lastIndexOf('<', openQuotation(text, error, offset) - 1);
    return at(tag, tagMessage(error, snippet(text, tag)));
  }
  return at(offset, `This is no MDX: ${error.message}.`);
}

function unclosedMessage(name: string, insideParagraph: boolean): string {
  if (['br', 'hr', 'img', 'input', 'wbr'].includes(name) || storyComponents[name]?.content === 'none') {
    return `<${name}> is not closed. End the tag with />: <${name} … />.`;
  }
  return insideParagraph
    ? `<${name}> is not closed in its own paragraph or list item. Write </${name}> there; when it holds more ` +
        'than one paragraph, put both tags on lines of their own, with empty lines around them.'
    : `<${name}> is never closed. Write </${name}> after its text.`;
}

function tagMessage({ message, ruleId }: SyntaxError, found: string): string {
  const escape = 'To print the sign <, write \\<.';
  if (ruleId === 'unexpected-closing-slash') {
    const [tag = found] = /^<\/[^>]*>/.exec(found) ?? [];
    return `${tag} closes nothing: no such tag is open. Take it out, or open it before its text.`;
  }
  if (found.startsWith('<!--')) return 'A comment is written {/* … */} in MDX, in place of <!-- … -->.';
  const [, link] = /^<((?:https?:|[^\s<>]+@)[^\s<>]*)>/i.exec(found) ?? [];
  if (link) return `<${link}> is no tag. Write a link as ${link} or [words](${link}).`;
  if (message.includes('before attribute value')) {
    return `In “${found}”, a value has no quotation marks. Write name="value".`;
  }
  if (message.includes('in attribute value')) {
    return `In “${found}”, a quotation mark is never closed. Write name="value".`;
  }
  if (/`"`.* in attribute name|`"`.* before attribute name/.test(message)) {
    return `In “${found}”, a straight quotation mark ends the value too early. Inside a value, use “ and ”.`;
  }
  if (ruleId === 'unexpected-eof') return `“${found}” begins a tag that no > ends. ${escape}`;
  return `“${found}” begins like a tag and is none. ${escape}`;
}

/** Where a value began that still lacks its second quotation mark; otherwise the place of the error. */
function openQuotation(text: string, { message }: SyntaxError, end: number): number {
  if (!message.includes('in attribute value')) return end;
  const open = [...text.slice(0, end).matchAll(/=\s*(["'])/g)].findLast(
    ({ 0: start, 1: mark, index }) => !text.slice(index + start.length, end).includes(mark!),
  );
  return open?.index ?? end;
}

/** The place of the brace that is still open at `end`. */
function openBrace(text: string, end: number): number {
  let closed = 0;
  for (let index = end - 1; index >= 0; index--) {
    if (text[index] === '}') closed++;
    else if (text[index] === '{' && closed-- === 0) return index;
  }
  return Math.max(0, text.lastIndexOf('{', end));
}

function placeAt(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: before.at(-1)!.length + 1 };
}

const snippet = (text: string, start: number) => {
  const line = text.slice(start).split(/\r?\n/, 1)[0]!;
  return line.length > 40 ? `${line.slice(0, 40)}…` : line;
};
