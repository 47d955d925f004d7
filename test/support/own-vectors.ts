import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { numbers } from './reference.ts';

const folderOf = (family: string): string => join(import.meta.dirname, '../reference/vectors', family);

/** What R said of generated data: the numbers in `vectors/<family>/<name>.json`. */
export const expectedOf = (family: string, name: string) =>
  JSON.parse(readFileSync(join(folderOf(family), `${name}.json`), 'utf8'));

/** The generated data that R computed on, column by column: `vectors/<family>/<name>.csv`. */
export function columnsOf(family: string, name: string) {
  const { data } = Papa.parse<Record<string, string>>(readFileSync(join(folderOf(family), `${name}.csv`), 'utf8'), {
    header: true,
    skipEmptyLines: true,
  });
  const text = (column: string): string[] => data.map((row) => row[column] ?? '');
  return { data, text, number: (column: string): Float64Array => numbers(text(column)) };
}
