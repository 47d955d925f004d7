import type { FieldContract, InputContract } from '../../contract/inputs.ts';
import { foldHeader } from './fold.ts';

/** A field that a column could be; never applied, only proposed. */
export interface Suggestion {
  readonly position: number;
  readonly header: string;
  readonly field: string;
}

const NEAR_ENOUGH = 0.62;
const VALUES_LOOKED_AT = 200;
/** Columns about people: proposing a field for them would bring them into the store. */
const PERSONAL = /kontakt|person|mail|telefon|tlf|mobil|titel|stilling|samtykke|bemaerk|note|kommentar|cpr|adresse/;

/** Share of equal letter pairs of two keys, 0 to 1 (Dice's coefficient). */
function similarity(left: string, right: string): number {
  if (left === right) return 1;
  if (left.length < 2 || right.length < 2) return 0;
  const pairs = new Map<string, number>();
  for (let at = 0; at < left.length - 1; at += 1) {
    const pair = left.slice(at, at + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  let shared = 0;
  for (let at = 0; at < right.length - 1; at += 1) {
    const pair = right.slice(at, at + 2);
    const left_ = pairs.get(pair) ?? 0;
    if (left_ > 0) {
      shared += 1;
      pairs.set(pair, left_ - 1);
    }
  }
  return (2 * shared) / (left.length + right.length - 2);
}

const CVR_WEIGHTS = [2, 7, 6, 5, 4, 3, 2, 1];

const passesModulus11 = (value: string): boolean => {
  const digits = value.replace(/\D/g, '');
  return (
    digits.length === 8 && CVR_WEIGHTS.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0) % 11 === 0
  );
};

/** What values of a kind look like, for the kinds that can be told by their looks. */
const LOOKS: Readonly<Record<string, (value: string) => boolean>> = {
  company_number: passesModulus11,
  production_unit_number: (value) => /^1\d{9}$/.test(value),
  date: (value) => /^\d{1,2}[-./]\d{1,2}[-./]\d{2,4}$|^\d{4}-\d{2}-\d{2}/.test(value),
  flag: (value) => /^(?:ja|nej|x)$/i.test(value),
};

const keysOf = ({ name, titles, synonyms }: FieldContract): string[] =>
  [titles.da, titles.en, name, ...synonyms].map(foldHeader).filter((key) => key.length > 1);

/**
 * Proposes fields for columns that nothing knows: by headers that are nearly the same, and by values that only one missing
 * field can have. A field and a column are proposed once at most, the most alike first.
 */
export function suggestFields(
  unknown: readonly { readonly position: number; readonly header: string; readonly values: readonly string[] }[],
  missing: readonly string[],
  input: InputContract,
): Suggestion[] {
  const fields = input.schema.fields.filter(({ name }) => missing.includes(name));
  const ranked = unknown
    .filter(({ header }) => !PERSONAL.test(foldHeader(header)))
    .flatMap(({ position, header, values }) => {
      const key = foldHeader(header);
      const filled = values.filter((value) => value.trim() !== '').slice(0, VALUES_LOOKED_AT);
      return fields.map((field) => {
        const look = LOOKS[field.kind];
        const isLike =
          look !== undefined &&
          filled.length > 0 &&
          filled.filter((value) => look(value.trim())).length > filled.length * 0.8;
        const isTold = isLike && (field.kind === 'company_number' || field.kind === 'production_unit_number');
        const byHeader = key === '' ? 0 : Math.max(0, ...keysOf(field).map((other) => similarity(key, other)));
        return {
          position,
          header,
          field: field.name,
          score: isTold ? 0.9 + byHeader / 10 : byHeader + (isLike ? 0.15 : 0),
        };
      });
    })
    .filter(({ score }) => score >= NEAR_ENOUGH)
    .sort((left, right) => right.score - left.score || left.position - right.position);
  const taken = new Set<string>();
  return ranked
    .filter(({ position, field }) => {
      if (taken.has(field) || taken.has(String(position))) return false;
      taken.add(field).add(String(position));
      return true;
    })
    .map(({ position, header, field }) => ({ position, header, field }));
}

/** The lines of `drop.yaml` that accept suggestions for a file. */
export const settingsLines = (file: string, input: string, suggestions: readonly Suggestion[]): string =>
  [
    'files:',
    `  - file: ${JSON.stringify(file)}`,
    `    input: ${input}`,
    '    columns:',
    ...suggestions.map(({ field, header }) => `      ${field}: ${JSON.stringify(header)}`),
  ].join('\n');
