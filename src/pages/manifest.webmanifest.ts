import type { APIRoute } from 'astro';
import { themeColors } from '../components/site/theme-colors.ts';
import { webManifest } from '../formats/web-manifest.ts';
import { frontPath } from '../model/permalink.ts';
import { site } from '../site.config.ts';
import { href } from '../site.ts';

/** The paper as an app on a reader's device. */
export const GET: APIRoute = () => {
  const text = webManifest({
    name: site.title,
    description: site.description,
    language: site.language,
    direction: site.direction,
    front: href(frontPath),
    color: themeColors.light,
    icons: [
      { url: href('/icon-192.png'), size: 192 },
      { url: href('/icon-512.png'), size: 512 },
      { url: href('/icon-maskable-512.png'), size: 512, maskable: true },
    ],
  });
  return new Response(text, { headers: { 'Content-Type': 'application/manifest+json' } });
};
