import { createReadStream } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { Plugin } from 'vite';
import { picturePath } from '../model/permalink.ts';
import { mediaTypes, parsePictureName } from '../pictures/derivatives.ts';
import { makeDerivative } from '../pictures/derivative-store.ts';
import { href } from '../site.ts';

/** Part of `npm run dev`: makes a picture's derivative when it is first asked for, and serves it. */
export function pictureServer(): Plugin {
  return {
    name: 'picture-server',
    apply: 'serve',
    configureServer(server) {
      server.middlewares.use(servePicture);
    },
  };
}

function servePicture(
  request: IncomingMessage,
  response: ServerResponse,
  next: (error?: unknown) => void,
): void {
  const [path = ''] = request.url?.split('?') ?? [];
  // Astro may have taken BASE_PATH away before.
  const folder = [href(picturePath('')), picturePath('')].find((start) => path.startsWith(start));
  const name = folder ? path.slice(folder.length) : '';
  const parsed = parsePictureName(name);
  if (!parsed) return next();
  makeDerivative(name)
    .then((file) => {
      response.setHeader('Content-Type', mediaTypes[parsed.format]);
      response.setHeader('Cache-Control', 'max-age=31536000, immutable');
      return pipeline(createReadStream(file), response);
    })
    .catch(next);
}
