import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { environment } from '../environment.ts';
import { digest } from '../lib/hash.ts';
import { fontVersions } from './card-fonts.ts';
import type { Colour } from './canvas.ts';

/** Width and height of a card in pixels: what Open Graph, X and the others ask for. */
export const cardSize = { width: 1200, height: 630 } as const;

const names = ['paper', 'ink', 'muted', 'rule', 'accent'] as const;

/** The site's colours that cards have. */
export type CardColours = Record<(typeof names)[number], Colour>;

const sources = join(environment.root, 'src/social-cards');

let colours: CardColours | undefined;
let design: string | undefined;

/**
 * The colours of the site in the light.
 * @throws {Error} when one is written so that cards cannot have it
 */
export function cardColours(): CardColours {
  return (colours ??= readColours(readFileSync(join(environment.root, 'src/styles/tokens.css'), 'utf8')));
}

/** Digest of how cards look, whatever they say: of what draws them, their colours and fonts. */
export function cardDesign(): string {
  return (design ??= digest(
    JSON.stringify([cardColours(), fontVersions()]),
    ...readdirSync(sources)
      .filter((name) => /(?<!\.test)\.ts$/.test(name))
      .sort()
      .map((name) => readFileSync(join(sources, name), 'utf8')),
  ));
}

/** Reads colours from the first rule of a style sheet. */
export function readColours(css: string): CardColours {
  const rule = css.slice(0, css.indexOf('}'));
  const read = (name: string): Colour => {
    const value = new RegExp(`--${name}: *([^;]*);`).exec(rule)?.[1]?.trim();
    const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(value ?? '');
    if (!match) {
      throw new Error(
        `src/styles/tokens.css: --${name} is "${value ?? ''}" in the first rule; ` +
          'expected a colour such as #1b1a18, which social cards have too.',
      );
    }
    const [red, green, blue] = match.slice(1).map((digits) => Number.parseInt(digits, 16));
    return [red!, green!, blue!];
  };
  return Object.fromEntries(names.map((name) => [name, read(name)])) as CardColours;
}
