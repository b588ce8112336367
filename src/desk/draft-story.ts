import { articleKinds, articleSchema, type ArticleFrontmatter } from '../model/article.ts';
import { unwritten } from './copy-desk/unwritten.ts';
import { yamlText } from './edit-yaml.ts';

/** What is known of a story before it is written. */
export interface StoryIdea {
  title: string;
  /** Left to be written when it is absent. */
  description?: string;
  pubDate: string;
  section: string;
  authors: string[];
  tags: string[];
  /** Absent for news. */
  kind?: string;
  /** Last part of its address. */
  slug: string;
}

/** What the comments offer to choose from. */
export interface StoryChoices {
  sections: string[];
  authors: string[];
  tags: string[];
}

/** Keys that stand in the file from the beginning, in order. */
const written = ['title', 'description', 'pubDate', 'section', 'authors', 'tags', 'kind', 'draft'] as const;

/** Keys that come later, by commands of their own. */
type LaterKey = 'updatedDate' | 'updates' | 'corrections' | 'withdrawn' | 'guid';

type OfferedKey = Exclude<keyof ArticleFrontmatter, (typeof written)[number] | LaterKey>;

/** The file of a new story: a draft with every key that an editor may need, explained. */
export function draftStory(idea: StoryIdea, choices: StoryChoices): string {
  const values: Record<(typeof written)[number], string> = {
    title: yamlText(idea.title),
    description: yamlText(idea.description ?? unwritten.description),
    pubDate: idea.pubDate,
    section: idea.section,
    authors: listText(idea.authors),
    tags: listText(idea.tags),
    kind: idea.kind ?? 'news',
    draft: 'true',
  };
  const hints: Partial<typeof values> = {
    section: choiceText('There is', choices.sections),
    authors: choiceText('For example', choices.authors),
    tags: choiceText('In use', choices.tags),
    kind: `One of: ${articleKinds.join(', ')}.`,
    draft: 'Delete this line when the story is to go out, and set pubDate to that moment.',
  };
  const required = written.flatMap((key) => [...comment(key, hints[key]), `${key}: ${values[key]}`]);
  const offered = Object.entries(examples(idea)).flatMap(([key, lines]) => [
    ...comment(key as OfferedKey),
    ...lines.map((line) => `# ${line}`),
  ]);
  return `---
${required.join('\n')}

# More keys, to be used by deleting the “# ” in front of them. Section 3 of content/README.md tells of all.

${offered.join('\n')}
---

${unwritten.paragraph}
`;
}

/** What a key is for, in the words of the schema. */
function comment(key: keyof ArticleFrontmatter, hint = ''): string[] {
  const text = `${articleSchema.shape[key].description} ${hint}`.trim();
  return wrapped(text, 100).map((line) => `# ${line}`);
}

function examples({ slug }: StoryIdea): Record<OfferedKey, string[]> {
  return {
    kicker: ['kicker: Middle East'],
    dateline: ['dateline: Moscow'],
    image: [
      'image:',
      `  src: ${slug}.jpg`,
      `  alt: ${unwritten.alt}`,
      `  caption: ${unwritten.caption}`,
      `  credit: ${unwritten.credit}`,
      `  source: ${unwritten.source}`,
      '  focus: 50% 50%',
    ],
    contributors: ['contributors:', '  - { name: AFP, role: reporting }'],
    series: ['series: a-file-in-series'],
    related: ['related:', '  - 2024/10/another-story'],
    source: ['source:', '  name: Another Paper', '  url: https://example.org/story'],
    slug: [`slug: ${slug}`],
    lang: ['lang: fr'],
  };
}

const listText = (names: string[]) => `[${names.map((name) => yamlText(name, true)).join(', ')}]`;

const choiceText = (begin: string, names: string[]) =>
  names.length === 0 ? '' : `${begin}: ${names.join(', ')}.`;

function wrapped(text: string, width: number): string[] {
  return text.match(new RegExp(`\\S.{0,${width - 1}}(?=\\s|$)`, 'gs')) ?? [];
}
