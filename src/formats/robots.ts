/**
 * What robots may fetch (RFC 9309): everything, or of a site that is not for the public nothing.
 * @param sitemaps absolute addresses
 */
export function robotsTxt({ isPublic, sitemaps }: { isPublic: boolean; sitemaps: string[] }): string {
  if (!isPublic) return 'User-agent: *\nDisallow: /\n';
  return ['User-agent: *', 'Allow: /', '', ...sitemaps.map((url) => `Sitemap: ${url}`), ''].join('\n');
}
