import { environment, type Environment } from '../environment.ts';
import { directionOfText } from '../lib/text.ts';
import type { PaperCard, SectionCard, SocialCard, StoryCard } from '../model/social-cards.ts';
import { Canvas, type Ink } from './canvas.ts';
import { cardColours, cardSize } from './card-design.ts';
import { openTypesetter, type SetText, type TextBox, type TextStyle, type Typesetter } from './typesetter.ts';

const { width, height } = cardSize;
const margin = 72;
const column = width - 2 * margin;

/** Pixels from the top. */
const barHeight = 14;
const nameTop = 56;
const headRule = { top: 126, height: 3 };
const footRule = { top: height - 92, height: 2 };
const footTop = height - 66;
/** Between a rule and what stands between the two. */
const room = 36;

/** Sizes of type in pixels, of which the largest that fits is taken. */
const nameSizes = [48, 42, 36, 30, 24];
const posterSizes = stepsDown(172, 40);
const headlineSizes = stepsDown(150, 40);
/** For a headline with a word that is too long for a line. */
const brokenSizes = stepsDown(60, 20);
const lineSizes = [32, 29, 26];
const standfirstSizes = [44, 40, 36, 32];

/** A longer headline is cut off: type so small is read by nobody. */
const longestHeadline = 300;

type Style = Omit<TextStyle, 'size'>;
const bold: Style = { weight: 'Bold', lineHeight: 0.79 };
const regular: Style = { weight: 'Regular', lineHeight: 0.92 };
/** Large type is set closer, as on the site. */
const nameplate: Style = { ...bold, tracking: -0.025 };

/** A card in the making. */
interface Sheet {
  canvas: Canvas;
  typesetter: Typesetter;
  ink: Ink;
  accent: Ink;
  muted: Ink;
  rule: Ink;
}

type Direction = 'ltr' | 'rtl';
type Side = 'left' | 'centre' | 'right';

/**
 * Draws a card. What the card fonts lack letters for is left out: without its headline, a story's card is that of
 * its section.
 * @returns a PNG file
 * @throws {Error} when they lack letters of the paper's name
 */
export async function drawCard(
  card: SocialCard,
  folders: Pick<Environment, 'cacheDir'> = environment,
): Promise<Buffer> {
  const typesetter = await openTypesetter(folders);
  const paper = typesetter.settable(card.paper);
  if (paper === undefined) {
    throw new Error(
      `src/site.config.ts: none of socialCardFonts has all letters of "${card.paper}", the paper's name. ` +
        'Install a package of Fontsource that has them, and add it to the list.',
    );
  }
  const colours = cardColours();
  const canvas = new Canvas(width, height, colours.paper);
  const sheet: Sheet = {
    ...{ canvas, typesetter },
    ink: canvas.ink(colours.ink, 7),
    accent: canvas.ink(colours.accent, 4),
    muted: canvas.ink(colours.muted, 3),
    rule: canvas.ink(colours.rule, 1),
  };
  canvas.fill(sheet.accent, 0, 0, width, barHeight);
  const headline = card.kind === 'story' ? typesetter.settable(shorten(card.headline)) : undefined;
  const section = card.kind === 'paper' ? undefined : typesetter.settable(card.section);
  if (card.kind === 'story' && headline) await drawStory(sheet, { ...card, paper, headline });
  else if (card.kind !== 'paper' && section) await drawSection(sheet, { ...card, paper, section });
  else await drawPaper(sheet, { tagline: '', ...card, paper });
  return canvas.toPng();
}

/** The paper's name as large as it fits, and its tagline. */
async function drawPaper(
  sheet: Sheet,
  { paper, tagline }: Pick<PaperCard, 'paper' | 'tagline'>,
): Promise<void> {
  const name = await setLargest(sheet, paper, nameplate, { width: column, height: 300, sizes: posterSizes });
  const line = await setLine(sheet, [tagline], regular, standfirstSizes);
  const rules = [headRule.top, barHeight + height - headRule.top];
  for (const top of rules) sheet.canvas.fill(sheet.ink, margin, top, column, headRule.height);
  const blocks = [{ text: name, ink: sheet.ink, gap: 56 }];
  if (line) blocks.push({ text: line, ink: sheet.muted, gap: 0 });
  stack(sheet, blocks, { top: barHeight, bottom: height }, 'centre');
}

/** A section's title, and what the section is about. */
async function drawSection(
  sheet: Sheet,
  { paper, section, description, direction }: Omit<SectionCard, 'kind'>,
): Promise<void> {
  await drawHead(sheet, paper, direction);
  const title = await setLargest(sheet, section, bold, { width: column, height: 200, sizes: headlineSizes });
  const blocks = [{ text: title, ink: sheet.ink, gap: 44 }];
  const about = sheet.typesetter.settable(description ?? '');
  if (about) {
    const box = { width: column, height: 120, sizes: standfirstSizes };
    blocks.push({ text: await setLargest(sheet, about, regular, box), ink: sheet.muted, gap: 0 });
  }
  stack(sheet, blocks, { top: headRule.top, bottom: height }, sideOf(direction));
}

