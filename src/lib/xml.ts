const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A text for XML or HTML, between tags or inside double quotes. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => entities[sign]!);
}

/** A text without the characters that XML 1.0 cannot hold, not even escaped (section 2.2). */
export function withoutNonXml(text: string): string {
  return mayBeNonXml.test(text) ? text.replace(nonXml, '') : text;
}

const nonXml = /[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
/** The same or half of a pair of surrogates: looked for in a third of the time, and seldom there. */
const mayBeNonXml = /[^\t\n\r\x20-\uD7FF\uE000-\uFFFD]/;
