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
  /**
   * Renders a page. One at a time.
   * @param path permalink
   * @param props what `getStaticPaths` would give the template
   */
  render(component: string, path: string, props: object): Promise<string>;
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
  manifest: { routes: { routeData: RouteData; styles: object[] }[]; csp?: object };
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
  const entry = readdirSync(folder).find((name) => name.startsWith('prerender-entry.'));
  if (!entry) throw new Error(`${folder} holds no templates. Delete ${environment.cacheDir} and build again.`);
  const { app, manifest }: AstroBundle = await import(pathToFileURL(join(folder, entry)).href);
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
  app.setInternals({ pagesByKeys, entrySpecifierToBundleMap: new Map() });
  app.setOptions({ settings: { scripts: [] }, logger: { options: { destination: { write: report } } } });

  let current: object | undefined;
  const prepared = new Set<string>();
  /** Astro asks a route for all its pages to find the props of one: it is told those of the current page. */
  const prepare = async (routeData: RouteData) => {
    if (prepared.has(routeData.component)) return;
    const mod = await app.getComponentByRoute(routeData);
    const staticPaths = Object.assign([], { keyed: { get: () => ({ props: current }) } });
    app.routeCache.set(routeData, { mod, staticPaths });
    prepared.add(routeData.component);
  };

  return {
    components: [...routes.keys()],
    headOf: (component) => JSON.stringify([routes.get(component)!.styles, manifest.csp]),
    async render(component, path, props) {
      const { routeData } = routes.get(component)!;
      if (routeData.pathname === undefined) await prepare(routeData);
      if (current) throw new Error('The press renders one page at a time.');
      current = props;
      const request = new Request(environment.origin + environment.base + path.replace(/\.html$/, '/'));
      const response = await app.render(request, { routeData });
      const text = await response.text();
      current = undefined;
      if (response.status !== 200 && routeData.route !== '/404') {
        throw new Error(`${path} was answered with status ${response.status} by ${component}.`);
      }
      return text;
    },
  };
}

/** Astro's own log: what it warns of is a mistake in a template. */
function report(entry: { level: string; message: string }): void {
  if (entry.level === 'warn' || entry.level === 'error') console.error(entry.message);
}
