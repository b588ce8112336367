import type { Archive, Article, Topic } from '../../model/archive.ts';
import { kindLabel } from '../../model/labels.ts';
import { hasOwnCard, type PaperName, type SocialCard } from '../../model/social-cards.ts';
import { requestCard } from '../../pictures/request-card.ts';
import { site } from '../../site.config.ts';
import { absoluteUrl, dates, nameList } from '../../site.ts';
import type { PageMetadata } from './Head.astro';

type SharedPicture = NonNullable<PageMetadata['image']>;

/** A picture less wide is no better for sites that share a story than a card: they show it small, or not at all. */
export const leastSharedWidth = 600;

const name: PaperName = { paper: site.title, direction: site.direction };

/** The paper's card: for pages that belong to no section. */
export const paperPicture = (): SharedPicture =>
  shared({ kind: 'paper', ...name, tagline: site.tagline }, `${site.title}: ${site.tagline}`);

/** A section's card: for its lists. */
export const sectionPicture = ({ title, description }: Topic): SharedPicture =>
  shared({ kind: 'section', ...name, section: title, description }, `${site.title}: ${title}`);

/** The card of a story without a lead picture that can be shared: its own, or when it is old its section's. */
export function storyPicture(article: Article, archive: Archive): SharedPicture {
  const { title, lang, section, authors, published } = article;
  if (!hasOwnCard(article, archive, site.socialCards)) return sectionPicture(section);
  const card: SocialCard = {
    ...{ kind: 'story', ...name, headline: title, lang },
    section: section.title,
    label: kindLabel(article) ?? article.kicker,
    names: authors.length > 0 ? nameList.format(authors.map((author) => author.title)) : undefined,
    date: dates.day(published),
  };
  return shared(card, title);
}

function shared(card: SocialCard, alt: string): SharedPicture {
  const { path, width, height } = requestCard(card);
  return { url: absoluteUrl(path), width, height, alt };
}
