import { nearest } from '../lib/text.ts';
import { UsageError } from './command.ts';
import { copyCodes, copyRules, isCopyCode } from './copy-desk/rules.ts';

/**
 * What `--explain` prints: of each warning that is named, what it finds, why, and how it is silenced; of none, a
 * list of all.
 * @throws {UsageError} when there is no such warning
 */
export function explainRules(codes: string[]): string {
  if (codes.length === 0) {
    const width = Math.max(...copyCodes.map(({ length }) => length));
    return copyCodes.map((code) => `${code.padEnd(width)}  ${copyRules[code].finds}`).join('\n');
  }
  return codes.map(explainRule).join('\n\n');
}

function explainRule(code: string): string {
  if (!isCopyCode(code)) {
    const meant = nearest(code, copyCodes);
    const advice =
      meant === undefined ? 'There are: ' + copyCodes.join(', ') + '.' : `Did you mean “${meant}”?`;
    throw new UsageError(`There is no warning “${code}”. ${advice}`);
  }
  const { finds, why } = copyRules[code];
  return [
    `${code}: ${finds}.`,
    why,
    'To silence it in one file, say why in a comment:',
    `  # check: ${`ignore ${code} - the reason`}           in frontmatter and .yaml files`,
    `  {/* check: ignore ${code} - the reason */}   in the text of a story`,
    `For the whole paper: copyDesk: { off: ['${code}'] } in src/site.config.ts.`,
  ].join('\n');
}
