/** Whether a text is as {@link tidied} leaves it. */
export function isTidy(text: string): boolean {
  const hasLooseSpace = /[ \t]\r?\n/.test(text);
  const endsWell = /\S\r?\n$/.test(text.slice(-3));
  return (!hasLooseSpace && endsWell) || tidied(text) === text;
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
