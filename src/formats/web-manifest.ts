/** The paper as an app on a reader's device; addresses absolute or from the root of the host. */
interface InstalledPaper {
  name: string;
  description: string;
  /** BCP 47 tag. */
  language: string;
  direction: 'ltr' | 'rtl';
  /** Address of the front page: everything below belongs to the app. */
  front: string;
  /** CSS colour of the page, and of what the system draws around it. */
  color: string;
  icons: { url: string; size: number; maskable?: boolean }[];
}

/** The text of a web app manifest (w3.org/TR/appmanifest). */
export function webManifest(paper: InstalledPaper): string {
  return `${JSON.stringify(
    {
      name: paper.name,
      short_name: paper.name,
      description: paper.description,
      lang: paper.language,
      dir: paper.direction,
      id: paper.front,
      start_url: paper.front,
      scope: paper.front,
      // A paper is left by links, and needs a way back.
      display: 'minimal-ui',
      background_color: paper.color,
      theme_color: paper.color,
      categories: ['news'],
      icons: paper.icons.map(({ url, size, maskable }) => ({
        src: url,
        sizes: `${size}x${size}`,
        type: 'image/png',
        purpose: maskable ? 'maskable' : 'any',
      })),
    },
    null,
    2,
  )}\n`;
}
