/** What a rule of the copy desk is about, for whoever gets its warning. */
export interface CopyRule {
  /** What it finds, in a few words. */
  finds: string;
  /** Why that matters, and how to mend it. */
  why: string;
}

/**
 * The rules of the copy desk by their codes. A code is public: it stands in stories and in `site.config.ts`, so it
 * is never renamed.
 */
export const copyRules = {
  'alt-image-of': {
    finds: 'alternative text that begins with “image of”',
    why:
      'Screen readers say themselves that a picture follows. Begin with what is seen: “Readers at long tables”, ' +
      'not “A picture of readers at long tables”.',
  },
  'alt-repeats-caption': {
    finds: 'alternative text that says the same as the caption',
    why:
      'Those who listen hear the sentence twice, and still do not know what is seen. The alternative text describes ' +
      'the picture; the caption says who, where and when.',
  },
  'author-variant': {
    finds: 'an author with a single story whose name is nearly that of another author',
    why:
      'A slip in a name makes a second author with a page and a list of their own. Take the spelling of the other, or, ' +
      'if they are two people, give the new one a file in authors/.',
  },
  'doubled-word': {
    finds: 'a word that is written twice, as in “the the”',
    why: 'Delete one of the two. `npm run check -- --fix` does so for small words, such as “the” and “and”.',
  },
  'empty-correction': {
    finds: 'a correction or update that does not say what was wrong or new',
    why:
      'Readers of the earlier version cannot tell what they believed wrongly. Say what was wrong and what is right, in ' +
      'a sentence.',
  },
  'far-date': {
    finds: 'a date far in the future, or far before all other stories',
    why:
      'Most often the year is mistyped. A story dated in the future is held back until then, and one dated too early is ' +
      'at the end of every list.',
  },
  'headline-capitals': {
    finds: 'a headline in capitals',
    why: 'Capitals are slower to read, and some screen readers spell them letter by letter. Write it as a sentence.',
  },
  'insecure-link': {
    finds: 'a link to a web address that begins with http://',
    why:
      'Anybody on the way can see and change what such a page shows. Nearly every site answers by https:// too: try ' +
      'it, and write that.',
  },
  'long-standfirst': {
    finds: 'a standfirst that is too long for a search result',
    why:
      'Search engines and messengers show some 160 characters and cut off the rest. Put what matters into these, and keep ' +
      'the whole below 200.',
  },
  'open-quotation': {
    finds: 'a quotation that is opened and never closed, or closed and never opened',
    why:
      'Readers cannot tell where the speaker ends and the paper begins. Add the missing sign. A quotation of several ' +
      'paragraphs opens each of them and is closed at its end alone.',
  },
  'other-story': {
    finds: 'a story under the name of a published one, which is in another file now',
    why:
      'Old links lead to the wrong story, and subscribers get neither of the two as it is. An address is one story’s for ' +
      'ever: give the published one its name back and the new one another, and use `npm run move`. Only stories that git ' +
      'knows in an earlier version are compared.',
  },
  'redirected-link': {
    finds: 'a link to an address that is redirected',
    why:
      'It works, but sends readers on a detour, and breaks when the redirect goes. `npm run check -- --fix` writes the ' +
      'present address.',
  },
  'silent-change': {
    finds: 'a number, a quotation or a name that was changed in a published story without a word',
    why:
      'Readers who saw the earlier version deserve to know. `npm run correct -- STORY "what was wrong and is now right"` ' +
      'says so; an entry in “updates” does too. Only stories that git knows in an earlier version are compared.',
  },
  'small-picture': {
    finds: 'a picture that is too small for its place',
    why:
      'It is blurred on large screens, and below 1,200 pixels of width search engines show no large preview of a lead ' +
      'picture. Export it again from the original; do not enlarge it.',
  },
  'tag-variant': {
    finds: 'tags that differ only in spelling or number, such as “missile” and “missiles”',
    why:
      'Each of the two lists lacks half of the stories. Write them alike. If they mean different things, give both a title in ' +
      'tags.yaml.',
  },
  'twin-headline': {
    finds: 'two stories of the same weeks with nearly the same headline',
    why:
      'Either a story was filed twice, or readers cannot tell the two apart in lists and search results. Delete one, or ' +
      'let the headline say what is new.',
  },
  unwritten: {
    finds: 'a standfirst, picture or first paragraph whose words are still those of a new story',
    why:
      'A new story says what is to stand there, and readers would see just that. Write it, or let the story be a draft ' +
      'until you do.',
  },
} as const satisfies Record<string, CopyRule>;

/** Code of a rule: what a warning is called by. */
export type CopyCode = keyof typeof copyRules;

/** All codes, in order of the alphabet. */
export const copyCodes = Object.keys(copyRules) as CopyCode[];

/** Whether a word is the code of a rule. */
export const isCopyCode = (word: string): word is CopyCode => Object.hasOwn(copyRules, word);
