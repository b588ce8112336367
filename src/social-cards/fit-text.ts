import type { TextBox, TextStyle } from './typesetter.ts';

/** Width and height of a text's ink in pixels. */
export interface Extent {
  width: number;
  height: number;
}

/** How narrow lines may become for the sake of their balance, and how exactly that is found: parts of the width. */
const narrowest = 0.5;
const closeEnough = 0.07;

/**
 * The largest size at which a text fits into a box, with lines of about the same length.
 * @param measure tells how large the text is in a style
 * @returns `undefined` when it fits at none
 */
export async function fitText(
  measure: (style: TextStyle) => Extent | Promise<Extent>,
  style: Omit<TextStyle, 'size'>,
  { width, height, sizes }: TextBox & { height: number },
): Promise<{ style: TextStyle; extent: Extent } | undefined> {
  let fitting: { style: TextStyle; extent: Extent } | undefined;
  let [first, end] = [0, sizes.length];
  while (first < end) {
    const middle = (first + end) >> 1;
    const tried = { ...style, size: sizes[middle]!, width };
    const extent = await measure(tried);
    const fits = extent.width <= width && extent.height <= height;
    if (fits) [fitting, end] = [{ style: tried, extent }, middle];
    else first = middle + 1;
  }
  if (!fitting) return undefined;

  // Lines are narrowed as far as their number stays the same. The ink of one line is lower than that, of two
  // lines it is higher.
  const { size } = fitting.style;
  if (fitting.extent.height < size * 1.5) return fitting;
  const highest = Math.min(height, fitting.extent.height + size / 2);
  let [low, high] = [width * narrowest, width];
  while (high - low > width * closeEnough) {
    const tried = Math.round((low + high) / 2);
    const extent = await measure({ ...fitting.style, width: tried });
    if (extent.width <= tried && extent.height <= highest) high = tried;
    else low = tried;
  }
  return { style: { ...fitting.style, width: high }, extent: fitting.extent };
}
