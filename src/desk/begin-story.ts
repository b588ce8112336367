import { existsSync, globSync, readFileSync } from 'node:fs';
import { readPermalinksFile } from '../content/check-permalinks.ts';
import { headlineName, longNames } from '../content/check-names.ts';
import { addressOf } from '../content/check-newsroom.ts';
import { entryId, interpret } from '../content/content-kinds.ts';
import { environment } from '../environment.ts';
import { nearest, slugify } from '../lib/text.ts';
import { dayInZone, parseMoment, rfc3339 } from '../lib/time.ts';
import { articleKinds } from '../model/article.ts';
import { plainPath, storyPath } from '../model/permalink.ts';
import { formatProblem } from '../model/problem.ts';
import { site } from '../site.config.ts';
import { CommandError, listOf, UsageError } from './command.ts';
import { draftStory } from './draft-story.ts';
import { applyChanges, shown } from './file-changes.ts';
import { knownNames, type KnownNames } from './known-names.ts';
import { listedOn, nameTaken } from './names-in-feeds.ts';
import { Prompts } from './prompts.ts';
import { contentFile, readContentFile, refuseMistakes } from './story-file.ts';
import { redirectsFile } from './text-edits.ts';

/** What an editor said of a new story. */
interface StoryOrder {
  headline?: string;
  section?: string;
  tags?: string[];
  author?: string[];
  kind?: string;
  standfirst?: string;
  date?: string;
  slug?: string;
}

/** Where `npm run dev` shows the paper. */
const devServer = 'http://localhost:4321';

/** Names that a comment offers. */
const offered = 12;

/**
 * Begins a story as a draft.
 * @returns lines for the editor: where it is, and what is worth a second look
 * @throws {CommandError} when there is a file already, or something said cannot be
 */
export async function beginStory(order: StoryOrder, prompts = new Prompts()): Promise<string[]> {
  const sections = readSections();
  const pubDate =
    order.date ?? rfc3339(environment.now, site.timeZone).replace(/:\d{2}(?=[+-]\d{2}:\d{2}$)/, '');
  const published = parseMoment(pubDate, site.timeZone);
  if (!published) {
    throw new UsageError(`--date is “${pubDate}”; expected a date such as 2024-10-05 or 2024-10-05T09:00.`);
  }
  refuseUnknown('kind', order.kind, articleKinds);
  refuseUnknown(
    'section',
    order.section,
    sections.map(({ id }) => id),
  );

  if (order.standfirst?.trim() === '') throw new UsageError('--standfirst: expected some words.');

  const title = (await prompts.text(order.headline, { ask: 'Headline', option: 'npm run new -- "Headline"' }))
    .replace(/\s+/g, ' ')
    .trim();
  const slug = order.slug?.normalize('NFC') ?? headlineName(title);
  const day = dayInZone(published, site.timeZone);
  const path = `articles/${day.slice(0, 7).replace('-', '/')}/${slug}.mdx`;
  const address = plainPath(storyPath(day, slug));
  refuseSlug(slug, order.slug === undefined);
  refuseTaken(path, address);

  const known = await knownNames();
  const section = await chooseSection(order.section, sections, prompts);
  const authors = await chooseNames('author', order.author, known.authors, prompts);
  const tags = await chooseNames('tags', order.tags, known.tags, prompts);
  refuseUnknownAuthor(authors);
  const description = order.standfirst;
  const choices = {
    sections: sections.map(({ id }) => id),
    authors: known.authors.slice(0, offered),
    tags: suggestedTags(title, known.tags),
  };
  const text = draftStory(
    { title, description, pubDate, section, authors, tags, kind: order.kind, slug },
    choices,
  );
  refuseMistakes(path, text);
  applyChanges([{ file: contentFile(path), after: text }]);

  return [
    `Begun: ${shown(contentFile(path))}`,
    `Preview: ${devServer}${environment.base}${encodeURI(address)} (while “npm run dev” runs)`,
    ...(order.section === undefined && !prompts.isInteractive
      ? [`Section: ${section}; there is ${choices.sections.join(', ')}.`]
      : []),
    ...newNames('tag', tags, known.tags),
    ...newNames('author', authors, known.authors),
    ...missedTags(title, tags, known),
    'It is a draft until you delete the line “draft: true”.',
  ];
}

function readSections(): { id: string; title: string }[] {
  const file = contentFile('sections.yaml');
  if (!existsSync(file))
    throw new CommandError(`There is no ${shown(file)}; expected the paper’s content. Correct CONTENT_DIR.`);
  const { data, mistakes } = interpret(
    'sections',
    'sections.yaml',
    readFileSync(file, 'utf8'),
    site.timeZone,
  );
  if (data?.length) return data;
  const told = mistakes.map((mistake) => formatProblem({ file: shown(file), ...mistake }));
  throw new CommandError([`${shown(file)} holds no sections that can be read.`, ...told].join('\n'));
}

function refuseUnknown(what: string, given: string | undefined, known: readonly string[]): void {
  if (given === undefined || known.includes(given)) return;
  const meant = nearest(given, known);
  throw new UsageError(
    `There is no ${what} “${given}”; expected one of: ${known.join(', ')}.` +
      (meant === undefined ? '' : ` Did you mean “${meant}”?`),
  );
}

