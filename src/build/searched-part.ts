/** A tag, with the attributes that may hold `<` and `>`; a comment; an element whose content is no HTML. */
const markup =
  /<!--.*?-->|<(script|style|textarea)\b.*?<\/\1\s*>|<(\/?)([a-z][^\s/>]*)(?:"[^"]*"|'[^']*'|[^"'>])*>/gis;

/**
 * The element of a page that search reads, the one with `data-pagefind-body`, exactly as it is written.
 * @returns undefined for a page that is not searched
 * @throws {Error} when the element has no end
 */
export function searchedPart(html: string): string | undefined {
  const start = startOfBody(html);
  if (start === undefined) return undefined;
  const name = /^[a-z0-9-]+/i.exec(html.slice(start + 1, start + 40))![0];
  let depth = 0;
  markup.lastIndex = start;
  for (let tag; (tag = markup.exec(html));) {
    if (tag[3] !== name) continue;
    depth += tag[2] ? -1 : 1;
    if (depth === 0) return html.slice(start, markup.lastIndex);
  }
  throw new Error(`A page’s <${name} data-pagefind-body> does not end.`);
}

/** Where the element begins. The words may also stand in a text, as in a story about them. */
function startOfBody(html: string): number | undefined {
  for (let place = 0; (place = html.indexOf(' data-pagefind-body', place + 1)) !== -1;) {
    const start = html.lastIndexOf('<', place);
    if (
      /^<[a-z][^\s>]*(\s+[^\s=>]+(="[^"]*")?)* data-pagefind-body[\s>=]/i.test(html.slice(start, place + 20))
    ) {
      return start;
    }
  }
  return undefined;
}
