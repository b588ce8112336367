/** What is wrong with a web address, as a sentence; `undefined` when nothing is. */
export function webAddressProblem(address: string): string | undefined {
  if (/^https?:/i.test(address)) {
    return URL.canParse(address)
      ? undefined
      : 'That is no complete web address; expected one like https://example.org/page.';
  }
  if (address.startsWith('//')) return `Write it with its scheme: https:${address}.`;
  if (/^[\w-]+(\.[\w-]+)*\.[a-z]{2,}(\/|$)/i.test(address))
    return `For a web address write https://${address}.`;
  if (/^\W*[a-z][a-z0-9+.-]*:/i.test(address)) return 'Expected a web address that begins with https://.';
  return 'Expected a web address (https://…), or for a page of this site its path from the root: /2024/10/02/slug/.';
}