function refuseSlug(slug: string, isMade: boolean): void {
  if (slug === '' && isMade) {
    throw new UsageError('The headline holds no letter that can stand in an address. Say --slug a-name.');
  }
  if (!isMade && (slug === '' || slugify(slug) !== slug)) {
    throw new UsageError(
      `--slug is “${slug}”; expected small letters, digits and hyphens: ${slugify(slug) || 'a-name'}.`,
    );
  }
  const [long] = longNames('slug', slug);
  if (long) throw new UsageError(long.message);
}

/** A name or address that another story has or had. */
function refuseTaken(path: string, address: string): void {
  const instead = 'Nothing was written. Say --slug another-name.';
  const folder = path.slice(0, path.lastIndexOf('/'));
  const name = path.slice(0, path.lastIndexOf('.')).toLowerCase();
  const others = globSync(`${folder}/*.{md,mdx}`, { cwd: environment.contentDir }).map((other) =>
    other.replaceAll('\\', '/'),
  );
  const holder = others.find(
    (other) =>
      other
        .normalize('NFC')
        .replace(/\.mdx?$/, '')
        .toLowerCase() === name,
  );
  if (holder !== undefined)
    throw new CommandError(`${shown(contentFile(holder))} is there already. ${instead}`);
  const namesake = others.find((other) => namedAddress(other)?.toLowerCase() === address.toLowerCase());
  if (namesake !== undefined)
    throw new CommandError(`${shown(contentFile(namesake))} has the address ${address}. ${instead}`);
  const { lines } = readPermalinksFile(environment.contentDir);
  const line = lines.find((known) => known.path === address);
  if (line)
    throw new CommandError(`Another story was published at ${address} (${listedOn(line.line)}). ${instead}`);
  const taken = nameTaken(entryId(path), lines);
  if (taken !== undefined) throw new CommandError(`A${taken.slice(1)}. ${instead}`);
  const redirects = contentFile(redirectsFile);
  if (!existsSync(redirects)) return;
  const { sound } = interpret('redirects', redirectsFile, readFileSync(redirects, 'utf8'), site.timeZone);
  if (sound && Object.hasOwn(sound, address)) {
    throw new CommandError(`${shown(redirects)} leads ${address} elsewhere. ${instead}`);
  }
}

/** The address of a story that does not take it from its file's name. */
function namedAddress(path: string): string | undefined {
  const text = readContentFile(path);
  if (!/^slug:/m.test(text)) return undefined;
  const { data } = interpret('articles', path, text.replace(/^\uFEFF/, ''), site.timeZone);
  const address = data && addressOf({ id: entryId(path), path, data }, site.timeZone);
  return address === undefined ? undefined : plainPath(address);
}

async function chooseSection(
  given: string | undefined,
  sections: { id: string; title: string }[],
  prompts: Prompts,
): Promise<string> {
  if (given !== undefined || !prompts.isInteractive) return given ?? sections[0]!.id;
  const choices = sections.map(({ id, title }) => ({ value: id, label: title, hint: id }));
  return prompts.choose(undefined, { ask: 'Section', option: '--section world', choices });
}

async function chooseNames(
  option: 'author' | 'tags',
  given: string[] | undefined,
  known: string[],
  prompts: Prompts,
): Promise<string[]> {
  if (given !== undefined || !prompts.isInteractive || known.length === 0) return [...new Set(listOf(given))];
  const ask = option === 'tags' ? 'Tags in use (others are typed into the file)' : 'Authors';
  const choices = known.map((name) => ({ value: name }));
  return prompts.chooseSeveral(undefined, { ask, option: `--${option} …`, choices });
}

/** An id that no file has is an error in a story, where it is near to one that has. */
function refuseUnknownAuthor(authors: string[]): void {
  const ids = globSync('authors/*.yaml', { cwd: environment.contentDir }).map((path) =>
    path.slice('authors/'.length, -'.yaml'.length),
  );
  for (const name of authors) {
    if (ids.includes(name) || !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name)) continue;
    const meant = nearest(name, ids);
    if (meant !== undefined) {
      throw new UsageError(
        `There is no authors/${name}.yaml. Did you mean “${meant}”? Or write the name in full, with its capitals.`,
      );
    }
  }
}

/** Tags for a comment: those that the headline names, then the most used. */
function suggestedTags(title: string, known: string[]): string[] {
  return [...new Set([...tagsIn(title, known), ...known])].slice(0, offered);
}

/** The tags in use whose words stand in a headline. */
function tagsIn(title: string, known: string[]): string[] {
  const words = `-${slugify(title)}-`;
  return known.filter((tag) => words.includes(`-${slugify(tag)}-`));
}

function missedTags(title: string, tags: string[], known: KnownNames): string[] {
  const missed = tagsIn(title, known.tags).filter(
    (tag) => !tags.some((own) => slugify(own) === slugify(tag)),
  );
  return missed.length === 0 ? [] : [`Tags in use that the headline names: ${missed.join(', ')}.`];
}

/** Names that no story has yet, with the one that may have been meant. */
function newNames(what: 'tag' | 'author', names: string[], known: string[]): string[] {
  const ids = new Set(known.map(slugify));
  return names
    .filter((name) => !ids.has(slugify(name)))
    .map((name) => {
      const meant = nearest(name, known);
      return (
        `The ${what} “${name}” is new.` +
        (meant === undefined ? '' : ` Did you mean “${meant}”, which is in use?`)
      );
    });
}
