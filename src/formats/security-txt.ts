/** What `security.txt` says, by the names of its fields; see `site.config.ts`. */
interface SecurityFields {
  contact: string[];
  encryption?: string;
  acknowledgments?: string;
  preferredLanguages?: string[];
  policy?: string;
  hiring?: string;
}

/**
 * The text of `security.txt` (RFC 9116).
 * @param canonical absolute address of the file
 */
export function securityTxt(security: SecurityFields, canonical: string, expires: Date): string {
  const fields: [string, string | undefined][] = [
    ...security.contact.map((address): [string, string] => ['Contact', address]),
    ['Expires', expires.toISOString().replace('.000Z', 'Z')],
    ['Encryption', security.encryption],
    ['Acknowledgments', security.acknowledgments],
    ['Preferred-Languages', security.preferredLanguages?.join(', ')],
    ['Canonical', canonical],
    ['Policy', security.policy],
    ['Hiring', security.hiring],
  ];
  return fields.flatMap(([name, value]) => (value ? `${name}: ${value}\n` : [])).join('');
}

/**
 * Until when a file that is written now says that it is to be trusted: the first of January or July, UTC, that is
 * at least 180 days ahead. So it changes twice a year, and a paper that is built at all never lets it lapse.
 */
export function securityExpiry(now: Date): Date {
  const atLeast = now.getTime() + 180 * 24 * 60 * 60 * 1000;
  const year = now.getUTCFullYear();
  const halves = [year, year + 1].flatMap((year) => [Date.UTC(year, 0), Date.UTC(year, 6)]);
  return new Date(halves.find((time) => time >= atLeast)!);
}
