import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { factor, numbers } from './reference.ts';

/** The generated sample that the survey vectors of our own were computed on by R: `vectors/survey/survey.csv`. */
const folder = join(import.meta.dirname, '../reference/vectors/survey');

/** What R said, by the name of the file of numbers. */
export const expectedOf = (name: string) => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));

const rows = Papa.parse<Record<string, string>>(readFileSync(join(folder, 'survey.csv'), 'utf8'), {
  header: true,
  skipEmptyLines: true,
}).data;

export const column = (name: string): string[] => rows.map((row) => row[name] ?? '');
export const number = (name: string): Float64Array => numbers(column(name));

export const size = rows.length;
export const stratum = factor(column('stratum')).codes;
export const psu = Int32Array.from(number('psu'));
export const weights = number('weight');
/** Units of every stratum in the population. */
export const population = new Float64Array(6);
number('N_h').forEach((count, i) => {
  population[stratum[i] as number] = count;
});
export const sizeBand = factor(column('size'));
export const region = factor(column('region'));
