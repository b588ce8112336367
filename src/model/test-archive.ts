import { buildArchive, type Archive, type ArchiveOptions } from './archive.ts';
import type { ArticleEntry, Newsroom } from './newsroom.ts';

/** Stories of a made-up paper, for tests: what is not said of one is `2024-10-02`, in the section `world`. */
export type TestStory = Partial<ArticleEntry['data']> & { id: string };

/** An archive of made-up stories, for tests, as it is at noon of 10 October 2024 in London. */
export function testArchive(
  stories: TestStory[],
  { room, options }: { room?: Partial<Newsroom>; options?: Partial<ArchiveOptions> } = {},
): Archive {
  const articles = stories.map(({ id, ...data }): ArticleEntry => ({
    ...{ id, path: `articles/${id}.mdx`, digest: id },
    data: { title: id, description: id, pubDate: '2024-10-02', section: 'world', ...data },
  }));
  return buildArchive(
    {
      articles,
      pages: [],
      sections: [
        { id: 'world', title: 'World' },
        { id: 'science', title: 'Science' },
      ],
      tags: new Map(),
      authors: new Map(),
      series: new Map([['wars', { title: 'Wars' }]]),
      front: {},
      redirects: {},
      ...room,
    },
    {
      ...{ timeZone: 'Europe/London', language: 'en-GB', title: 'Paper', description: 'A paper.' },
      ...{ now: new Date('2024-10-10T11:00:00Z'), showHeld: false },
      ...options,
    },
  );
}
