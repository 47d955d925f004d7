import { readFileSync } from 'node:fs';
import { Ajv, type ErrorObject } from 'ajv';
import { isNode, LineCounter, parseDocument } from 'yaml';
import { closest } from './closest.ts';
import { usageError } from './errors.ts';
import { resourcePath } from './resources.ts';

/** How the companies of a drop are numbered. */
export type IdentifierScheme = 'dk-cvr' | 'no-orgnr' | 'none';

/** What `drop.yaml` says about one file (or sheet) and one input that it feeds. */
export interface FileSettings {
  readonly file: string;
  readonly sheet?: string;
  readonly skip?: boolean;
  readonly input?: string;
  readonly supplier?: string;
  readonly columns?: Readonly<Record<string, string | number>>;
  readonly constants?: Readonly<Record<string, string | number | boolean>>;
  readonly values?: Readonly<Record<string, Readonly<Record<string, readonly (string | number | boolean)[]>>>>;
  readonly encoding?: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' | 'latin-1' | 'macroman' | 'cp850';
  readonly delimiter?: string;
  readonly quote?: '"' | "'" | '';
  readonly decimal_mark?: ',' | '.';
  readonly header_row?: number;
}

/** What a `drop.yaml` says. Keys as in the file; see `drop-settings.schema.json`. */
export interface DropSettings {
  readonly year?: number | null;
  readonly identifier_scheme?: IdentifierScheme;
  /** Day on which the files were due, as 2014-02-01. */
  readonly due?: string;
  /** Day on which a file came in, by its path or a pattern of it. */
  readonly received?: Readonly<Record<string, string>>;
  readonly files?: readonly FileSettings[];
}

interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
}

const schema = JSON.parse(
  readFileSync(resourcePath('pipeline', 'contract', 'drop-settings.schema.json'), 'utf8'),
) as SchemaNode;

const validate = new Ajv({ allErrors: true, allowUnionTypes: true, strict: true }).compile(schema);

/** Keys allowed at a place of the schema, e.g. `['files', '0']`. */
function keysAt(path: readonly string[]): string[] {
  let node: SchemaNode | undefined = schema;
  for (const key of path) node = /^\d+$/.test(key) ? node?.items : node?.properties?.[key];
  return Object.keys(node?.properties ?? {});
}

function explain(error: ErrorObject, path: readonly string[]): { message: string; hint: string } {
  const key = path.join('.');
  if (error.keyword === 'additionalProperties') {
    const unknown = String(error.params.additionalProperty);
    const known = keysAt(path);
    const meant = closest(unknown, known);
    return {
      message: `Unknown key "${[...path, unknown].join('.')}".`,
      hint: `${meant === undefined ? '' : `Did you mean "${meant}"? `}Known here: ${known.join(', ')}.`,
    };
  }
  if (error.keyword === 'enum')
    return {
      message: `"${key}" has a value that is not allowed.`,
      hint: `Allowed: ${(error.params.allowedValues as unknown[]).map((value) => JSON.stringify(value)).join(', ')}.`,
    };
  return {
    message: key === '' ? 'The file must hold keys and values.' : `"${key}" ${error.message ?? 'is not valid'}.`,
    hint: 'For example: year: 2013',
  };
}

/**
 * Reads the text of a `drop.yaml`. An empty text gives no settings.
 *
 * Throws a usage error that names file, line and key for YAML faults, unknown keys (with the nearest known one) and
 * values that are not allowed. `inputs` holds the fields of every input, so that their names are proven too.
 */
export function parseDropSettings(
  text: string,
  path: string,
  inputs: ReadonlyMap<string, readonly string[]>,
): DropSettings {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const lineOf = (keys: readonly string[]): string => {
    const node = document.getIn(keys, true);
    return `${path}:${lines.linePos(isNode(node) ? (node.range?.[0] ?? 0) : 0).line}`;
  };
  const fault = document.errors[0];
  if (fault !== undefined)
    throw usageError(
      'DROP_SETTINGS_YAML',
      `This is not valid YAML: ${fault.message.split(/ at line|\n/)[0]}.`,
      'Mend the line and run again.',
      `${path}:${lines.linePos(fault.pos[0]).line}`,
    );
  const value: unknown = document.toJS() ?? {};
  if (!validate(value)) {
    const error = (validate.errors ?? [])[0] as ErrorObject;
    const keys = error.instancePath.split('/').slice(1);
    const unknown = error.keyword === 'additionalProperties' ? [String(error.params.additionalProperty)] : [];
    const { message, hint } = explain(error, keys);
    throw usageError('DROP_SETTINGS_INVALID', message, hint, lineOf([...keys, ...unknown]));
  }
  const settings = value as DropSettings;
  settings.files?.forEach((file, index) => {
    const complain = (what: string, name: string, known: readonly string[], keys: readonly string[]): never => {
      const meant = closest(name, known);
      throw usageError(
        'DROP_SETTINGS_INVALID',
        `There is no ${what} "${name}".`,
        `${meant === undefined ? '' : `Did you mean "${meant}"? `}Known: ${known.join(', ')}.`,
        lineOf(['files', String(index), ...keys]),
      );
    };
    const { input } = file;
    const fields = input === undefined ? undefined : inputs.get(input);
    if (input !== undefined && fields === undefined) complain('input', input, [...inputs.keys()], ['input']);
    for (const part of ['columns', 'constants', 'values'] as const)
      for (const field of Object.keys(file[part] ?? {})) {
        const known = fields ?? [...new Set([...inputs.values()].flat())];
        if (!known.includes(field)) complain('field', field, known, [part, field]);
      }
  });
  return settings;
}
