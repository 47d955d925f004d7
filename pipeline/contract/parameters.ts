import { readFileSync } from 'node:fs';
import { Ajv, type ErrorObject } from 'ajv';
import { isNode, LineCounter, parseDocument } from 'yaml';
import { closest } from './closest.ts';
import { usageError } from './errors.ts';
import type { Language, Localised } from './finding.ts';
import { resourcePath } from './resources.ts';

/** What `accounts.yaml` says, with every default filled in. Keys as in the file; see `parameters.schema.json`. */
export interface Parameters {
  readonly title: Localised;
  readonly synthetic: boolean;
  readonly edition_year: number | null;
  readonly sme_limit: 50 | 250;
  readonly dedicated_rule: 'status' | 'basis' | 'status_or_basis';
  readonly missing_deliveries: 'as_reported' | 'carried_forward' | 'imputed';
  readonly confidence_level: number;
  readonly seed: number;
  readonly languages: readonly Language[];
  readonly disclosure: {
    readonly minimum_contributors: number;
    readonly dominance_top2_pct: number;
    readonly p_percent: number;
    readonly minimum_respondents: number;
    readonly minimum_pairs: number;
    readonly minimum_order_statistic: number;
  };
  readonly report?: {
    /** A GeoJSON or TopoJSON file beside `accounts.yaml`; without it the map is made of tiles. */
    readonly boundaries?: string;
    /** Every chart as a PNG in the bundle and in the archives of the recipients. */
    readonly pictures?: boolean;
  };
  readonly effect: {
    readonly treatment: 'first_dedicated' | 'first_participation' | 'first_project';
    readonly horizons: readonly number[];
    readonly caliper_sd: number;
  };
}

const schema: unknown = JSON.parse(
  readFileSync(resourcePath('pipeline', 'contract', 'parameters.schema.json'), 'utf8'),
);

const validate = new Ajv({ useDefaults: true, allErrors: true, allowUnionTypes: true, strict: true }).compile(
  schema as object,
);

/** Keys allowed at a place of the schema, e.g. `['disclosure']`. */
function keysAt(path: readonly string[]): string[] {
  let node: unknown = schema;
  for (const key of path) node = (node as { properties?: Record<string, unknown> }).properties?.[key];
  return Object.keys((node as { properties?: Record<string, unknown> }).properties ?? {});
}

function explain(error: ErrorObject, path: readonly string[]): { message: string; hint: string } {
  const key = path.join('.');
  if (error.keyword === 'additionalProperties') {
    const unknown = String(error.params.additionalProperty);
    const meant = closest(unknown, keysAt(path));
    const known = keysAt(path).join(', ');
    return {
      message: `Unknown parameter "${[...path, unknown].join('.')}".`,
      hint: meant === undefined ? `Known here: ${known}.` : `Did you mean "${meant}"? Known here: ${known}.`,
    };
  }
  if (error.keyword === 'enum')
    return {
      message: `"${key}" has a value that is not allowed.`,
      hint: `Allowed: ${(error.params.allowedValues as unknown[]).join(', ')}.`,
    };
  if (key === '') return { message: 'The file must hold keys and values.', hint: 'For example: sme_limit: 50' };
  return {
    message: `"${key}" ${error.message ?? 'is not valid'}.`,
    hint: 'See the comments in data-samples/accounts.yaml for each parameter.',
  };
}

/**
 * Reads the text of an `accounts.yaml`. An empty text gives the defaults.
 *
 * Throws a usage error that names file, line and key for YAML faults, unknown keys (with the nearest known one) and
 * values that are not allowed.
 */
export function parseParameters(text: string, path: string): Parameters {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const fault = document.errors[0];
  if (fault !== undefined)
    throw usageError(
      'PARAMETERS_YAML',
      `This is not valid YAML: ${fault.message.split(/ at line|\n/)[0]}.`,
      'Mend the line and run again.',
      `${path}:${lines.linePos(fault.pos[0]).line}`,
    );
  const value = structuredClone(document.toJS() ?? {});
  if (validate(value)) return value as unknown as Parameters;
  const error = (validate.errors ?? [])[0] as ErrorObject;
  const keys = error.instancePath.split('/').slice(1);
  const unknown = error.keyword === 'additionalProperties' ? [String(error.params.additionalProperty)] : [];
  const node = document.getIn([...keys, ...unknown], true);
  const offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
  const { message, hint } = explain(error, keys);
  throw usageError('PARAMETERS_INVALID', message, hint, `${path}:${lines.linePos(offset).line}`);
}
