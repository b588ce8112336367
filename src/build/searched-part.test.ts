import assert from 'node:assert/strict';
import { test } from 'node:test';
import { searchedPart } from './searched-part.ts';

const body = '<article class="a" data-pagefind-body>';

for (const [what, part] of Object.entries({
  'a plain element': `${body}<h1>One</h1></article>`,
  'an element within one of its own kind': `${body}<article><p>One</p></article>two</article>`,
  'tags in attributes': `${body}<button data-share="</article><article">x</button></article>`,
  'tags in comments and scripts': `${body}<!-- </article> --><script>"</article>"</script></article>`,
  'empty elements': `${body}<img alt=">"><br/></article>`,
})) {
  test(`the searched part is whole with ${what}`, () => {
    assert.equal(searchedPart(`<html><body><nav>x</nav>${part}<footer>y</footer></body></html>`), part);
  });
}

test('a page without the mark is not searched, even one that speaks of it', () => {
  assert.equal(searchedPart('<main><p>One</p></main>'), undefined);
  assert.equal(
    searchedPart('<main><p>Put data-pagefind-body there, or data-pagefind-body </p></main>'),
    undefined,
  );
});

test('an element without an end is told', () => {
  assert.throws(() => searchedPart(`${body}<p>One</p>`), /<article data-pagefind-body> does not end/);
});
