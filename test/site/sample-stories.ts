import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { parse } from 'yaml';
import { epoch, root } from './builds.ts';

/** A sample story as its file tells it: read by YAML alone, with none of the paper's own code. */
export interface SampleStory {
  /** `2024/10/slug` */
  id: string;
  slug: string;
  /** `/2024/10/02/slug/`, the day being that in London. */
  path: string;
  published: Date;
  /** Frontmatter, as its editor wrote it. */
  data: Frontmatter;
  /** What follows the frontmatter. */
  body: string;
}

interface Frontmatter {
  title: string;
  description: string;
  pubDate: string;
  section: string;
  authors?: string[];
  tags?: string[];
  series?: string;
  image?: { src: string };
  source?: { url: string; canonical?: boolean };
  slug?: string;
  draft?: boolean;
}

/** The story that came with the commission; every part of its anatomy is asserted. */
export const seedPath = '/2024/10/02/kremlin-urges-restraint/';

/** The stories of `content/articles`, newest first. */
export const sampleStories: SampleStory[] = readStories(join(root, 'content/articles'));

const isHeld = ({ data, published }: SampleStory) =>
  data.draft === true || published.getTime() > epoch * 1000;
export const heldStories = sampleStories.filter(isHeld);
export const publicStories = sampleStories.filter((story) => !isHeld(story));

/** A YAML file of `content/`. */
export function contentYaml(file: string): unknown {
  return parse(readFileSync(join(root, 'content', file), 'utf8'));
}

function readStories(dir: string): SampleStory[] {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.mdx?$/.test(file))
    .map((file) => {
      const id = file.replaceAll('\\', '/').replace(/\.mdx?$/, '');
      const [, frontmatter, body] = /^---\n(.*?)\n---\n(.*)$/s.exec(readFileSync(join(dir, file), 'utf8'))!;
      const data: Frontmatter = parse(frontmatter!);
      const slug = data.slug ?? basename(id);
      const published = inLondon(data.pubDate);
      const day = published.toPlainDate().toString().replaceAll('-', '/');
      return {
        id,
        slug,
        data,
        body: body!,
        path: `/${day}/${slug}/`,
        published: new Date(published.epochMilliseconds),
      };
    })
    .sort((a, b) => b.published.getTime() - a.published.getTime());
}

function inLondon(text: string): Temporal.ZonedDateTime {
  return /T.*(Z|[+-]\d\d:\d\d)$/.test(text)
    ? Temporal.Instant.from(text).toZonedDateTimeISO('Europe/London')
    : Temporal.PlainDateTime.from(text.replace(' ', 'T')).toZonedDateTime('Europe/London');
}
