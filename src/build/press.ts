import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { environment } from '../environment.ts';
import {
  directRenderer,
  NeedsRequest,
  resultOf,
  type AstroComponent,
  type AstroResult,
} from './direct-render.ts';

/** Renders pages from templates that were bundled before. */
export interface Press {
  /** Paths of the page templates: `src/pages/index.astro`. */
  components: string[];
  /** What a page of a template carries besides its own content: styles and policy. */
  headOf(component: string): string;
  /** Renders a page. One at a time. */
  render(order: PressOrder): Promise<RenderedPage>;
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

/** A file of the site. */
export interface RenderedPage {
  bytes: Buffer;
  /** Of a page: its HTML, or of most only what follows the head. */
  html?: string;
  /** The content security policy of a page. */
  policy?: string;
}

/** The bundle that Astro makes for its own prerenderer, as far as we use it (astro/entrypoints/prerender). */
interface AstroBundle {
  app: {
    setInternals(internals: object): void;
    setOptions(options: object): void;
    render(request: Request, options: { routeData: RouteData }): Promise<Response>;
    getComponentByRoute(routeData: RouteData): Promise<TemplateModule>;
    routeCache: { set(routeData: RouteData, entry: object): void };
  };
  manifest: {
    routes: { routeData: RouteData; styles: object[] }[];
    csp?: object;
    shouldInjectCspMetaTags: boolean;
    pageMap: Map<string, () => Promise<{ page: () => TemplateModule }>>;
  };
}

/** A file of `src/pages`, bundled. */
interface TemplateModule {
  default?: AstroComponent;
  GET?: (context: object) => Response | Promise<Response>;
  /** What an endpoint may export beside `GET`: the body of its answer, which a response would copy many times. */
  file?: (props: object) => Promise<Buffer>;
}

interface RouteData {
  component: string;
  route: string;
  type: 'page' | 'endpoint' | 'redirect' | 'fallback';
  /** Absent when the route has parameters. */
  pathname?: string;
}

/** Renders pages of one template, each without a request. */
type DirectPrinter = (props: object) => Promise<RenderedPage>;

/**
 * Loads a bundle of templates.
 * @param folder absolute path; see `templates.ts`
 */
export async function openPress(folder: string): Promise<Press> {
  /** What the component of the last page that Astro rendered was given. */
  let seen: AstroResult | undefined;
  const { app, manifest } = await loadBundle(folder, (result) => (seen = result));
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
  manifest.shouldInjectCspMetaTags = true;

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
  const renderByAstro = async ({ component, path, props }: PressOrder): Promise<RenderedPage> => {
    const { routeData } = routes.get(component)!;
    await prepare(routeData);
    if (current) throw new Error('The press renders one page at a time.');
    current = props;
    try {
      const request = new Request(environment.origin + environment.base + path.replace(/\.html$/, '/'));
      const response = await app.render(request, { routeData });
      if (response.status !== 200 && routeData.route !== '/404') {
        throw new Error(`${path} was answered with status ${response.status} by ${component}.`);
      }
      return await readResponse(response, routeData);
    } finally {
      current = undefined;
    }
  };

  /**
   * Begins to render the pages of a template without requests.
   * @param first a page of it that Astro rendered
   * @returns undefined when the template wants more than that
   * @throws {Error} when they come out otherwise, as they may when Astro changed
   */
  const openDirect = async ({ order, page, result }: FirstPage): Promise<DirectPrinter | undefined> => {
    const { routeData } = routes.get(order.component)!;
    const mod = await app.getComponentByRoute(routeData);
    try {
      const print = routeData.type === 'page' ? pagePrinter(mod, result!, page) : filePrinter(mod, routeData);
      if ((await print(order.props)).bytes.equals(page.bytes)) return print;
    } catch (error) {
      if (error instanceof NeedsRequest) return undefined;
      throw new Error(`${order.path} ${cannotBeDirect}`, { cause: error });
    }
    throw new Error(`${order.path} ${cannotBeDirect}`);
  };

  const firsts = new Map<string, FirstPage>();
  const direct = new Map<string, DirectPrinter | undefined>();
  return {
    components: [...routes.keys()],
    headOf: (component) => JSON.stringify([routes.get(component)!.styles, manifest.csp]),
    async render(order) {
      const { component, hasCode } = order;
      if (hasCode) return renderByAstro(order);
      const first = firsts.get(component);
      if (first && !direct.has(component)) direct.set(component, await openDirect(first));
      // What goes wrong is told by Astro, or it goes well there.
      const page = await direct
        .get(component)?.(order.props)
        .catch(() => undefined);
      if (page) return page;
      const rendered = await renderByAstro(order);
      if (!first) firsts.set(component, { order, page: rendered, result: seen });
      return rendered;
    },
  };
}

const cannotBeDirect = 'comes out otherwise without a request; adapt src/build/direct-render.ts.';

/** The first page of a template, which Astro rendered. */
interface FirstPage {
  order: PressOrder;
  page: RenderedPage;
  result?: AstroResult;
}

/** @param watch is told what a page's component is given before it is called */
async function loadBundle(folder: string, watch: (result: AstroResult) => void): Promise<AstroBundle> {
  const entry = readdirSync(folder).find((name) => name.startsWith('prerender-entry.'));
  if (!entry)
    throw new Error(`${folder} holds no templates. Delete ${environment.cacheDir} and build again.`);
  const bundle: AstroBundle = await import(pathToFileURL(join(folder, entry)).href);
  for (const [component, load] of bundle.manifest.pageMap) {
    // Node looks an import up anew each time.
    let loaded: ReturnType<typeof load> | undefined;
    bundle.manifest.pageMap.set(component, () => (loaded ??= load().then((mod) => watched(mod, watch))));
  }
  return bundle;
}

/** The module of a template, whose component tells what it is given. */
function watched({ page }: { page: () => TemplateModule }, watch: (result: AstroResult) => void) {
  const mod = page();
  const component = mod.default;
  if (!component) return { page: () => mod };
  const told: AstroComponent = (result, props, slots) => {
    watch(resultOf(result));
    return component(result, props, slots);
  };
  const made = { ...mod, default: Object.assign(told, component) };
  return { page: () => made };
}

async function readResponse(response: Response, { type }: RouteData): Promise<RenderedPage> {
  const bytes = Buffer.from(await response.arrayBuffer());
  if (type === 'endpoint') return { bytes };
  const html = bytes.toString();
  return { bytes, html, policy: policyIn(html) };
}

/** Pages of a template: what its component writes, with the policy and the styles that all of them have. */
function pagePrinter(
  { default: component }: TemplateModule,
  result: AstroResult,
  first: RenderedPage,
): DirectPrinter {
  const render = directRenderer(component!, result);
  const { policy, html = '' } = first;
  const head = Buffer.from(headIn(html));
  // Templates do without, and Astro adds it.
  const [doctype] = /^<!doctype html>\s*/i.exec(html) ?? [''];
  return async (props) => {
    const { before, after } = await render(props);
    return { bytes: joinInBytes(doctype + before, head, after), html: after, policy };
  };
}

/** Texts are written into room that is there, which takes three quarters of the time of finding their sizes first. */
function joinInBytes(before: string, head: Buffer, after: string): Buffer {
  const most = 3 * (before.length + after.length) + head.length;
  if (room.length < most) room = Buffer.allocUnsafe(2 * most);
  let end = room.write(before);
  end += head.copy(room, end);
  end += room.write(after, end);
  return Buffer.from(room.subarray(0, end));
}

let room = Buffer.allocUnsafe(2 ** 18);

/** Files of an endpoint that asks for nothing but its props. */
function filePrinter(mod: TemplateModule, routeData: RouteData): DirectPrinter {
  const { file } = mod;
  if (file) return async (props) => ({ bytes: await file(props) });
  return async (props) => {
    const context = new Proxy(
      { props },
      {
        get(target, key) {
          if (key === 'props') return target.props;
          throw new NeedsRequest(`${String(key)} belongs to a request.`);
        },
      },
    );
    const response = await mod.GET!(context);
    if (response.status !== 200) throw new NeedsRequest(`The endpoint answered ${response.status}.`);
    return readResponse(response, routeData);
  };
}

/** What Astro puts at the end of a page's head: its policy and the styles that this allows. */
function headIn(page: string): string {
  return page.slice(page.indexOf(policyMeta), page.indexOf('</head>'));
}

const policyMeta = '<meta http-equiv="content-security-policy" content="';

function policyIn(page: string): string {
  const start = page.indexOf(policyMeta);
  if (start < 0) throw new Error('A page was rendered without a content security policy.');
  return page.slice(start + policyMeta.length, page.indexOf('"', start + policyMeta.length));
}

/** Astro's own log: what it warns of is a mistake in a template. */
function report(entry: { level: string; message: string }): void {
  if (entry.level === 'warn' || entry.level === 'error') console.error(entry.message);
}
