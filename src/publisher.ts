import { publisherJsonLd, type Publisher } from './formats/json-ld.ts';
import type { Archive } from './model/archive.ts';
import { frontPath, pagePath } from './model/permalink.ts';
import { site } from './site.config.ts';
import { absoluteUrl } from './site.ts';

/** The paper’s name and address, where machines need no more. */
export const paper = { name: site.title, url: absoluteUrl(frontPath) };

const publishers = new WeakMap<Archive, Publisher>();

/** The paper as machines are told of it; made once for an archive. */
export function publisherOf(archive: Archive): Publisher {
  let publisher = publishers.get(archive);
  if (!publisher) publishers.set(archive, (publisher = makePublisher(archive)));
  return publisher;
}

function makePublisher({ pages }: Archive): Publisher {
  const existing = Object.entries(site.policies).filter(([, id]) => pages.has(id));
  const policies = existing.map(([property, id]) => [property, absoluteUrl(pagePath(id))]);
  const logo = { url: absoluteUrl('/icon-512.png'), width: 512, height: 512 };
  return publisherJsonLd(paper, logo, Object.fromEntries(policies));
}
