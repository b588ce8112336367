import { longestStandfirst } from '../../src/desk/copy-desk/stories.ts';
import { capital, Dice, makeWords, type Words } from './words.ts';

/** What tells one archive from another. */
export interface ArchiveOptions {
  /** Number of stories. */
  articles: number;
  /** Another seed gives another archive of the same kind. */
  seed: number;
}

/** What is known of a story without its text. */
export interface StoryHead {
  /** `2024/10/slug` */
  id: string;
  slug: string;
  /** `/2024/10/02/slug/` */
  address: string;
  title: string;
  /** First publication by the paper's clock: `2024-10-02T14:05`. */
  pubDate: string;
  /** A word that stands in this story's last paragraph and in no other story. */
  marker: string;
}

/** What all stories of an archive draw from. */
export interface Stock extends Words {
  options: ArchiveOptions;
  tag: (dice: Dice) => string;
  author: (dice: Dice) => string;
  /** A name of a person or place. */
  name: (dice: Dice) => string;
  series: string[];
}

export const sections = ['world', 'politics', 'economy', 'science', 'culture'];
export const agencies = ['AFP', 'Reuters', 'Interfax'];
export const distinctPictures = 24;
const kinds = ['brief', 'analysis', 'opinion', 'explainer', 'live'];
const minute = 60_000;

/** The language, names and topics of an archive. */
export function makeStock(options: ArchiveOptions): Stock {
  const { articles, seed } = options;
  const dice = new Dice(seed, -1);
  const words = makeWords(dice, 20_000);
  const rare = () => words.rare(dice);
  const distinct = (count: number, make: () => string) => {
    const all = new Set<string>();
    while (all.size < count) all.add(make());
    return [...all];
  };
  // An archive ten times as long has about three times as many topics.
  const tags = distinct(Math.ceil(6.3 * Math.sqrt(articles)), () =>
    dice.oneIn(3) ? `${rare()}-${rare()}` : rare(),
  );
  const people = distinct(12 + Math.ceil(articles / 400), () => `${capital(rare())} ${capital(rare())}`);
  const ids = agencies.map((agency) => agency.toLowerCase());
  return {
    ...words,
    options,
    tag: words.skewed(tags, 0.9),
    author: words.skewed([...ids, ...people], 0.9),
    name: words.skewed(
      distinct(2000, () => capital(rare())),
      0.8,
    ),
    series: Array.from({ length: 3 + Math.ceil(articles / 1000) }, (_, index) => `series-${index + 1}`),
  };
}

/** A story's name, date and headline; stories are numbered from the oldest, spread over twenty years. */
export function headOf(index: number, { options, row, rare }: Stock): StoryHead {
  const dice = new Dice(options.seed, index);
  const day = Math.floor((index * 20 * 365) / options.articles);
  const time = Date.UTC(2006, 0, 1 + day) + dice.whole(6 * 60, 22 * 60) * minute;
  const pubDate = new Date(time).toISOString().slice(0, 16);
  const words = row(dice, dice.whole(5, 9)).map((word, at) => (at % 3 === 1 ? rare(dice) : word));
  const slug = `${words.slice(0, 4).join('-')}-${index}`;
  const syllables = [...String(index)].map((digit) => 'bakedifogumanepirotu'.substr(Number(digit) * 2, 2));
  return {
    ...{ slug, pubDate, title: capital(words.join(' ')) },
    id: `${pubDate.slice(0, 7).replace('-', '/')}/${slug}`,
    address: `/${pubDate.slice(0, 10).replaceAll('-', '/')}/${slug}/`,
    // No other word ends in x.
    marker: `${syllables.join('')}x`,
  };
}

