import { existsSync } from 'node:fs';
import { entryId, kindOf } from '../content/content-kinds.ts';
import type { CheckedContent } from '../content/content-reader.ts';
import { displayPath } from '../content/content-files.ts';
import { quote } from '../content/schema-words.ts';
import { environment } from '../environment.ts';
import { nearest } from '../lib/text.ts';
import { dayInZone, parseMoment } from '../lib/time.ts';
import { articleSlug } from '../model/interpret-article.ts';
import type { ArticleEntry } from '../model/newsroom.ts';
import { plainPath, storyPath } from '../model/permalink.ts';
import { formatProblem, type Problem } from '../model/problem.ts';
import { lastTarget } from '../model/redirects.ts';
import { site } from '../site.config.ts';
import { CommandError, editorsPath } from './command.ts';
import { pathInContent } from './path-in-content.ts';
import type { Prompts } from './prompts.ts';

/** How a story is named on the command line, for `--help`. */
export const storyForms = `  story          its file, its id (2024/10/slug), its address (/2024/10/02/slug/, or with the host in
                 front), or the last part of these where only one story has it`;

/** So many stories are offered when none is named. */
const offered = 100;

/**
 * The story that an editor names.
 * @param name as {@link storyForms} says; on a terminal, without one, the newest are offered
 * @param isOffered which of them
 * @param command as it is called, for the message when it cannot ask: `npm run move -- 2024/10/slug …`
 * @throws {CommandError} when there is none, several, or one with mistakes
 */
export async function chooseStory(
  name: string | undefined,
  {
    content,
    prompts,
    command,
    isOffered = () => true,
  }: {
    content: CheckedContent;
    prompts: Prompts;
    command: string;
    isOffered?: (entry: ArticleEntry) => boolean;
  },
): Promise<ArticleEntry> {
  const choices = () =>
    content.newsroom.articles
      .filter(isOffered)
      .sort((a, b) => (a.data.pubDate < b.data.pubDate ? 1 : -1))
      .slice(0, offered)
      .map(({ id, data }) => ({ value: id, label: data.title, hint: id }));
  const chosen =
    name ?? (await prompts.choose(undefined, { ask: 'Story', option: command, choices: choices() }));
  return findStory(chosen, content);
}

/**
 * The story of a name.
 * @throws {CommandError} as {@link chooseStory}
 */
export function findStory(name: string, content: CheckedContent): ArticleEntry {
  const { articles } = content.newsroom;
  const byAddress = addressIn(name, content);
  const id = byAddress === undefined ? idIn(name) : undefined;
  const found =
    byAddress !== undefined
      ? articles.filter((entry) => addressOf(entry) === byAddress)
      : articles.filter((entry) => entry.id === id || isNamed(entry, name));
  const [story, other] = found;
  if (story && !other) return story;
  if (other) {
    const list = found.slice(0, 10).map((entry) => `  ${entry.id}`);
    const rest = found.length > list.length ? `\n  and ${found.length - list.length} more` : '';
    throw new CommandError(
      `${quote(name)} is the name of ${found.length} stories. Say which:\n${list.join('\n')}${rest}`,
    );
  }
  refuseBroken(id, name, content);
  const meant = likeIt(byAddress ?? id ?? name, content);
  throw new CommandError(
    `There is no story ${quote(name)}; expected its file, its id such as 2024/10/slug, or its address.` +
      (meant.length === 0 ? '' : ` Did you mean ${meant.map(quote).join(' or ')}?`),
  );
}

/** Ids of stories that a name may mean: those that had it or hold it, or the one that is nearly spelt so. */
function likeIt(name: string, { newsroom: { articles, redirects } }: CheckedContent): string[] {
  const word = name.replace(/\/$/, '').split('/').at(-1)!;
  const old = Object.keys(redirects).filter((from) => from.endsWith(`/${word}/`));
  const now = new Set(old.map((from) => plainPath(lastTarget(redirects, from))));
  const renamed = now.size === 0 ? [] : articles.filter((entry) => now.has(addressOf(entry)));
  if (renamed.length > 0) return renamed.map(({ id }) => id);
  const holding = word.length < 4 ? [] : articles.filter(({ id }) => id.includes(word));
  if (holding.length > 0) return holding.slice(0, 5).map(({ id }) => id);
  const ids = new Map(articles.map((entry) => [articleSlug(entry), entry.id]));
  const meant = nearest(word, ids.keys());
  return meant === undefined ? [] : [ids.get(meant)!];
}

/** The address of a story, in plain letters. */
export function addressOf(entry: Pick<ArticleEntry, 'id' | 'data'>): string {
  const published = parseMoment(entry.data.pubDate, site.timeZone)!;
  return plainPath(storyPath(dayInZone(published, site.timeZone), articleSlug(entry)));
}

/** The address that a name is, in plain letters and as it is now; `undefined` for a name of another form. */
function addressIn(name: string, { newsroom: { articles, redirects } }: CheckedContent): string | undefined {
  const { origin, base } = environment;
  const isWeb = /^https?:\/\//i.test(name) && URL.canParse(name);
  if (!isWeb && (!name.startsWith('/') || existsSync(name))) return undefined;
  const url = new URL(name, origin);
  const path = url.pathname.startsWith(`${base}/`) ? url.pathname.slice(base.length) : url.pathname;
  const plain = plainPath(path)
    .replace(/(?:index\.html)?\/?$/, '/')
    .replace(/\/{2,}$/, '/');
  if (!Object.hasOwn(redirects, plain)) return plain;
  // A story whose move was broken off is there all the same.
  const isThere = articles.some((entry) => addressOf(entry) === plain);
  return isThere ? plain : plainPath(lastTarget(redirects, plain));
}

/** The id of a story that is named by its file, or by its id with or without what stands around it. */
function idIn(name: string): string {
  const file = editorsPath(name);
  if (existsSync(file)) {
    const path = pathInContent(file, environment.contentDir);
    if (path !== undefined && kindOf(path) === 'articles') return entryId(path);
  }
  return name
    .replaceAll('\\', '/')
    .replace(/^(?:\.?\/)?(?:.*content\/)?(?:articles\/)?/, '')
    .replace(/\.mdx?$|\/$/g, '')
    .normalize('NFC');
}

/** Whether a name is the last part, or the last two, of a story's file or address. */
function isNamed(entry: ArticleEntry, name: string): boolean {
  const plain = name.replace(/\.mdx?$/, '').normalize('NFC');
  return entry.id.endsWith(`/${plain}`) || articleSlug(entry) === plain;
}

/** A story whose frontmatter cannot be read is not in the newsroom. */
function refuseBroken(id: string | undefined, name: string, { problems }: CheckedContent): void {
  if (id === undefined || id === '') return;
  const articles = displayPath(environment.contentDir, 'articles/');
  const isMeant = ({ file }: Problem) => {
    const own = file.replace(/\.mdx?$/, '').normalize('NFC');
    return (
      own === articles + id || (!id.includes('/') && file.startsWith(articles) && own.endsWith(`/${id}`))
    );
  };
  const first = problems.find(isMeant);
  if (!first) return;
  const told = problems.filter(({ file }) => file === first.file);
  throw new CommandError(
    [`The story ${quote(name)} has mistakes. Mend them first:`, ...told.map(formatProblem)].join('\n'),
  );
}
