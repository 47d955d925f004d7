import { Ajv, type ErrorObject } from 'ajv';
import { isNode, LineCounter, parseDocument } from 'yaml';
import { closest } from '../../contract/closest.ts';
import { type ExpectedError, usageError } from '../../contract/errors.ts';
import { type Header, headerSchema } from './schema.ts';

const validate = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true }).compile<Header>(headerSchema);

/** The leading comment of an indicator's file and what follows it. */
const FILE = /^\/\*\r?\n([\s\S]*?)\r?\n\*\/\s*([\s\S]*)$/;

/** Names allowed where the schema found one too many. */
function keysAt(path: readonly string[]): string[] {
  let node: unknown = headerSchema;
  for (const key of path) {
    const { properties, items } = node as { properties?: Record<string, unknown>; items?: unknown };
    node = /^\d+$/.test(key) ? items : properties?.[key];
  }
  return Object.keys((node as { properties?: object } | undefined)?.properties ?? {});
}

function explain(error: ErrorObject, path: readonly string[]): { message: string; hint: string; key: string[] } {
  const key = path.join('.');
  if (error.keyword === 'additionalProperties') {
    const unknown = String(error.params.additionalProperty);
    const known = keysAt(path);
    const meant = closest(unknown, known);
    return {
      message: `Unknown key "${[...path, unknown].join('.')}".`,
      hint: `${meant === undefined ? '' : `Did you mean "${meant}"? `}Known here: ${known.join(', ')}.`,
      key: [...path, unknown],
    };
  }
  if (error.keyword === 'required') {
    const missing = String(error.params.missingProperty);
    const isTranslation = missing === 'da' || missing === 'en';
    return {
      message: isTranslation
        ? `"${key}" has no ${missing === 'da' ? 'Danish' : 'English'} text.`
        : `"${[...path, missing].join('.')}" is missing.`,
      hint: isTranslation ? `Add ${key}.${missing}.` : 'Every indicator has it; see sql/4-indicators/README.md.',
      key: [...path],
    };
  }
  if (error.keyword === 'enum')
    return {
      message: `"${key}" has a value that is not allowed.`,
      hint: `Allowed: ${(error.params.allowedValues as unknown[]).join(', ')}.`,
      key: [...path],
    };
  return {
    message: `"${key}" ${error.message ?? 'is not valid'}.`,
    hint: 'See sql/4-indicators/README.md.',
    key: [...path],
  };
}

export interface ParsedFile {
  readonly header: Header;
  /** The SELECT after the header, without its semicolon. */
  readonly sql: string;
  /** A usage error at a key of the header. */
  readonly errorAt: (key: readonly string[], message: string, hint: string) => ExpectedError;
}

/**
 * Reads an indicator's file. Throws a usage error that names file, line and key for a missing or unknown key, a missing
 * translation and a value that is not allowed.
 */
export function parseIndicatorFile(source: string, path: string): ParsedFile {
  const match = FILE.exec(source);
  if (match === null)
    throw usageError(
      'INDICATOR_NO_HEADER',
      'The file does not begin with a header.',
      'Begin it with a comment /* ... */ that holds the YAML header.',
      path,
    );
  const lines = new LineCounter();
  const document = parseDocument(match[1] ?? '', { lineCounter: lines });
  const at = (offset: number): string => `${path}:${lines.linePos(offset).line + 1}`;
  const fault = document.errors[0];
  if (fault !== undefined)
    throw usageError(
      'INDICATOR_YAML',
      `The header is not valid YAML: ${fault.message.split(/ at line|\n/)[0]}.`,
      'Mend the line.',
      at(fault.pos[0]),
    );
  const errorAt: ParsedFile['errorAt'] = (key, message, hint) => {
    const nodes = key.map((_, depth) => document.getIn(key.slice(0, key.length - depth), true));
    return usageError('INDICATOR_INVALID', message, hint, at(nodes.find(isNode)?.range?.[0] ?? 0));
  };
  const header: unknown = document.toJS();
  if (!validate(header)) {
    const error = (validate.errors ?? [])[0] as ErrorObject;
    const { message, hint, key } = explain(error, error.instancePath.split('/').slice(1));
    throw errorAt(key, message, hint);
  }
  return { header, sql: (match[2] ?? '').trim().replace(/;$/, '').trim(), errorAt };
}
