import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AnyNode } from 'domhandler';
import { featureStories } from './feature-stories.ts';
import { openSite, type Site } from './site.ts';
import { publicStories } from './sample-stories.ts';

/** `@astrojs/mdx` is the oracle: what the fast path makes of a story must be what it makes. */
describe('the fast path and full MDX give the same story', () => {
  const site = openSite('site');
  const mdx = openSite('mdx');
  const features = openSite('features');

  for (const { path } of publicStories) {
    it(path, () => assert.equal(body(site, path), body(mdx, path)));
  }
  for (const { fast, full } of featureStories) {
    it(fast, () => assert.equal(body(features, fast), body(features, full)));
  }
});

/** A story's body, on each line a tag with its attributes in order, or text with its white space collapsed. */
function body(site: Site, path: string): string {
  const { $ } = site.page(path);
  const prose = $('.prose');
  assert.equal(prose.length, 1, `${path} has one .prose`);
  return prose
    .contents()
    .toArray()
    .flatMap((node) => linesOf(node))
    .join('\n');
}

const inline =
  /^(a|abbr|b|bdi|bdo|br|cite|code|del|dfn|em|i|img|input|ins|kbd|mark|q|ruby|s|samp|small|span|strong|sub|sup|time|u|var)$/;

function linesOf(node: AnyNode, preserve = false, depth = 0): string[] {
  const indent = '  '.repeat(depth);
  if (node.type === 'text') {
    const text = preserve ? node.data : node.data.replace(/\s+/g, ' ');
    const beside = [node.prev, node.next].some(
      (other) => other && (other.type === 'text' || ('name' in other && inline.test(other.name))),
    );
    return text.trim() === '' && !beside
      ? []
      : [indent + JSON.stringify(beside || preserve ? text : text.trim())];
  }
  // Astro decides where a component's script stands.
  if (node.type !== 'tag') return [];
  const attributes = Object.entries(node.attribs).sort(([a], [b]) => (a < b ? -1 : 1));
  const tag = [node.name, ...attributes.map(([name, value]) => `${name}=${JSON.stringify(value)}`)].join(' ');
  const children = node.children.flatMap((child) =>
    linesOf(child, preserve || node.name === 'pre', depth + 1),
  );
  return [`${indent}<${tag}>`, ...children];
}
