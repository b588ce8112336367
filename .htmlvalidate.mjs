/** Rules for every page of the built site; `test/site/pages.test.ts` applies them. */
export default {
  root: true,
  extends: ['html-validate:recommended', 'html-validate:document', 'html-validate:a11y'],
  rules: {
    // `<!doctype html>` is what HTML's own specification writes.
    'doctype-style': 'off',
    // Redirect pages leave out the end tags that HTML lets one leave out.
    'no-implicit-close': 'off',
    // A limit of 70 characters is advice for search engines; a headline is as long as its story needs.
    'long-title': 'off',
    // The paper serves all its files itself: there is no other party whose file could be exchanged.
    'require-sri': ['error', { target: 'crossorigin' }],
    // HTML allows every character but spaces; the colon keeps footnotes' ids apart from those of headings.
    'valid-id': ['error', { relaxed: true }],
    // Safari forgets that a list is one when its bullets are hidden, unless it is told so.
    'no-redundant-role': 'off',
  },
};
