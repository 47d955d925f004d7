import { readFileSync } from 'node:fs';
import { Ajv, type ErrorObject } from 'ajv';
import { isNode, LineCounter, parseDocument } from 'yaml';
import { closest } from './closest.ts';
import { usageError } from './errors.ts';
import { resourcePath } from './resources.ts';

/** Covariates that a study may use; all are taken as of the base year, so none can be a result of taking part. */
export type StudyCovariate =
  | 'log_fte'
  | 'log_productivity'
  | 'productivity_growth'
  | 'fte_growth'
  | 'firm_age'
  | 'exporter'
  | 'export_share'
  | 'has_rd'
  | 'higher_education_share'
  | 'log_capital_per_fte'
  | 'region'
  | 'industry'
  | 'legal_form'
  | 'other_schemes';

/** What `study.yaml` says, with defaults. Keys as in the file; see `study.schema.json`. */
export interface StudySettings {
  readonly treatment: 'first_dedicated' | 'first_participation' | 'first_project';
  readonly entry_years?: readonly [number, number];
  readonly base_year: 'before_entry' | number;
  readonly horizons: readonly number[];
  readonly leads: number;
  readonly covariates: readonly StudyCovariate[];
  readonly exact: readonly ('industry' | 'size_band' | 'region')[];
  readonly alive_when_listed: boolean;
  readonly size_bands: readonly number[];
  readonly size_by: 'employees' | 'fte';
  readonly sme_limit?: 50 | 250;
  readonly distance: 'score' | 'logit';
  readonly caliper_sd: number;
  readonly covariate_calipers?: Readonly<Partial<Record<StudyCovariate, number>>>;
  readonly antiexact?: readonly ('industry' | 'size_band' | 'region')[];
  readonly mahalanobis?: readonly StudyCovariate[];
  readonly ratio: number;
  readonly replace: boolean;
  readonly order: 'largest' | 'smallest' | 'closest' | 'farthest' | 'random';
  readonly discard: 'none' | 'treated' | 'control' | 'both';
  readonly minimum_fte: number;
  readonly winsorise_pct: number;
  readonly deflate: 'section' | 'total' | 'none';
  readonly cluster_errors_by: 'pair' | 'unit' | 'pair-and-unit';
  readonly seed?: number;
}

interface SchemaNode {
  readonly properties: Readonly<Record<string, { readonly description: string }>>;
}

const schema = JSON.parse(
  readFileSync(resourcePath('pipeline', 'contract', 'study.schema.json'), 'utf8'),
) as SchemaNode;
const validate = new Ajv({ useDefaults: true, allErrors: true, strict: true }).compile(schema);
const known = Object.keys(schema.properties);

function explain(error: ErrorObject): { readonly message: string; readonly hint: string } {
  const key = error.instancePath.split('/')[1] ?? '';
  if (error.keyword === 'additionalProperties') {
    const unknown = String(error.params.additionalProperty);
    const meant = closest(unknown, known);
    return {
      message: `Unknown key "${unknown}" in the study.`,
      hint: meant === undefined ? `Known: ${known.join(', ')}.` : `Did you mean "${meant}"?`,
    };
  }
  const about = schema.properties[key]?.description ?? `Known keys: ${known.join(', ')}.`;
  if (error.keyword === 'enum')
    return {
      message: `"${key}" has a value that is not allowed.`,
      hint: `Allowed: ${(error.params.allowedValues as unknown[]).join(', ')}. Covariates of later years are never allowed.`,
    };
  return { message: key === '' ? 'The file must hold keys and values.' : `"${key}" ${error.message}.`, hint: about };
}

interface Contradiction {
  readonly path: readonly string[];
  readonly message: string;
  readonly hint: string;
}

/** Keys that cannot stand together. */
function contradictionOf(settings: StudySettings): Contradiction | null {
  const { covariates, exact, antiexact = [], covariate_calipers = {}, mahalanobis = [] } = settings;
  for (const key of ['covariate_calipers', 'mahalanobis'] as const) {
    const names = key === 'mahalanobis' ? mahalanobis : (Object.keys(covariate_calipers) as StudyCovariate[]);
    const missing = names.find((name) => !covariates.includes(name));
    if (missing === undefined) continue;
    const message = `"${key}" names ${missing}, which is not among the covariates of the score.`;
    return { path: [key], message, hint: `Add ${missing} to "covariates" or take it out.` };
  }
  const both = antiexact.find((name) => exact.includes(name));
  if (both === undefined) return null;
  const message = `Pairs cannot both agree and differ in ${both}: it stands in "exact" and in "antiexact".`;
  return { path: ['antiexact'], message, hint: 'Take it out of one of them.' };
}

/**
 * Reads the text of a `study.yaml`. An empty text gives the defaults.
 *
 * Throws a usage error that names file, line and key for what is not valid YAML, not known or not allowed.
 */
export function parseStudy(text: string, path: string): StudySettings {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const fault = document.errors[0];
  if (fault !== undefined)
    throw usageError(
      'STUDY_YAML',
      `This is not valid YAML: ${fault.message.split(/ at line|\n/)[0]}.`,
      'Mend the line and run again.',
      `${path}:${lines.linePos(fault.pos[0]).line}`,
    );
  const value = structuredClone(document.toJS() ?? {});
  const refused = (at: readonly string[], message: string, hint: string): Error => {
    const node = document.getIn(at, true);
    const offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
    return usageError('STUDY_INVALID', message, hint, `${path}:${lines.linePos(offset).line}`);
  };
  if (validate(value)) {
    const settings = value as unknown as StudySettings;
    const contradiction = contradictionOf(settings);
    if (contradiction === null) return settings;
    throw refused(contradiction.path, contradiction.message, contradiction.hint);
  }
  const error = (validate.errors ?? [])[0] as ErrorObject;
  const keys = error.instancePath.split('/').slice(1);
  const unknown = error.keyword === 'additionalProperties' ? [String(error.params.additionalProperty)] : [];
  const { message, hint } = explain(error);
  throw refused([...keys, ...unknown], message, hint);
}
