import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { environment } from '../environment.ts';

/** Renders pages from templates that were bundled before. */
export interface Press {
  /** Paths of the page templates: `src/pages/index.astro`. */
  components: string[];
  /** What a page of a template carries besides its own content: styles and policy. */
  headOf(component: string): string;
  /** Renders a page. One at a time. */
  render(order: PressOrder): Promise<string>;
}

/** A page to be rendered. */
export interface PressOrder {
  component: string;
  /** Permalink. */
  path: string;
  /** What `getStaticPaths` would give the template. */
  props: object;
  /** Whether the page shows a text with code, which may bring styles of its own. */
  hasCode: boolean;
}

/** The bundle that Astro makes for its own prerenderer, as far as we use it (astro/entrypoints/prerender). */
interface AstroBundle {
  app: {
    setInternals(internals: object): void;
    setOptions(options: object): void;
    render(request: Request, options: { routeData: RouteData }): Promise<Response>;
    getComponentByRoute(routeData: RouteData): Promise<unknown>;
    routeCache: { set(routeData: RouteData, entry: object): void };
  };
  manifest: {
    routes: { routeData: RouteData; styles: object[] }[];
    csp?: object;
    shouldInjectCspMetaTags: boolean;
    pageMap: Map<string, () => Promise<unknown>>;
  };
}

interface RouteData {
  component: string;
  route: string;
  type: 'page' | 'endpoint' | 'redirect' | 'fallback';
  /** Absent when the route has parameters. */
  pathname?: string;
}

/**
 * Loads a bundle of templates.
 * @param folder absolute path; see `templates.ts`
 */
export async function openPress(folder: string): Promise<Press> {
  const { app, manifest } = await loadBundle(folder);
  const routes = new Map(
    manifest.routes
      .filter(({ routeData }) => routeData.component.startsWith('src/pages/'))
      .map((route) => [route.routeData.component, route]),
  );
  // Astro's builder gives its app the styles of pages in this form; the bundle has them in its manifest.
  const pagesByKeys = new Map(
    Array.from(routes.values(), ({ routeData, styles }) => [
      `${routeData.route}&${routeData.component}`,
      { styles: styles.map((sheet, order) => ({ sheet, order, depth: -1 })) },
    ]),
  );
  const setHead = (isWhole: boolean) => {
    const pages = isWhole ? pagesByKeys : { get: () => ({ styles: [] }) };
    app.setInternals({ pagesByKeys: pages, entrySpecifierToBundleMap: new Map() });
    manifest.shouldInjectCspMetaTags = isWhole;
  };
  app.setOptions({ settings: { scripts: [] }, logger: { options: { destination: { write: report } } } });

  let current: object | undefined;
  const prepared = new Set<string>();
  /** Astro asks a route for all its pages to find the props of one: it is told those of the current page. */
  const prepare = async (routeData: RouteData) => {
    if (routeData.pathname !== undefined || prepared.has(routeData.component)) return;
    const mod = await app.getComponentByRoute(routeData);
    const staticPaths = Object.assign([], { keyed: { get: () => ({ props: current }) } });
    app.routeCache.set(routeData, { mod, staticPaths });
    prepared.add(routeData.component);
  };
  const render = async ({ component, path, props }: PressOrder, { isWhole }: { isWhole: boolean }) => {
    const { routeData } = routes.get(component)!;
    await prepare(routeData);
    if (current) throw new Error('The press renders one page at a time.');
    current = props;
    try {
      setHead(isWhole);
      const request = new Request(environment.origin + environment.base + path.replace(/\.html$/, '/'));
      const response = await app.render(request, { routeData });
      if (response.status !== 200 && routeData.route !== '/404') {
        throw new Error(`${path} was answered with status ${response.status} by ${component}.`);
      }
      return await response.text();
    } finally {
      current = undefined;
    }
  };

  const heads = new Map<string, string>();
  return {
    components: [...routes.keys()],
    headOf: (component) => JSON.stringify([routes.get(component)!.styles, manifest.csp]),
    async render(order) {
      const { component, path, hasCode } = order;
      // Styles and policy are the same on all pages of a template, but Astro works them out, digests included,
      // for each: half of the time that a page takes.
      const head = heads.get(component);
      if (head !== undefined && !hasCode) return withHead(await render(order, { isWhole: false }), head);
      const page = await render(order, { isWhole: true });
      if (hasCode || routes.get(component)!.routeData.type !== 'page') return page;
      const made = headIn(page);
      if (withHead(await render(order, { isWhole: false }), made) !== page) {
        throw new Error(
          `${path}: styles and policy no longer end the head of a page; adapt src/build/press.ts.`,
        );
      }
      heads.set(component, made);
      return page;
    },
  };
}

async function loadBundle(folder: string): Promise<AstroBundle> {
  const entry = readdirSync(folder).find((name) => name.startsWith('prerender-entry.'));
  if (!entry)
    throw new Error(`${folder} holds no templates. Delete ${environment.cacheDir} and build again.`);
  const bundle: AstroBundle = await import(pathToFileURL(join(folder, entry)).href);
  // Node looks an import up anew each time.
  for (const [component, load] of bundle.manifest.pageMap) {
    let loaded: Promise<unknown> | undefined;
    bundle.manifest.pageMap.set(component, () => (loaded ??= load()));
  }
  return bundle;
}

/** What Astro puts at the end of a page's head: its policy and the styles that this allows. */
function headIn(page: string): string {
  const start = page.indexOf('<meta http-equiv="content-security-policy"');
  if (start < 0) throw new Error('A page was rendered without a content security policy.');
  return page.slice(start, page.indexOf('</head>'));
}

function withHead(page: string, head: string): string {
  const end = page.indexOf('</head>');
  return page.slice(0, end) + head + page.slice(end);
}

/** Astro's own log: what it warns of is a mistake in a template. */
function report(entry: { level: string; message: string }): void {
  if (entry.level === 'warn' || entry.level === 'error') console.error(entry.message);
}
