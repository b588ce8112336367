/** Spaces and tabs at the end of a line that mean nothing: two or more below a line of text break it. */
const loose = /(?<=\S)(?:[ ]|[ \t]*\t[ \t]*)(?=\r?\n)|(?<=\n)[ \t]+(?=\r?\n|$(?![^]))/g;

/** Whether a text is as {@link tidied} leaves it. */
export function isTidy(text: string): boolean {
  return /\S\r?\n$/.test(text.slice(-3)) && !/[ \t]\r?\n/.test(text) ? true : tidied(text) === text;
}

/** A text without loose spaces at the ends of lines, and with one end of line at its end. */
export function tidied(text: string): string {
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  return text.replace(loose, '').trimEnd() + end;
}
