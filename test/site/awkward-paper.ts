import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { stringify } from 'yaml';
import { site } from '../../src/site.config.ts';
import { epoch } from './builds.ts';

/** Headlines that readers of numbers, markup and XML stumble over, newest first. */
export const awkwardTitles = [
  '007',
  '2024.10',
  'A & B <C>',
  '<script>alert("x")</script> ]]> <!-- & &amp; \'quoted\' "twice"',
  'Bell \u0007 and vertical tab \u000b and escape \u001b in a headline',
  '${price} {braces} `ticks` *stars* _lines_ # hash',
  'Ελληνικά, العربية, 日本語 and 👩🏽‍🚀',
];

/** Stories in the section `many`: enough for two full pages and a long newest one. */
export const manyStories = 3 * site.storiesPerPage + 5;

/**
 * A small paper of what is rare: awkward titles, one byline and one file form after the other, a section
 * with many stories, embargoes that end at the build's own second; and none of the files that are optional.
 */
export async function writeAwkwardPaper(dir: string): Promise<void> {
  await rm(dir, { recursive: true, force: true });
  const write = async (file: string, content: string | Buffer) => {
    await mkdir(dirname(join(dir, file)), { recursive: true });
    await writeFile(join(dir, file), content);
  };
  await write(
    'sections.yaml',
    stringify([
      { id: 'awkward', title: 'Awkward & <odd>' },
      { id: 'many', title: 'Many' },
      { id: 'empty', title: 'Empty' },
    ]),
  );

  for (const [index, title] of awkwardTitles.entries()) {
    await write(
      `articles/2025/12/awkward-${index}.mdx`,
      story({
        title,
        description: `Standfirst of ${title}`,
        pubDate: `2025-12-${30 - index}T12:00:00Z`,
        section: 'awkward',
        authors: ['007', 'Anna “A&B” <C>', 'Zoë'],
        tags: ['C & <D>', '2024'],
        image: { src: 'awkward-picture.png', alt: `"><script>alert('alt')</script>`, credit: '<b>&amp;</b>' },
      }),
    );
  }
  const picture = sharp({ create: { width: 1700, height: 900, channels: 3, background: '#8a1c1c' } });
  await write('articles/2025/12/awkward-picture.png', await picture.png().toBuffer());

  const byTheClock = (offset: number) => new Date((epoch + offset) * 1000).toISOString();
  await write(
    'articles/2026/01/due-now.mdx',
    story({ title: 'Due now', pubDate: byTheClock(0), section: 'awkward' }),
  );
  await write(
    'articles/2026/01/due-next.mdx',
    story({ title: 'Due next', pubDate: byTheClock(1), section: 'awkward' }),
  );

  const windows = story({ title: 'Written on Windows', pubDate: '2025-11-01', section: 'awkward' });
  await write('articles/2025/11/windows.mdx', `\uFEFF${windows.replaceAll('\n', '\r\n')}`);
  await write(
    'articles/2025/11/arabic.md',
    story({ title: 'عنوان', pubDate: '2025-11-02', section: 'awkward', lang: 'ar' }),
  );

  await write(
    'articles/2025/11/über-die-brücke.md',
    story({
      title: 'Über die Brücke',
      pubDate: '2025-11-03',
      section: 'awkward',
      tags: ['Ελλάδα'],
      lang: 'de',
    }),
  );

  for (let number = 1; number <= manyStories; number++) {
    const day = String(((number - 1) % 28) + 1).padStart(2, '0');
    const month = String(Math.ceil(number / 28)).padStart(2, '0');
    await write(
      `articles/2025/${month}/story-${number}.md`,
      story({ title: `Story number ${number}`, pubDate: `2025-${month}-${day}`, section: 'many' }),
    );
  }
}

function story(frontmatter: Record<string, unknown>): string {
  const { title } = frontmatter;
  const all = {
    description: `What happened in ${title}, in a sentence that is long enough to say it.`,
    ...frontmatter,
  };
  return `---\n${stringify(all)}---\n\nFirst paragraph, with [a link](/many/) and a note.[^1]\n\n[^1]: The note.\n`;
}
