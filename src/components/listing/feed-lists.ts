import { opml, type ListedFeed } from '../../formats/opml.ts';
import type { Archive, Topic } from '../../model/archive.ts';
import type { SectionFeeds } from '../../model/feed-directory.ts';
import { correctionsTopic } from '../../model/feed-entries.ts';
import { feedPath, frontPath } from '../../model/permalink.ts';
import { site } from '../../site.config.ts';
import { absoluteUrl } from '../../site.ts';
import { feedTitle } from '../story/feed/feed-title.ts';

/** The paper, its corrections, sections and series as OPML. */
export function paperOpml({ paper, sections, series }: Archive): string {
  const topics = (streams: typeof sections) => Array.from(streams.values(), ({ topic }) => topic);
  return feedList(site.title, [
    [site.title, [paper.topic, correctionsTopic]],
    [`${site.title}: sections`, topics(sections)],
    [`${site.title}: series`, topics(series)],
  ]);
}

/** A section and what it writes most about as OPML. */
export function sectionOpml({ section, topics, authors }: SectionFeeds): string {
  const title = feedTitle(section.topic);
  return feedList(title, [
    [title, [section.topic]],
    [`${title}, topics`, topics.map(({ topic }) => topic)],
    [`${title}, authors`, authors.map(({ topic }) => topic)],
  ]);
}

function feedList(title: string, folders: [title: string, topics: Topic[]][]): string {
  return opml({
    title,
    owner: { name: site.title, url: absoluteUrl(frontPath) },
    folders: folders.map(([title, topics]) => ({ title, feeds: topics.map(listedFeed) })),
  });
}

const listedFeed = (topic: Topic): ListedFeed => ({
  title: feedTitle(topic),
  description: topic.description,
  feedUrl: absoluteUrl(feedPath(topic.path, 'rss')),
  pageUrl: absoluteUrl(topic.path),
  language: site.language,
});
