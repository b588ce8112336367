import { remembered } from '../lib/remembered.ts';
import { slugify, titleOfId } from '../lib/text.ts';
import type { Author, Topic } from './archive.ts';
import { besideFile } from './interpret-article.ts';
import type { AuthorData, Newsroom } from './newsroom.ts';
import * as permalink from './permalink.ts';

/** The section, tags, authors and series that stories name, each made once and shared. */
export interface Topics {
  sections: Map<string, Topic>;
  tag: (name: string) => Topic;
  author: (name: string) => Author;
  authors: Map<string, Author>;
  series: Map<string, Topic>;
}

/** Begins with what has a file; tags and authors without one are made when a story names them. */
export function createTopics(newsroom: Newsroom): Topics {
  const tags = new Map<string, Topic>();
  const authors = new Map<string, Author>();
  const makeAuthor = (id: string, data: AuthorData): Author => {
    const { name, type = 'person', ...rest } = data;
    const made: Author = { id, title: name, type, path: permalink.authorPath(id), ...rest };
    if (made.image) made.image = { ...made.image, src: besideFile('authors/', made.image.src) };
    authors.set(id, made);
    return made;
  };
  for (const [id, data] of newsroom.authors) makeAuthor(id, data);
  const idsByName = new Map([...newsroom.authors].map(([id, { name }]) => [slugify(name), id]));

  return {
    sections: new Map(
      newsroom.sections.map((section) => [
        section.id,
        { ...section, path: permalink.sectionPath(section.id) },
      ]),
    ),
    series: new Map(
      [...newsroom.series].map(([id, data]) => [id, { id, ...data, path: permalink.seriesPath(id) }]),
    ),
    authors,
    author: remembered((name) => {
      const id = newsroom.authors.has(name) ? name : (idsByName.get(slugify(name)) ?? slugify(name));
      return authors.get(id) ?? makeAuthor(id, { name });
    }),
    tag: remembered((name) => {
      const id = slugify(name);
      let tag = tags.get(id);
      if (!tag) {
        const data = newsroom.tags.get(id);
        const title = data?.title ?? (name === id ? titleOfId(id) : name);
        tags.set(id, (tag = { id, title, path: permalink.tagPath(id) }));
        if (data?.description) tag.description = data.description;
      }
      return tag;
    }),
  };
}
