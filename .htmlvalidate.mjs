/** Rules for every page of the built site; `test/site/pages.test.ts` applies them. */
export default {
  root: true,
  extends: ['html-validate:recommended', 'html-validate:document', 'html-validate:a11y'],
  rules: {
    // Pages are written by a program that compresses them: style of source is not an error in HTML.
    'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off',
    'doctype-style': 'off',
    'no-trailing-whitespace': 'off',
    'void-style': 'off',
    'attr-quotes': 'off',
    // The end tags that HTML lets out are let out by the compressor.
    'no-implicit-close': 'off',
    // A limit of 70 characters is advice of search engines; a headline is as long as its story needs.
    'long-title': 'off',
    // Everything is served by the paper itself: there is no other party whose file could be exchanged.
    'require-sri': ['error', { target: 'crossorigin' }],
    // HTML allows every character but spaces; the colon keeps footnotes' ids apart from those of headings.
    'valid-id': ['error', { relaxed: true }],
    // Safari forgets that a list is one when its bullets are hidden, unless it is told so.
    'no-redundant-role': 'off',
  },
};
