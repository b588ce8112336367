import { z } from 'zod';
import { nearest } from '../lib/text.ts';
import type { KeyMistake, KeyPath } from './mistake.ts';
import { soundData } from './sound-data.ts';

/**
 * What a schema finds wrong, in an editor's words.
 * @param isWritten tells a key without a value from one that is not there
 */
export function schemaMistakes(
  schema: z.ZodType,
  data: unknown,
  isWritten: (at: KeyPath) => boolean,
): KeyMistake[] {
  if (soundData(schema)(data)) return [];
  const result = schema.safeParse(data, { reportInput: true });
  return result.success ? [] : result.error.issues.flatMap((issue) => explain(schema, issue, isWritten));
}

/** `"x"`, shortened for a message. */
export function quote(value: unknown): string {
  const text = String(value);
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 59)}…` : text);
}

/** ` Did you mean "pubDate"?`, or nothing when no candidate is near. */
export function suggestion(word: string, candidates: Iterable<string>): string {
  const meant = nearest(word, candidates);
  return meant === undefined ? '' : ` Did you mean ${quote(meant)}?`;
}

/** A key as an editor would name it: `"image.alt"`, `"corrections.date" (entry 2)`. */
export function keyName(at: KeyPath): string {
  const entries = at.filter((step) => typeof step === 'number').map((index) => `entry ${index + 1}`);
  const name = at.filter((step) => typeof step === 'string').join('.');
  if (at.length === 0) return 'The file';
  return (
    (name ? `"${name}"` : '') + (name && entries.length ? ` (${entries.join(', ')})` : entries.join(', '))
  );
}

function explain(
  schema: z.ZodType,
  issue: z.core.$ZodIssue,
  isWritten: (at: KeyPath) => boolean,
): KeyMistake[] {
  const at = issue.path as KeyPath;
  const name = keyName(at);
  const purpose = described(schema, at);
  const expected = purpose && ` Expected: ${purpose}`;

  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(schema, at);
    return issue.keys.map((key) => {
      const meant = suggestion(key, known) || ` Expected one of: ${known.join(', ')}.`;
      return { at: [...at, key], onKey: true, message: `Unknown key ${quote(key)}.${meant}` };
    });
  }
  if (issue.code === 'invalid_key') {
    return [
      {
        at,
        onKey: true,
        message: `The key ${quote(at.at(-1))} must begin with a slash, as in "/old-page/".`,
      },
    ];
  }
  const { input } = issue;
  if (input === undefined) {
    const message = isWritten(at)
      ? `${name} is empty.${expected} (A text that begins with # must be in quotes.)`
      : `${name} is missing.${expected}`;
    return [{ at, message }];
  }
  return [{ at, message: `${name} is ${found(input)}; ${wanted(schema, issue, input)}` }];
}

function found(input: unknown): string {
  if (Array.isArray(input)) return 'a list';
  if (typeof input === 'object') return 'a group of keys';
  return quote(input);
}

/** What was expected instead. */
function wanted(schema: z.ZodType, issue: z.core.$ZodIssue, input: unknown): string {
  const at = issue.path as KeyPath;
  const purpose = described(schema, at);
  switch (issue.code) {
    case 'invalid_type':
      if (issue.expected === 'array') {
        if (typeof input !== 'string') return 'expected a list.';
        return `expected a list: [${input
          .split(',')
          .map((part) => part.trim())
          .join(', ')}].`;
      }
      if (issue.expected === 'object' || issue.expected === 'record') {
        const keys = knownKeys(schema, at);
        return `expected a group of keys${keys.length ? `: ${keys.join(', ')}` : ''}.`;
      }
      return typeof input === 'object' && !Array.isArray(input)
        ? 'expected text. If the text holds a colon or begins with a brace, put it in quotes.'
        : 'expected text.';
    case 'invalid_value':
      return `expected one of: ${issue.values.join(', ')}.${suggestion(String(input), issue.values.map(String))}`;
    case 'invalid_union':
      return 'expected true or false.';
    case 'invalid_format':
      if (issue.format === 'url') return 'expected a web address that begins with https:// or http://.';
      return `expected: ${purpose ?? issue.message}`;
    default:
      return `expected: ${purpose ?? issue.message}`;
  }
}

/** The description of a key in a schema. */
function described(schema: z.ZodType, at: KeyPath): string {
  return schemaAt(schema, at)?.description ?? '';
}

function knownKeys(schema: z.ZodType, at: KeyPath): string[] {
  const inner = unwrap(schemaAt(schema, at));
  return inner instanceof z.ZodObject ? Object.keys(inner.shape) : [];
}

function schemaAt(schema: z.ZodType, at: KeyPath): z.ZodType | undefined {
  let current: z.ZodType | undefined = schema;
  for (const step of at) {
    const inner = unwrap(current);
    if (inner instanceof z.ZodObject) current = inner.shape[step] as z.ZodType | undefined;
    else if (inner instanceof z.ZodArray) current = inner.element as z.ZodType;
    else if (inner instanceof z.ZodRecord) current = inner.valueType as z.ZodType;
    else return undefined;
  }
  return current;
}

function unwrap(schema: z.ZodType | undefined): z.ZodType | undefined {
  return schema instanceof z.ZodOptional ? (schema.unwrap() as z.ZodType) : schema;
}