/** Section, headline, bylines and date of a story, on the side where the headline begins. */
async function drawStory(sheet: Sheet, card: StoryCard): Promise<void> {
  const { section, label, headline, lang, names, date } = card;
  await drawHead(sheet, card.paper, card.direction);
  const direction = directionOfText(headline) ?? card.direction;
  const side = sideOf(direction);

  sheet.canvas.fill(sheet.rule, margin, footRule.top, column, footRule.height);
  const ofNames = names ? [between(direction, names, date)] : [];
  const foot = await setLine(sheet, [...ofNames, date], regular, lineSizes);
  if (foot) sheet.canvas.print(sheet.muted, foot, leftOf(foot, side), footTop);

  const [top, bottom] = [headRule.top + headRule.height + room, footRule.top - room];
  const ofLabel = label ? [between(direction, section, label)] : [];
  const kicker = await setLine(sheet, [...ofLabel, section], bold, lineSizes);
  const blocks = kicker ? [{ text: kicker, ink: sheet.accent, gap: 30 }] : [];
  const used = blocks.reduce((sum, { text, gap }) => sum + text.height + gap, 0);
  const box = { width: column, height: bottom - top - used };
  const words = markOf(direction) + headline;
  const style = { ...bold, lang, tracking: direction === 'rtl' ? 0 : -0.012 };
  const text =
    (await sheet.typesetter.setInto(words, style, { ...box, sizes: headlineSizes })) ??
    (await setLargest(sheet, words, { ...style, breaksWords: true }, { ...box, sizes: brokenSizes }));
  blocks.push({ text, ink: sheet.ink, gap: 0 });
  stack(sheet, blocks, { top, bottom }, side);
}

/** The paper's name above a rule. */
async function drawHead(sheet: Sheet, paper: string, direction: Direction): Promise<void> {
  const name = await setLargest(sheet, paper, nameplate, { width: column, sizes: nameSizes });
  sheet.canvas.print(sheet.ink, name, leftOf(name, sideOf(direction)), nameTop);
  sheet.canvas.fill(sheet.ink, margin, headRule.top, column, headRule.height);
}

/** Prints texts one under another, as far from the top of a space as from its bottom. */
function stack(
  { canvas }: Sheet,
  blocks: { text: SetText; ink: Ink; gap: number }[],
  space: { top: number; bottom: number },
  side: Side,
): void {
  const gaps = blocks.slice(0, -1).reduce((sum, { gap }) => sum + gap, 0);
  const all = blocks.reduce((sum, { text }) => sum + text.height, gaps);
  let top = Math.max(space.top, Math.round((space.top + space.bottom - all) / 2));
  for (const { text, ink, gap } of blocks) {
    canvas.print(ink, text, leftOf(text, side), top);
    top += text.height + gap;
  }
}

/** The first of some texts that fits on a line. */
async function setLine(
  { typesetter }: Sheet,
  texts: string[],
  style: Style,
  sizes: number[],
): Promise<SetText | undefined> {
  for (const text of texts) {
    const settable = typesetter.settable(text);
    const set = settable && (await typesetter.setInto(settable, style, { width: column, sizes }));
    if (set) return set;
  }
  return undefined;
}

/** A text as large as it fits, or in the smallest size when it fits in none. */
async function setLargest({ typesetter }: Sheet, text: string, style: Style, box: TextBox): Promise<SetText> {
  const smallest = {
    ...style,
    size: box.sizes.at(-1)!,
    ...(box.height !== undefined && { width: box.width }),
  };
  return (await typesetter.setInto(text, style, box)) ?? typesetter.set(text, smallest);
}

function leftOf(text: SetText, side: Side): number {
  if (side === 'centre') return Math.round((width - text.width) / 2);
  return side === 'left' ? margin : width - margin - text.width;
}

const sideOf = (direction: Direction): Side => (direction === 'rtl' ? 'right' : 'left');

/** Says in which direction a text begins, whatever its first letter. */
const markOf = (direction: Direction) => (direction === 'rtl' ? '\u200f' : '\u200e');

/** Two texts with a point between them, each in its own direction, the first at the side where a line begins. */
function between(direction: Direction, first: string, second: string): string {
  return `${markOf(direction)}\u2068${first}\u2069 · \u2068${second}\u2069`;
}

/** A headline of a length that can be read, cut off between words. */
function shorten(headline: string): string {
  if (headline.length <= longestHeadline) return headline;
  const start = headline.slice(0, longestHeadline);
  return `${start.replace(/\s+\S{0,30}$/u, '')}…`;
}

/** Sizes from the largest to the smallest, each about 4% smaller than the one before. */
function stepsDown(largest: number, smallest: number): number[] {
  const sizes: number[] = [];
  for (let size = largest; size >= smallest; size = Math.floor(size * 0.96)) sizes.push(size);
  return sizes;
}
