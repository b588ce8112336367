import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newestFirst, type Article, type Stream } from './archive.ts';
import { hasOwnCard } from './social-cards.ts';

const story = (id: string, day: number) => ({ id, published: new Date(Date.UTC(2024, 9, day)) }) as Article;
const paperOf = (articles: Article[]) => ({ paper: { articles: articles.toSorted(newestFirst) } as Stream });
const withCard = (articles: Article[], atMost: number) =>
  articles.filter((article) => hasOwnCard(article, paperOf(articles), atMost)).map(({ id }) => id);

const stories = [1, 2, 3, 4, 5].map((day) => story(`day-${day}`, day));

test('the newest stories have cards of their own, never more than are allowed', () => {
  assert.deepEqual(withCard(stories, 2), ['day-4', 'day-5']);
  assert.deepEqual(withCard(stories, 5), withCard(stories, 100));
  assert.deepEqual(withCard(stories, 0), []);
  const oneMoment = ['a', 'b', 'c'].map((id) => story(id, 1));
  assert.deepEqual(withCard(oneMoment, 2), ['a', 'b']);
});

test('a new story takes the card from one other, an old one from none but itself', () => {
  const before = withCard(stories, 3);
  assert.deepEqual(withCard([...stories, story('new', 6)], 3), [...before.slice(1), 'new']);
  assert.deepEqual(withCard([...stories, story('found in a drawer', 1)], 3), before);
});
