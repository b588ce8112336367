import { slugify } from '../../lib/text.ts';

/** A tag or an author of the paper. */
export interface Topic {
  id: string;
  /** The spelling of the first use. */
  name: string;
  /** How often it is named. */
  count: number;
}

/** Counts tags or authors by their ids. */
export function countTopics(names: string[]): Topic[] {
  const byName = new Map<string, number>();
  for (const name of names) byName.set(name, (byName.get(name) ?? 0) + 1);
  const topics = new Map<string, Topic>();
  for (const [name, count] of byName) {
    const id = slugify(name);
    const topic = topics.get(id);
    if (topic) topic.count += count;
    else topics.set(id, { id, name, count });
  }
  return [...topics.values()];
}
