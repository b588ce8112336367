// @ts-check
import mdx from '@astrojs/mdx';
import { defineConfig, fontProviders } from 'astro/config';
import { accentedRange, makeFonts } from './src/build/fonts.ts';
import { newsroom } from './src/build/integration.ts';
import { contentSecurityPolicy } from './src/build/security.ts';
import { storyProcessor } from './src/build/story-processor.ts';
import { environment } from './src/environment.ts';
import { digest } from './src/lib/hash.ts';

const { base, cacheDir, contentDir, origin, outDir, root } = environment;
const fonts = await makeFonts(root, '.cache/fonts');

export default defineConfig({
  site: origin,
  base: base || '/',
  outDir,
  // Two papers may be built at once: each has its own collections.
  cacheDir: `${cacheDir}/astro/${digest(contentDir, outDir)}`,
  trailingSlash: 'always',
  build: { inlineStylesheets: 'always' },
  compressHTML: true,
  // Shorter than attributes, in every rule and on every element.
  scopedStyleStrategy: 'class',
  integrations: [newsroom(), mdx()],
  markdown: {
    syntaxHighlight: false,
    processor: storyProcessor({ contentDir, base }),
  },
  fonts: [
    {
      name: 'Source Serif',
      cssVariable: '--font-serif',
      provider: fontProviders.local(),
      options: {
        variants: [
          { src: [fonts.roman], weight: '400 700', style: 'normal' },
          { src: [fonts.italic], weight: '400', style: 'italic' },
        ],
      },
      fallbacks: ['Georgia', 'serif'],
    },
    {
      name: 'Source Serif accented',
      cssVariable: '--font-serif-accented',
      provider: fontProviders.local(),
      options: { variants: [{ src: [fonts.accented], weight: '400 700', style: 'normal' }] },
      unicodeRange: accentedRange,
      // It stands before the other family, whose fallbacks serve both.
      fallbacks: [],
      optimizedFallbacks: false,
    },
  ],
  security: { csp: contentSecurityPolicy },
  experimental: { contentIntellisense: true },
  vite: {
    // A script of its own file is cached across pages and keeps the story's HTML small.
    build: { assetsInlineLimit: 0 },
    // A page needs hundreds of modules. Vite is to prepare them together, not each when it is come to.
    server: { preTransformRequests: true },
  },
  devToolbar: { enabled: false },
});
