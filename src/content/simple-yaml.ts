/**
 * Reads the YAML that nearly every file of a newsroom has, as text, lists and mappings: keys of letters, values
 * on one line, plain or in quotes without escapes, lists and mappings indented below their key, lists and
 * mappings of plain or quoted words in brackets. The full parser takes several times as long.
 * @returns `undefined` for anything else, sound or not: it is for the full parser to read.
 */
export function readSimpleYaml(source: string): unknown {
  if (mayBeUnusual.test(source) && unusual.test(source)) return undefined;
  const lines: Line[] = [];
  for (const line of source.split('\n')) {
    if (line === '') continue;
    let indent = 0;
    while (line.charCodeAt(indent) === space) indent++;
    lines.push({ indent, text: indent === 0 ? line : line.slice(indent) });
  }
  const reader = new Reader(lines);
  const value = reader.block(0);
  return reader.isSimple ? value : undefined;
}

/** Control characters, halves of characters, a byte order mark: the full parser and its caller judge them. */
const unusual = /[^\P{Cc}\n]|[\p{Cs}\uFEFF]/u;

/** The same, without telling whole characters from their halves: for a fast look. */
const mayBeUnusual = /[\0-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff]/;
const space = 0x20;

const keyForm = /^([A-Za-z][A-Za-z0-9_-]{0,60}):(?: +(.*))?$/;
/** First letter of a value that cannot be taken for a sign of YAML. */
const wordStart = /^[\p{L}\p{N}(“‘„«]/u;

interface Line {
  /** Spaces before the text. */
  indent: number;
  text: string;
}

class Reader {
  /** Whether all that was read so far is as simple as it must be. */
  isSimple = true;
  readonly #lines: Line[];
  #next = 0;

  constructor(lines: Line[]) {
    this.#lines = lines;
    if (lines.length === 0) this.#giveUp();
  }

  /** The list or mapping of the lines from here on that are indented so. */
  block(indent: number): unknown {
    return this.#lines[this.#next]?.text.startsWith('- ') ? this.#list(indent) : this.#mapping(indent);
  }

  #list(indent: number): unknown[] {
    const list: unknown[] = [];
    for (let line = this.#lineAt(indent); line; line = this.#lineAt(indent)) {
      if (!line.text.startsWith('- ')) return this.#giveUp(list);
      const text = line.text.slice(2);
      if (keyForm.test(text)) {
        // The mapping begins behind the hyphen.
        this.#lines[this.#next] = { indent: indent + 2, text };
        list.push(this.#mapping(indent + 2));
      } else {
        this.#next++;
        list.push(this.#value(text));
      }
    }
    return list;
  }

  #mapping(indent: number): Record<string, unknown> {
    const mapping: Record<string, unknown> = {};
    for (let line = this.#lineAt(indent); line; line = this.#lineAt(indent)) {
      const [, key, text = ''] = keyForm.exec(line.text) ?? [];
      if (key === undefined || Object.hasOwn(mapping, key)) return this.#giveUp(mapping);
      this.#next++;
      const below = this.#lines[this.#next];
      if (text !== '') mapping[key] = this.#value(text);
      else if (below && below.indent > indent) mapping[key] = this.block(below.indent);
      else return this.#giveUp(mapping);
    }
    return mapping;
  }

  /** The next line of a block; `undefined` at its end. */
  #lineAt(indent: number): Line | undefined {
    const line = this.#lines[this.#next];
    if (!line || line.indent < indent) return undefined;
    // Further in than its neighbours: the value above goes on, or it is a mistake.
    return line.indent === indent ? line : this.#giveUp(undefined);
  }

  #value(written: string): unknown {
    const text = written.trim();
    const first = text[0];
    if (first === '[' && text.endsWith(']')) {
      return this.#parts(text).map((part) => this.#word(part));
    }
    if (first === '{' && text.endsWith('}')) return this.#flowMapping(text);
    if (first === '"' || first === "'") return this.#quoted(text);
    const isPlain = wordStart.test(text) && !/:(?: |$)| #/.test(text);
    return isPlain ? text : this.#giveUp('');
  }

  #flowMapping(text: string): Record<string, unknown> {
    const mapping: Record<string, unknown> = {};
    for (const part of this.#parts(text)) {
      const [, key, value = ''] = keyForm.exec(part) ?? [];
      if (key === undefined || Object.hasOwn(mapping, key)) return this.#giveUp(mapping);
      mapping[key] = this.#word(value);
    }
    return mapping;
  }

  #quoted(text: string): string {
    const quote = text[0]!;
    const inner = text.slice(1, -1);
    const isSimple = text.length > 2 && text.endsWith(quote) && !inner.includes(quote);
    return isSimple && !(quote === '"' && inner.includes('\\')) && inner.trim() !== ''
      ? inner.trim()
      : this.#giveUp('');
  }

  /** What stands between brackets, taken apart at its commas but those in quotes. */
  #parts(text: string): string[] {
    const inner = text.slice(1, -1).trim();
    const parts = inner.match(/(?:"[^"]*"|'[^']*'|[^,"'])+/g) ?? [];
    return parts.join() === inner ? parts.map((part) => part.trim()) : this.#giveUp([]);
  }

  /** Plain words between brackets, or words in quotes. */
  #word(text: string): string {
    if (/^["']/.test(text)) return this.#quoted(text);
    const isPlain = wordStart.test(text) && !/[[\]{}#"']|:(?![\p{L}\p{N}])/u.test(text);
    return isPlain ? text : this.#giveUp('');
  }

  #giveUp<Value>(value?: Value): Value {
    this.isSimple = false;
    this.#next = this.#lines.length;
    return value as Value;
  }
}
