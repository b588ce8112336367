import assert from 'node:assert/strict';
import { test } from 'node:test';
import { directRenderer, NeedsRequest, type AstroComponent, type AstroResult } from './direct-render.ts';

/** What Astro gives a component, with what belongs to one page only. */
const known: AstroResult = {
  createAstro: (props) =>
    Object.assign(Object.create({ url: new URL('https://other.example/'), site: 'https://paper.example' }), {
      props,
    }),
  _metadata: { renderedScripts: new Set(['other']), hasRenderedHead: false, extraHead: [] },
};

/** A component that writes these chunks, one of them made of its `Astro`. */
const writes =
  (...chunks: unknown[]): AstroComponent =>
  (result, props) => ({
    render(destination: { write(chunk: unknown): void }) {
      const astro = result.createAstro(props, {});
      for (const chunk of chunks) destination.write(typeof chunk === 'function' ? chunk(astro) : chunk);
    },
  });

const head = { type: 'head' };
const script = { type: 'script', id: 'a', content: '<script></script>' };

test('a page is what its component writes before and after the end of its head', async () => {
  const title = (astro: { props: { title: string }; site: string }) => `${astro.props.title} ${astro.site}`;
  const component = writes('<head>', title, head, new String('</head>'), 2, { type: 'maybe-head' });
  const render = directRenderer(component, known);
  assert.deepEqual(await render({ title: 'A' }), {
    before: '<head>A https://paper.example',
    after: '</head>2',
  });
  assert.deepEqual(await render({ title: 'B' }), {
    before: '<head>B https://paper.example',
    after: '</head>2',
  });
});

test('a script is written once', async () => {
  const { after } = await directRenderer(writes(head, script, 'text', script), known)({});
  assert.equal(after, '<script></script>text');
});

test('what is known of a page is not known of the next', async () => {
  const sizes: number[] = [];
  const component: AstroComponent = (result, ...rest) => {
    const scripts = result._metadata.renderedScripts as Set<string>;
    sizes.push(scripts.size);
    scripts.add('mine');
    return writes(head)(result, ...rest);
  };
  const render = directRenderer(component, known);
  await render({});
  await render({});
  assert.deepEqual(sizes, [1, 1]);
});

for (const [what, component] of Object.entries({
  'the address of the page': writes(head, (astro: { url: URL }) => astro.url.href),
  'another instruction': writes(head, { type: 'directive' }),
  'the head a second time': writes(head, head),
  'a slot as text': writes(head, Object.assign(new String('text'), { chunks: [] })),
  'no head': writes('text'),
})) {
  test(`${what} is left to Astro`, async () => {
    await assert.rejects(directRenderer(component, known)({}), NeedsRequest);
  });
}

test('a component that gives a response is left to Astro', async () => {
  await assert.rejects(directRenderer(() => new Response(), known)({}), NeedsRequest);
});
