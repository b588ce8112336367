/** Whether a text is as {@link tidied} leaves it. */
export function isTidy(text: string): boolean {
  const endsWell = /\S\r?\n$/.test(text.slice(-3));
  return (endsWell && !hasLooseSpace(text)) || tidied(text) === text;
}

/** Whether a line ends with a space: a look at the ends alone, of which there are few. */
function hasLooseSpace(text: string): boolean {
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) {
    const last = text[text[end - 1] === '\r' ? end - 2 : end - 1];
    if (last === ' ' || last === '\t') return true;
  }
  return false;
}

/**
 * A text without spaces at the ends of lines that mean nothing, and with one end of line at its end. Two spaces below
 * a line of text break it, and spaces in code are its own: they stay.
 */
export function tidied(text: string): string {
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  let fence: string | undefined;
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [, mark] = /^[ \t>]*(`{3,}|~{3,})/.exec(line) ?? [];
      if (fence !== undefined) {
        if (mark?.startsWith(fence)) fence = undefined;
        return line;
      }
      fence = mark;
      return line.replace(/^[ \t]+(?=\r?$)|(?<=\S)(?: |[ \t]*\t[ \t]*)(?=\r?$)/, '');
    });
  return lines.join('\n') + end;
}
