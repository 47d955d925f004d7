import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { expect } from 'vitest';
import { packageRoot } from '../../pipeline/contract/resources.ts';

const folder = join(packageRoot, '../shared/reference');

/** Public data sets with R's numbers stand beside the checkout on some machines only. */
export const hasReference = existsSync(folder);

if (!hasReference)
  process.stderr.write('skipped: numbers of R on public data (no folder ../shared/reference beside the checkout)\n');

/** A case: the numbers that R gave, and how near ours must come. */
export interface ReferenceCase {
  readonly values: never;
  readonly tolerance: { readonly rel: number; readonly abs: number; readonly se_rel?: number };
}

export const referenceCase = (id: string): ReferenceCase =>
  JSON.parse(readFileSync(join(folder, `${id}.json`), 'utf8')) as ReferenceCase;

/** A data set as text columns by name. */
export function referenceData(name: string): Readonly<Record<string, readonly string[]>> {
  const { data, meta } = Papa.parse<Record<string, string>>(readFileSync(join(folder, 'data', name), 'utf8'), {
    header: true,
    skipEmptyLines: true,
  });
  return Object.fromEntries((meta.fields ?? []).map((field) => [field, data.map((row) => row[field] ?? '')]));
}

/** Numbers of a column; `NA` and blank become NaN. */
export const numbers = (column: readonly string[] | undefined): Float64Array =>
  Float64Array.from(column ?? [], (text) => (text === '' || text === 'NA' ? Number.NaN : Number(text)));

/** Codes 0, 1, 2 ... of a column's values in alphabetical order, with the values. */
export function factor(column: readonly string[] | undefined): { codes: Int32Array; levels: string[] } {
  const levels = [...new Set(column)].sort();
  return { codes: Int32Array.from(column ?? [], (text) => levels.indexOf(text)), levels };
}

/** Fails unless |actual - expected| <= abs + rel * |expected|. */
export function expectNear(
  actual: number | null | undefined,
  expected: number | null | undefined,
  tolerance: { readonly rel: number; readonly abs: number },
  what = '',
): void {
  const difference = Math.abs((actual as number) - (expected as number));
  const allowed = tolerance.abs + tolerance.rel * Math.abs(expected as number);
  expect(difference <= allowed, `${what}: ${actual} instead of ${expected}, off by ${difference}`).toBe(true);
}
