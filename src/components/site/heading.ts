import { createComponent, renderSlot, renderTemplate, spreadAttributes } from 'astro/runtime/server/index.js';

/** Further attributes are those of the element. */
interface Props {
  /** In the page's outline; 0 makes a paragraph. */
  level: 0 | 1 | 2 | 3 | 4;
  class?: string;
  lang?: string;
  dir?: 'ltr' | 'rtl';
}

/**
 * A heading whose level depends on where it stands: what `<Tag>` with `Tag = 'h2'` renders in a template, which
 * takes Astro ten times as long and makes all that follows wait.
 */
export const Heading = createComponent((result, { level, ...attributes }: Props, slots) => {
  const tag = level === 0 ? 'p' : `h${level}`;
  return renderTemplate`<${tag}${spreadAttributes(attributes)}>${renderSlot(result, slots.default)}</${tag}>`;
}) as unknown as (props: Props) => unknown;
