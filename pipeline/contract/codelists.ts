import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { resourcePath } from './resources.ts';

/** The code lists that are shipped, in `contract/codelists/<name>.csv`. */
export const CODE_LISTS = [
  'region',
  'growth_forum',
  'municipality',
  'municipality_alias',
  'industry_section',
  'country',
  'country_alias',
  'size_band',
  'sme_definition',
  'event_type',
  'project_type',
] as const;

export type CodeListName = (typeof CODE_LISTS)[number];

/** One row of a code list: column → text, '' where the cell is empty. */
export type CodeListRow = Readonly<Record<string, string>>;

const read = new Map<CodeListName, readonly CodeListRow[]>();

/** A shipped code list in the order of its file; read once, because it is part of the program. */
export function readCodeList(name: CodeListName): readonly CodeListRow[] {
  const known = read.get(name);
  if (known !== undefined) return known;
  const text = readFileSync(resourcePath('pipeline', 'contract', 'codelists', `${name}.csv`), 'utf8');
  const rows = Papa.parse<CodeListRow>(text, { header: true, delimiter: ',', skipEmptyLines: true }).data;
  read.set(name, rows);
  return rows;
}
