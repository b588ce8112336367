import mdxRenderer from '@astrojs/mdx/server.js';
import { experimental_AstroContainer as AstroContainer } from 'astro/container';
import { createComponent, unescapeHTML, type AstroComponentFactory } from 'astro/runtime/server/index.js';
import { toHtml } from 'hast-util-to-html';
import type { ElementContent } from 'hast';
import { h } from 'hastscript';
import { getArchive } from '../../../archive.ts';
import { environment } from '../../../environment.ts';
import { feedHtml } from '../../../formats/feed-html.ts';
import { remembered } from '../../../lib/remembered.ts';
import { directionOf } from '../../../lib/text.ts';
import type { Article, Notice } from '../../../model/archive.ts';
import { contributionLines, heldLabel, kindLabel } from '../../../model/labels.ts';
import { fallbackPicture } from '../../../pictures/request-picture.ts';
import { site } from '../../../site.config.ts';
import { absoluteUrl, dates, nameList } from '../../../site.ts';
import type { StoryPart } from '../../../story/story-parts.ts';
import { loadBody } from '../load-body.ts';
import { feedComponents, type FeedContext } from './feed-components.ts';

/** A story as HTML for feeds. */
interface StoryHtml {
  /** Corrections, lead picture, text, contributors and source. */
  html: string;
  /** Renders the same with the standfirst and a link in place of the text. */
  shortHtml: () => string;
}

/** Renders a whole story for feeds. */
export async function renderStoryForFeed(article: Article): Promise<StoryHtml> {
  const { articles } = await getArchive();
  const url = absoluteUrl(article.permalink);
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
  const { image, description, title } = article;
  const lead = image ? await renderComponent('Figure', image as Record<string, string>, '', context) : '';
  const head = toHtml([...labels(article), ...notices(article)]);
  const link = h('p', [
    'This story is too long for a feed. ',
    h('a', { href: url }, `Read all of it: ${title}`),
  ]);
  const around = (text: string, foot: ElementContent[]) =>
    feedHtml(head + inLanguage(article, lead + text) + toHtml(foot), { origin: environment.origin, url });
  return {
    html: around(withDateline(body, article.dateline), footLines(article)),
    shortHtml: () => around(toHtml(h('p', description)), [link]),
  };
}

/** A correction as HTML for feeds: what was wrong, and in which story. */
export function renderCorrectionForFeed({ title, permalink, published }: Article, { text }: Notice): string {
  const link = h('a', { href: absoluteUrl(permalink) }, title);
  return toHtml([h('p', text), h('p', ['This corrects ', link, `, published on ${dates.day(published)}.`])]);
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

/** The words of a story's author, marked where a feed's reader would not know their language or direction. */
function inLanguage({ lang }: Article, html: string): string {
  const dir = directionOnce(lang) === 'rtl' ? 'rtl' : undefined;
  if (lang === site.language && !dir) return html;
  const marked = h('div', { lang, dir }, [{ type: 'raw' as const, value: html }]);
  return toHtml(marked as ElementContent, { allowDangerousHtml: true });
}

/** Asking `Intl` takes longer than rendering the element. */
const directionOnce = remembered(directionOf);

/** A text that begins with the place it was filed from, as in print. */
function withDateline(body: string, dateline: string | undefined): string {
  if (dateline === undefined) return body;
  const place = toHtml({ type: 'text', value: `${dateline} — ` });
  return body.startsWith('<p>') ? `<p>${place}${body.slice('<p>'.length)}` : `<p>${place.trim()}</p>${body}`;
}

/** What a reader is told of the nature of a story before it begins. */
function labels(article: Article): ElementContent[] {
  const known = [heldLabel(article), kindLabel(article)].filter((label) => label !== undefined);
  return known.length > 0 ? [h('p', h('strong', known.join('. ')))] : [];
}

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

function footLines(article: Article): ElementContent[] {
  const lines = contributionLines(article, (names) => nameList.format(names));
  const { source } = article;
  return [
    ...lines.map((line) => h('p', h('em', line))),
    ...(source ? [h('p', ['Original: ', h('a', { href: source.url }, source.name)])] : []),
  ];
}
