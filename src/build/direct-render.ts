/** A page as its template wrote it. */
export interface DirectPage {
  /** Up to the end of the head, where Astro puts policy and styles. */
  before: string;
  after: string;
}

/** What Astro gives every component of a page, as far as we use it. */
export interface AstroResult {
  /** Makes the component's `Astro`. */
  createAstro(props: object, slots: object): object;
  /** What is known of the page so far: scripts that it has, whether its head is written. */
  _metadata: Record<string, unknown>;
}

/** A component, compiled. */
export type AstroComponent = (result: AstroResult, props: object, slots: object) => unknown;

/** Says that a template wants more than a page that is rendered without a request can have. */
export class NeedsRequest extends Error {}

/**
 * Renders pages of one template by calling its component. Around each page Astro makes a request, a response,
 * headers, cookies and encodings, which take as long as the page itself.
 * @param known what Astro gave the component for another page, before this was rendered; see {@link resultOf}
 * @returns renders a page; throws {@link NeedsRequest} where only Astro can do so
 */
export function directRenderer(
  component: AstroComponent,
  known: AstroResult,
): (props: object) => Promise<DirectPage> {
  const Astro = astroClass(known);
  const createAstro = (props: object) => new Astro(props);
  return async (props) => {
    const result = { ...resultOf(known), createAstro };
    const page = new WrittenPage();
    const content = await component(result, props, {});
    if (!isRenderable(content)) throw new NeedsRequest('The component returned no template.');
    await content.render(page);
    if (page.before === undefined) throw new NeedsRequest('The page has no head.');
    return { before: page.before, after: page.html };
  };
}

/** A copy that the rendering of a page does not change, nor the other way round. */
export function resultOf(result: AstroResult): AstroResult {
  const _metadata = { ...result._metadata };
  for (const key in _metadata) {
    const value = _metadata[key];
    if (value instanceof Set) _metadata[key] = new Set(value);
    else if (Array.isArray(value)) _metadata[key] = [...value];
  }
  return { ...result, _metadata };
}

/** What templates find as `Astro`: all that is the same on every page. The rest belongs to the request. */
function astroClass(known: AstroResult): new (props: object) => object {
  class Astro {
    props: object;
    self: unknown = undefined;
    constructor(props: object) {
      this.props = props;
    }
  }
  const shared = Object.getPrototypeOf(known.createAstro({}, {})) as Record<string | symbol, unknown>;
  for (const key of Reflect.ownKeys(shared)) {
    Object.defineProperty(Astro.prototype, key, {
      get() {
        if (key === 'site' || key === 'generator') return shared[key];
        throw new NeedsRequest(`Astro.${String(key)} belongs to a request.`);
      },
    });
  }
  return Astro;
}

/** Takes what templates write. */
class WrittenPage {
  /** What stands before the end of the head, once this is reached. */
  before: string | undefined;
  /** What was written since. */
  html = '';
  readonly #scripts = new Set<string>();

  write(chunk: unknown): void {
    if (typeof chunk === 'string') this.html += chunk;
    else if (chunk instanceof String && !('chunks' in chunk)) this.html += chunk.toString();
    else if (typeof chunk === 'number') this.html += chunk;
    else this.#follow(chunk as Instruction);
  }

  /** What Astro decides when it writes: `stringifyChunk` in `astro/dist/runtime/server/render/common.js`. */
  #follow({ type, id, content }: Instruction): void {
    if (type === 'head' && this.before === undefined) {
      this.before = this.html;
      this.html = '';
    } else if (type === 'script') {
      if (!this.#scripts.has(id!)) this.html += content;
      this.#scripts.add(id!);
    } else if (type !== 'maybe-head' || this.before === undefined) {
      throw new NeedsRequest(`The page holds an instruction of type ${type}.`);
    }
  }
}

interface Instruction {
  type?: string;
  id?: string;
  content?: string;
}

const isRenderable = (value: unknown): value is { render(destination: WrittenPage): unknown } =>
  typeof value === 'object' && value !== null && 'render' in value;
