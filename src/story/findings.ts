/** A place in a story's file, both from 1. */
interface Place {
  line: number;
  column: number;
}

/** What a story points at, for whoever knows whether it exists. */
export interface References {
  /** Links that stay on the site, as written: `/2024/10/02/slug/`. */
  links: ({ target: string } & Place)[];
  /** Article ids. */
  stories: ({ id: string } & Place)[];
  /** Content paths. */
  pictures: ({ path: string } & Place)[];
}

/** A mistake, at its place in the story’s file. */
export type StoryProblem = Place & { message: string };

/** What of a syntax tree has a place. */
export interface Placed {
  position?: { start: Place } | undefined;
}

/** What is found while a story is read. */
export class Findings {
  problems: StoryProblem[] = [];
  references: References = { links: [], stories: [], pictures: [] };
  /** Links to a heading of the story itself: `#heading-id`. */
  fragments: ({ id: string } & Place)[] = [];
  /** Whether the story has code, which only full MDX runs. */
  hasCode = false;
  readonly articleCode: 'allow' | 'deny';

  constructor(articleCode: 'allow' | 'deny') {
    this.articleCode = articleCode;
  }

  report(node: Placed, message: string): void {
    this.problems.push({ ...placeOf(node), message });
  }

  /** Notes that the story has code; a problem where the paper takes none. */
  code(node: Placed, what: string): void {
    this.hasCode = true;
    if (this.articleCode === 'allow') return;
    this.report(
      node,
      `${what} is code, and this paper takes no code in stories (articleCode in src/site.config.ts). ` +
        'Write it in Markdown and story components; to print a brace, write \\{.',
    );
  }
}

/** Where a node begins; the first line for one that was made and not written. */
export const placeOf = ({ position }: Placed): Place => ({
  line: position?.start.line ?? 1,
  column: position?.start.column ?? 1,
});
