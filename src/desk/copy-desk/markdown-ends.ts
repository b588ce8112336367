/** Whether `{` begins a comment, which readers do not see. */
export const isComment = (text: string, start: number) => /^\{\s*\/\*/.test(text.slice(start, start + 20));

/** The end of the paragraph around a place. */
export function endOfParagraph(text: string, start: number): number {
  const gap = /\r?\n[ \t]*\r?\n/g;
  gap.lastIndex = start;
  return gap.exec(text)?.index ?? text.length;
}

/**
 * The end of a listing of code: where its fence is closed, or the quotation or entry that it stands in ends.
 * @param start where the fence begins
 */
export function endOfFence(text: string, start: number): number {
  const fence = /[`~]+/.exec(text.slice(start, start + 1000))![0];
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const isQuoted = before.includes('>');
  const indent = /[-*+.)]/.test(before) && !isQuoted ? before.length : 0;
  const close = new RegExp(`^[ \\t>]*${fence[0]}{${fence.length},}[ \\t\\r]*$`);
  let end = text.indexOf('\n', start);
  while (end !== -1) {
    const next = text.indexOf('\n', end + 1);
    const line = text.slice(end + 1, next === -1 ? text.length : next);
    if (close.test(line)) return end + 1 + line.trimEnd().length;
    const isOut = isQuoted
      ? !/^[ \t]*>/.test(line)
      : indent > 0 && /\S/.test(line.slice(0, indent).replace(/^[ \t]+/, ''));
    if (isOut) return end;
    end = next;
  }
  return text.length;
}

/** The end of `{…}`, braces and strings within it observed. */
export function endOfBraces(text: string, start: number): number {
  if (isComment(text, start)) {
    const end = text.indexOf('*/', start);
    const close = end === -1 ? -1 : text.indexOf('}', end);
    return close === -1 ? text.length : close + 1;
  }
  let depth = 0;
  const part = /[{}]|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g;
  part.lastIndex = start;
  for (let match = part.exec(text); match; match = part.exec(text)) {
    if (match[0] === '{') depth++;
    else if (match[0] === '}' && --depth === 0) return match.index + 1;
  }
  return text.length;
}

/** The end of `<…>`, with braces and strings within it. */
export function endOfTag(text: string, start: number): number {
  const part = /[{>]|"[^"]*"|'[^']*'/g;
  part.lastIndex = start + 1;
  for (let match = part.exec(text); match; match = part.exec(text)) {
    if (match[0] === '>') return match.index + 1;
    if (match[0] === '{') part.lastIndex = endOfBraces(text, match.index);
  }
  return text.length;
}

/** Whether a line begins a block: the one before is empty, or ends the frontmatter. */
export const followsBlank = (text: string, start: number) =>
  /(?:^|\n[ \t]*\r?\n|---[ \t]*\r?\n)$/.test(text.slice(Math.max(0, start - 80), start));

/** Whether signs stand between two letters. */
export const isWithinWord = (text: string, start: number, end: number) =>
  /[\p{L}\p{N}]$/u.test(text.slice(start - 2, start)) && /^[\p{L}\p{N}]/u.test(text.slice(end, end + 2));
