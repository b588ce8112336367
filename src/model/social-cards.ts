import { newestFirst, type Archive, type Article } from './archive.ts';

/**
 * What a social card says: the picture that sites show with a link to the paper. Plain texts; a card is named by
 * them.
 */
export type SocialCard = PaperCard | SectionCard | StoryCard;

/** Name of the paper and the direction in which its language is written: on every card. */
export interface PaperName {
  paper: string;
  direction: 'ltr' | 'rtl';
}

/** For the front page and all that belongs to no section. */
export interface PaperCard extends PaperName {
  kind: 'paper';
  tagline: string;
}

/** For a section's lists, and its stories that have neither picture nor card of their own. */
export interface SectionCard extends PaperName {
  kind: 'section';
  section: string;
  description?: string;
}

/** For one story. */
export interface StoryCard extends PaperName {
  kind: 'story';
  section: string;
  /** Kind of journalism or the editor's own kicker. */
  label?: string;
  headline: string;
  /** Of the headline; BCP 47 tag. */
  lang: string;
  /** Bylines as prose: "Anna Smith and Bo Li". */
  names?: string;
  /** Day of publication as the paper writes it. */
  date: string;
}

/**
 * Whether a story may have a card of its own: it is among the newest. The others show their section's card, so
 * that the number of cards does not grow with the archive. A new story takes the card from one other, the oldest
 * that had one.
 * @param atMost how many stories may
 */
export function hasOwnCard(article: Article, { paper }: Pick<Archive, 'paper'>, atMost: number): boolean {
  if (atMost < 1) return false;
  const oldest = paper.articles[atMost - 1];
  return oldest === undefined || newestFirst(article, oldest) <= 0;
}