/** A story's file, and the pictures beside it: file name and number of the picture. */
export function makeStory(index: number, stock: Stock) {
  const head = headOf(index, stock);
  const dice = new Dice(stock.options.seed + 1, index);
  const drawing = (draw: (dice: Dice) => string) => () => draw(dice);
  const { rare, name, sentence, tag, author } = {
    ...{ rare: drawing(stock.rare), name: drawing(stock.name), sentence: drawing(stock.sentence) },
    ...{ tag: drawing(stock.tag), author: drawing(stock.author) },
  };
  const list = (count: number, make: () => string) => Array.from({ length: count }, make);
  const several = (from: number, to: number, make: () => string) => [
    ...new Set(list(dice.whole(from, to), make)),
  ];
  const phrase = (count: number) => capital(stock.row(dice, count).join(' '));
  const pictures = new Map<string, number>();
  const picture = (file: string) => {
    pictures.set(file, dice.whole(0, distinctPictures - 1));
    return file;
  };
  // Stories point to earlier ones of the same weeks, as reports on one affair do.
  const { articles } = stock.options;
  const earlier = () =>
    headOf((index + articles - dice.whole(1, Math.min(60, articles - 1))) % articles, stock);

  const [tags, agency, speaker] = [several(2, 6, tag), dice.pick(agencies), `${name()} ${name()}`];
  const hasPicture = dice.oneIn(5);
  const notice = (hours: number) =>
    `{ date: ${new Date(Date.parse(`${head.pubDate}Z`) + hours * 60 * minute).toISOString()}, text: "${sentence()}" }`;
  const frontmatter = [
    `title: ${head.title}`,
    `description: "${standfirst(sentence(), sentence())}"`,
    `pubDate: ${head.pubDate}${dice.oneIn(2) ? ':00Z' : ''}`,
    `section: ${sections[Math.min(dice.whole(0, 4), dice.whole(0, 4))]}`,
    `authors: [${several(1, 2, author).join(', ')}]`,
    dice.oneIn(3) && `contributors:\n  - { name: ${agency}, role: reporting }`,
    dice.oneIn(4) && `kicker: ${phrase(2)}`,
    dice.oneIn(2) && `dateline: ${name()}`,
    dice.oneIn(10) && `kind: ${dice.pick(kinds)}`,
    hasPicture && `image:\n  src: ${picture(`${head.slug}.jpg`)}\n  alt: "${sentence()}"`,
    hasPicture && `  caption: "${sentence()}"\n  credit: ${name()} / ${agency}`,
    `tags: [${tags.join(', ')}]`,
    dice.oneIn(30) && `series: ${dice.pick(stock.series)}`,
    dice.oneIn(4) && ['related:', ...several(1, 3, () => earlier().id)].join('\n  - '),
    dice.oneIn(3) && `source:\n  name: ${agency}\n  url: https://example.org/${head.slug}`,
    dice.oneIn(30) && `updates:\n  - ${notice(5)}`,
    dice.oneIn(50) && `corrections:\n  - ${notice(30)}`,
  ];

  const paragraphs = Array.from({ length: dice.whole(7, 13) }, (_, at) => {
    const text = several(1, 3, sentence).join(' ');
    if (at % 4 === 1)
      return `“${text.slice(0, -1)},” said ${speaker}, the ${rare()} spokesman. ${sentence()}`;
    if (at % 5 === 2 && dice.oneIn(2)) return `${text} It followed [${phrase(3)}](${earlier().address}).`;
    if (at === 4 && dice.oneIn(3)) return `## ${phrase(4)}\n\n${text}`;
    if (at === 6 && dice.oneIn(4)) return `${text} See [${phrase(2)}](/tags/${tags[0]}/) and *${phrase(2)}*.`;
    return text;
  });
  const components = [
    () => `<PullQuote by="${speaker}" role="${rare()} spokesman">${phrase(12)}</PullQuote>`,
    () => `<Related story="${earlier().id}" />`,
    () => `<FactBox title="${phrase(3)}">\n\n- ${list(3, sentence).join('\n- ')}\n\n</FactBox>`,
    () =>
      `<Timeline title="${phrase(3)}">\n\n- **2 May 2001** ${sentence()}\n- **July 2003** ${sentence()}\n\n</Timeline>`,
    () => `<Embed url="https://www.youtube.com/watch?v=${head.marker}_video" title="${phrase(5)}" />`,
  ];
  const figure = () =>
    `<Figure src="${picture(`${head.slug}-2.jpg`)}" alt="${phrase(9)}" caption="${sentence()}" credit="${name()}" />`;
  const row = () => `| ${name()} | ${dice.whole(1, 9999)} | ${phrase(2)} |`;
  const table = () => [
    `| ${phrase(1)} | ${phrase(1)} | ${phrase(1)} |`,
    '| :-- | --: | :-- |',
    ...list(5, row),
  ];
  const parts = [
    ...(dice.oneIn(5) ? [dice.pick(components)(), ...(hasPicture ? [figure()] : [])] : []),
    ...(dice.oneIn(20) ? [table().join('\n')] : []),
  ];
  for (const part of parts) paragraphs.splice(dice.whole(2, paragraphs.length - 1), 0, part);
  paragraphs.push(`${sentence()} The word of this story is ${head.marker}.`);
  const text = `---\n${frontmatter.filter(Boolean).join('\n')}\n---\n\n${paragraphs.join('\n\n')}\n`;
  return { path: `articles/${head.id}.mdx`, text, pictures };
}

/** As much as a search result shows. */
const standfirst = (first: string, second: string) =>
  first.length + second.length < longestStandfirst ? `${first} ${second}` : first.slice(0, longestStandfirst);
