import { seedPath } from '../site/sample-stories.ts';

/** One page of every kind that the sample paper has. */
export const pageKinds: Record<string, string> = {
  front: '/',
  story: seedPath,
  'long story': '/2002/01/01/euro-notes-and-coins-explained/',
  'story with a video': '/1969/07/21/apollo-11-men-walk-on-the-moon/',
  'live story': '/2024/10/02/live-2-october/',
  section: '/world/',
  topic: '/tags/iran/',
  topics: '/tags/',
  author: '/authors/afp/',
  authors: '/authors/',
  series: '/series/a-widening-war/',
  archive: '/archive/',
  year: '/2024/',
  month: '/2024/10/',
  day: '/2024/10/02/',
  corrections: '/corrections/',
  'page of the paper': '/about/',
  feeds: '/feeds/',
  search: '/search/',
  'not found': '/nowhere/',
};
