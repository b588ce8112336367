import mdxRenderer from '@astrojs/mdx/server.js';
import { experimental_AstroContainer as AstroContainer } from 'astro/container';
import { createComponent, unescapeHTML, type AstroComponentFactory } from 'astro/runtime/server/index.js';
import { toHtml } from 'hast-util-to-html';
import type { ElementContent } from 'hast';
import { h } from 'hastscript';
import { getArchive } from '../../../archive.ts';
import { environment } from '../../../environment.ts';
import { feedHtml } from '../../../formats/feed-html.ts';
import type { Article } from '../../../model/archive.ts';
import { contributionLines } from '../../../model/labels.ts';
import { fallbackPicture } from '../../../pictures/request-picture.ts';
import { absoluteUrl, dates, nameList } from '../../../site.ts';
import type { StoryPart } from '../../../story/story-parts.ts';
import { loadBody } from '../load-body.ts';
import { feedComponents, type FeedContext } from './feed-components.ts';

/** A whole story as HTML for a feed: corrections, lead picture, body, contributors and source. */
export async function renderStoryForFeed(article: Article): Promise<string> {
  const { articles } = await getArchive();
  const context: FeedContext = {
    async picture(src) {
      const { path, width, height } = await fallbackPicture(src);
      return { url: absoluteUrl(path), width, height };
    },
    story(id) {
      const found = articles.get(id);
      return found && { title: found.title, url: absoluteUrl(found.permalink) };
    },
  };
  const { parts, Content } = await loadBody(article);
  const body = Content ? await renderFull(Content, context) : await renderParts(parts, context);
  const { image } = article;
  const lead = image ? await renderComponent('Figure', image as Record<string, string>, '', context) : '';
  const html = toHtml(notices(article)) + lead + body + toHtml(foot(article));
  return feedHtml(html, { origin: environment.origin, url: absoluteUrl(article.permalink) });
}

async function renderParts(parts: StoryPart[], context: FeedContext): Promise<string> {
  let html = '';
  for (const part of parts) {
    html +=
      typeof part === 'string'
        ? part
        : await renderComponent(
            part.component,
            part.props,
            await renderParts(part.children, context),
            context,
          );
  }
  return html;
}

async function renderComponent(
  name: string,
  props: Record<string, string>,
  childrenHtml: string,
  context: FeedContext,
): Promise<string> {
  const element = await feedComponents[name]!(props, [{ type: 'raw', value: childrenHtml }], context);
  return element ? toHtml(element, { allowDangerousHtml: true }) : '';
}

/** A story with code, rendered by `@astrojs/mdx` outside any page. */
async function renderFull(Content: AstroComponentFactory, context: FeedContext): Promise<string> {
  const components = Object.fromEntries(
    Object.keys(feedComponents).map((name) => [
      name,
      createComponent(async (_, props, slots) => {
        const children = String((await slots.default?.(undefined as never)) ?? '');
        return unescapeHTML(await renderComponent(name, props, children, context)) as never;
      }),
    ]),
  );
  return (await container()).renderToString(Content, { props: { components } });
}

let made: Promise<AstroContainer> | undefined;
const container = () =>
  (made ??= AstroContainer.create({
    renderers: [{ name: 'astro:jsx', ssr: mdxRenderer }],
  }));

/** Corrections and updates, the newest first, as they stand before the story. */
function notices({ corrections, updates }: Article): ElementContent[] {
  const list = (title: string, items: Article['updates']) =>
    items.length === 0
      ? []
      : [
          h('h2', title),
          h(
            'ul',
            items.toReversed().map(({ date, text }) => h('li', [`${dates.moment(date)}: ${text}`])),
          ),
        ];
  return [...list('Corrections', corrections), ...list('Updates', updates)];
}

function foot(article: Article): ElementContent[] {
  const lines = contributionLines(article, (names) => nameList.format(names));
  const { source } = article;
  return [
    ...lines.map((line) => h('p', h('em', line))),
    ...(source ? [h('p', ['Original: ', h('a', { href: source.url }, source.name)])] : []),
  ];
}
