import { CODE_LISTS, type CodeListName } from '../../contract/codelists.ts';
import { DIMENSIONS } from '../../contract/figure.ts';
import { ESTIMATORS, STATISTICS } from '../../contract/indicator.ts';

const text = { type: 'string', minLength: 1 } as const;

const localised = {
  type: 'object',
  properties: { da: text, en: text },
  required: ['da', 'en'],
  additionalProperties: false,
} as const;

const disclosureClass = { enum: ['S0', 'S1', 'S2', 'S3', 'S4', 'S5'] } as const;

const breakdowns = { type: 'array', items: text } as const;

const measure = {
  type: 'object',
  properties: {
    name: { type: 'string', pattern: '^[a-z][a-z0-9_]*$' },
    title: localised,
    unit: text,
    decimals: { type: 'integer', minimum: 0, maximum: 4 },
    disclosure_class: disclosureClass,
    statistic: { enum: STATISTICS },
    of: text,
    over: text,
    contributors_of: text,
    breakdowns,
  },
  required: ['name', 'title', 'unit', 'decimals', 'statistic'],
  additionalProperties: false,
} as const;

/** What the header of an indicator's file may hold. Everything that is not listed here is an error. */
export const headerSchema = {
  type: 'object',
  properties: {
    id: { type: 'string', pattern: '^[A-Z]{3}[0-9]{2}$' },
    name: localised,
    definition: localised,
    numerator: localised,
    denominator: localised,
    measures: { type: 'array', minItems: 1, items: measure },
    evidence_tier: { enum: ['self-report', 'survey', 'register'] },
    disclosure_class: disclosureClass,
    disclosure_by_item: { type: 'object', additionalProperties: disclosureClass },
    breakdowns,
    crossings: { enum: ['standard', 'none'] },
    denominator_ignores: { type: 'array', items: { enum: DIMENSIONS } },
    inputs: { type: 'array', minItems: 1, items: text },
    item: {
      type: 'object',
      properties: {
        title: localised,
        values: { type: 'object', additionalProperties: localised },
        usual: { enum: CODE_LISTS },
        required: { type: 'boolean' },
      },
      required: ['title'],
      additionalProperties: false,
    },
    earlier_years: { type: 'integer', minimum: 0, maximum: 10 },
    estimator: { enum: ESTIMATORS },
    since_year: { type: 'integer' },
    breaks: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        properties: { year: { type: 'integer' }, da: text, en: text },
        required: ['year', 'da', 'en'],
        additionalProperties: false,
      },
    },
    comparability: localised,
  },
  required: [
    'id',
    'name',
    'definition',
    'numerator',
    'measures',
    'evidence_tier',
    'disclosure_class',
    'breakdowns',
    'inputs',
  ],
  additionalProperties: false,
} as const;

type Text = { readonly da: string; readonly en: string };

/** A header that the schema accepts, as it stands in the file. */
export interface Header {
  readonly id: string;
  readonly name: Text;
  readonly definition: Text;
  readonly numerator: Text;
  readonly denominator?: Text;
  readonly measures: readonly {
    readonly name: string;
    readonly title: Text;
    readonly unit: string;
    readonly decimals: number;
    readonly disclosure_class?: 'S0' | 'S1' | 'S2' | 'S3' | 'S4' | 'S5';
    readonly statistic: (typeof STATISTICS)[number];
    readonly of?: string;
    readonly over?: string;
    readonly contributors_of?: string;
    readonly breakdowns?: readonly string[];
  }[];
  readonly evidence_tier: 'self-report' | 'survey' | 'register';
  readonly disclosure_class: 'S0' | 'S1' | 'S2' | 'S3' | 'S4' | 'S5';
  readonly disclosure_by_item?: Readonly<Record<string, 'S0' | 'S1' | 'S2' | 'S3' | 'S4' | 'S5'>>;
  readonly breakdowns: readonly string[];
  readonly crossings?: 'standard' | 'none';
  readonly denominator_ignores?: readonly (typeof DIMENSIONS)[number][];
  readonly inputs: readonly string[];
  readonly item?: {
    readonly title: Text;
    readonly values?: Readonly<Record<string, Text>>;
    readonly usual?: CodeListName;
    readonly required?: boolean;
  };
  readonly earlier_years?: number;
  readonly estimator?: (typeof ESTIMATORS)[number];
  readonly since_year?: number;
  readonly breaks?: readonly (Text & { readonly year: number })[];
  readonly comparability?: Text;
}
