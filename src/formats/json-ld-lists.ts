import type { CollectionPage, ProfilePage, WithContext } from 'schema-dts';
import type { Author } from '../model/archive.ts';
import { imageObject, type PictureFile } from './json-ld.ts';

/** A page of a list. */
interface ListFacts {
  title: string;
  description: string;
  /** Absolute. */
  url: string;
  /** BCP 47 tag. */
  language: string;
}

/**
 * schema.org/CollectionPage with the list that it shows, in its order.
 * @param items addresses absolute
 */
export function collectionPageJsonLd(
  { title, description, url, language }: ListFacts,
  items: { title: string; url: string }[],
): WithContext<CollectionPage> {
  return {
    '@context': 'https://schema.org',
    '@type': 'CollectionPage',
    name: title,
    description,
    url,
    inLanguage: language,
    mainEntity:
      items.length === 0
        ? undefined
        : {
            '@type': 'ItemList',
            itemListElement: items.map((item, index) => ({
              '@type': 'ListItem',
              position: index + 1,
              url: item.url,
              name: item.title,
            })),
          },
  };
}

/** What is said of an author beside the author; all addresses absolute. */
interface ProfileContext extends ListFacts {
  /** The paper, for which a person with a role works. */
  paper: { name: string; url: string };
  portrait?: PictureFile;
}

/** schema.org/ProfilePage for a person, desk or agency. */
export function profilePageJsonLd(
  author: Author,
  { title, url, language, paper, portrait }: ProfileContext,
): WithContext<ProfilePage> {
  const common = {
    name: author.title,
    url,
    description: author.description,
    sameAs: author.url,
    image: portrait && imageObject(portrait),
  };
  return {
    '@context': 'https://schema.org',
    '@type': 'ProfilePage',
    name: title,
    url,
    inLanguage: language,
    mainEntity:
      author.type === 'organization'
        ? { '@type': 'Organization', ...common }
        : {
            '@type': 'Person',
            ...common,
            jobTitle: author.role,
            // A guest has no role.
            worksFor: author.role ? { '@type': 'NewsMediaOrganization', ...paper } : undefined,
          },
  };
}
