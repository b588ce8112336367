import rss from '@astrojs/rss';
import { allStories, storyPath } from '../stories.ts';

export const GET = () =>
  rss({
    title: 'Stock',
    description: 'The newest stories',
    site: 'https://standfirst.example',
    items: allStories()
      .slice(0, 30)
      .map((story) => ({ ...story.data, link: storyPath(story) })),
  });
