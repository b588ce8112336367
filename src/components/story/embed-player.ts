import { site } from '../../site.config.ts';

/** Where a video is: the name of the place, and the address of its player when the paper may show that. */
export function embedPlayer(url: string): { place: string; frame?: string } {
  const link = new URL(url);
  for (const { name, player } of site.embeds) {
    const frame = player(link);
    if (frame) return { place: name, frame };
  }
  return { place: link.hostname };
}
