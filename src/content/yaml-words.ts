import { isScalar, visit, type Document, type Node } from 'yaml';

/** A syntax error of YAML in plain words, at the place where an editor would mend it. */
export function explainSyntaxError(
  error: Document['errors'][number],
  document: Document,
  source: string,
): [number, string] {
  const [offset] = error.pos;
  const lineStart = source.lastIndexOf('\n', offset - 1) + 1;
  const indicator = /^[ \t]*(?:- +)*(?:[\w-]+:[ \t]+)?([*&!%@`])/.exec(source.slice(lineStart));
  if (indicator && (indicator[0].length <= offset - lineStart + 1 || error.code === 'BAD_SCALAR_START')) {
    return [
      lineStart + indicator[0].length - 1,
      `A value that begins with "${indicator[1]}" must be in quotes.`,
    ];
  }
  const open = unclosedNode(document, offset);
  if (open !== undefined && /closing|end with a/.test(error.message)) {
    const mark = source[open]!;
    const close = { '[': ']', '{': '}' }[mark] ?? mark;
    return [open, `The ${mark} that stands here is never closed; expected a matching ${close}.`];
  }
  switch (error.code) {
    case 'BLOCK_AS_IMPLICIT_KEY':
      return [
        offset,
        'A colon followed by a space cannot stand inside a value. If it is part of the text, put the whole value in quotes; if it begins another key, give that key its own line, not indented further.',
      ];
    case 'MULTILINE_IMPLICIT_KEY':
    case 'MISSING_CHAR':
      return [
        offset,
        'This line is not a key with its value; expected a form such as "title: …". A text over several lines must be indented.',
      ];
    case 'TAB_AS_INDENT':
      return [offset, 'The line is indented with a tab; expected spaces.'];
    case 'BAD_INDENT':
      return [offset, 'The line is indented differently from its neighbours; expected the same column.'];
    case 'BAD_DQ_ESCAPE':
      return [
        offset,
        'A backslash inside "double quotes" begins an escape that does not exist. Write it twice (\\\\), or use single quotes.',
      ];
    case 'MULTIPLE_DOCS':
      return [
        offset,
        'A line of three dots or hyphens above this one ends the YAML. Take that line out, or put quotes around it.',
      ];
    case 'UNEXPECTED_TOKEN':
      return [offset, 'Text stands after the end of the value. Put the whole value in quotes.'];
    default:
      return [offset, `The YAML cannot be read: ${error.message}.`];
  }
}

/** Start of the quotation or bracketed list that a parser found unfinished at an offset. */
function unclosedNode(document: Document, offset: number): number | undefined {
  let open: number | undefined;
  visit(document, {
    Node(_, node) {
      const bracketed = !isScalar(node) && (node as { flow?: boolean }).flow;
      const quoted = isScalar(node) && /^QUOTE/.test(node.type ?? '');
      const [start, end] = (node as Node).range ?? [0, 0];
      if ((bracketed || quoted) && start < offset && end >= offset) open = start;
    },
  });
  return open;
}
