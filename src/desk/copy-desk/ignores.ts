import { nearest } from '../../lib/text.ts';
import { copyCodes, isCopyCode, type CopyCode } from './rules.ts';

/** What a file says of warnings that are not to be told of it. */
export interface Ignores {
  codes: Set<CopyCode>;
  /** Comments that silence nothing: what is wrong with them, and where they begin. */
  mistakes: { offset: number; message: string }[];
}

const comments =
  /(?:^|[ \t])#[ \t]*check:[ \t]*(.*)$|\{\s*\/\*\s*check:\s*([^]*?)\s*\*\/\s*\}|<!--\s*check:\s*([^]*?)\s*-->/gm;

/**
 * Reads the comments that silence warnings for the file they stand in: `# check: ignore CODE - reason` in
 * frontmatter and YAML, `{/* check: ignore CODE - reason *\/}` in the text.
 * @param yamlEnd where frontmatter or YAML ends: below it `#` begins a heading
 */
export function ignoresOf(text: string, yamlEnd: number): Ignores {
  const ignores: Ignores = { codes: new Set(), mistakes: [] };
  if (!text.includes('check:')) return ignores;
  for (const match of text.matchAll(comments)) {
    const isYaml = match[1] !== undefined;
    if (isYaml !== match.index < yamlEnd) continue;
    const offset = match.index + match[0].search(/[#{<]/);
    const said = (match[1] ?? match[2] ?? match[3])!.trim();
    const result = readIgnore(said);
    if (typeof result === 'string') ignores.mistakes.push({ offset, message: result });
    else for (const code of result) ignores.codes.add(code);
  }
  return ignores;
}

/** The codes that a comment names, or what is wrong with it. */
function readIgnore(said: string): CopyCode[] | string {
  const example = 'expected “check: ignore doubled-word - the song is called so”.';
  const [, list, reason] =
    /^ignore\s+([a-z][a-z-]*(?:\s*,\s*[a-z][a-z-]*)*)(?:\s+[-–—]+\s*|\s*:\s*|\s+|$)(.*)$/s.exec(said) ?? [];
  if (list === undefined) return `The comment “check: ${said}” is not understood; ${example}`;
  const codes = list.split(',').map((code) => code.trim());
  for (const code of codes) {
    if (isCopyCode(code)) continue;
    const meant = nearest(code, copyCodes);
    return `There is no warning “${code}” to ignore.${meant === undefined ? '' : ` Did you mean “${meant}”?`}`;
  }
  if (!/\p{L}.*\p{L}/su.test(reason!)) {
    return `“check: ignore ${list}” gives no reason; ${example}`;
  }
  return codes as CopyCode[];
}
