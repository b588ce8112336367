import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../site/builds.ts';
import { cleared } from './measure.ts';

/** A site of the same stories, ready to be built by another program: shell commands, run one after the other. */
export interface OtherBuilder {
  name: string;
  dir: string;
  /** Where the site goes. */
  site: string;
  commands: string[][];
}

/**
 * Astro as its documentation shows it: the glob loader, @astrojs/mdx, the Pagefind command. One page for each
 * story, lists of 30 for the paper, each section and each tag, a feed. No pictures.
 */
export function stockAstro(dir: string, contentDir: string): OtherBuilder {
  cpSync(join(import.meta.dirname, 'stock-astro'), cleared(dir), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(dir, 'node_modules'));
  symlinkSync(join(contentDir, 'articles'), join(dir, 'articles'));
  const site = join(dir, 'dist');
  return {
    ...{ name: 'stock Astro, clean', dir, site },
    commands: [
      ['npx', 'astro', 'build'],
      ['npx', 'pagefind', '--site', site],
    ],
  };
}

/**
 * Hugo: the same lists and a feed, the stories as Markdown without components and pictures, no search.
 */
export function hugo(dir: string, contentDir: string): OtherBuilder {
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  };
  cleared(dir);
  const page = (body: string) =>
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head><body><main>${body}</main></body></html>`;
  const list =
    '<h1>{{ .Title }}</h1>{{ $pages := .Paginate .Pages.ByDate.Reverse }}{{ range $pages.Pages }}<article><a href="{{ .RelPermalink }}">{{ .Title }}</a><p>{{ .Params.description }}</p><time>{{ .Date }}</time></article>{{ end }}{{ template "_internal/pagination.html" . }}';
  write(
    'hugo.toml',
    'baseURL = "https://standfirst.example/"\ntitle = "Stock"\npaginate = 30\ndisableKinds = ["sitemap", "section"]\n[taxonomies]\ntag = "tags"\ndesk = "desks"\n[outputs]\nhome = ["HTML", "RSS"]\ntaxonomy = ["HTML"]\nterm = ["HTML"]\n[services.rss]\nlimit = 30\n',
  );
  write('layouts/_default/list.html', page(list));
  write(
    'layouts/index.html',
    page(list.replace('.Pages.ByDate', '(where .Site.RegularPages "Type" "articles").ByDate')),
  );
  write(
    'layouts/_default/single.html',
    page(
      '<article><h1>{{ .Title }}</h1><p>{{ .Params.description }}</p><p>{{ delimit .Params.authors ", " }}, {{ .Date }}</p>{{ .Content }}{{ range .Params.tags }}<a href="/tags/{{ . }}/">{{ . }}</a> {{ end }}</article>',
    ),
  );
  for (const path of readdirSync(join(contentDir, 'articles'), { recursive: true, encoding: 'utf8' })) {
    if (!path.endsWith('.mdx')) continue;
    const text = readFileSync(join(contentDir, 'articles', path), 'utf8');
    const end = text.indexOf('\n---\n');
    const keys = ['title', 'description', 'pubDate', 'authors', 'tags', 'section'];
    const lines = text
      .slice(4, end)
      .split('\n')
      .filter((line) => keys.includes(line.slice(0, line.indexOf(':'))));
    const day = /^pubDate: (\d{4})-(\d\d)-(\d\d)/m.exec(text)!.slice(1).join('/');
    const frontmatter = [...lines, `url: /${day}/${path.slice(8, -4)}/`].join('\n');
    const adapted = frontmatter
      .replace(/^pubDate: (\S{16}).*/m, 'date: $1:00Z')
      .replace(/^section: (.*)/m, 'desks: [$1]');
    // Whole lines are components, or the tags around Markdown.
    const body = text.slice(end + 5).replace(/^<\/?[A-Z].*\n/gm, '');
    write(`content/articles/${path.slice(0, -1)}`, `---\n${adapted}\n---\n${body}`);
  }
  return { name: 'Hugo, no search, clean', dir, site: join(dir, 'public'), commands: [['hugo', '--quiet']] };
}
