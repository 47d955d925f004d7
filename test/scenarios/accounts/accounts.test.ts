import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import Papa from 'papaparse';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { type AccountParameters, buildAccounts } from '../../../pipeline/accounts/index.ts';
import type { Store } from '../../../pipeline/store/store.ts';
import { csvRows, type TestDelivery, typedStore } from '../../support/store.ts';

const scenarios = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

const defaults: AccountParameters = {
  sme_limit: 50,
  dedicated_rule: 'status_or_basis',
  missing_deliveries: 'as_reported',
};

/** A file `in/<drop>.<input>[.<supplier>].csv`; a drop named by four digits is a year. */
function deliveryOf(folder: string, file: string): TestDelivery {
  const [dropName = '', input = '', supplier] = basename(file, '.csv').split('.');
  return {
    input,
    dropName,
    path: file,
    decimalMark: input === 'firm_register' ? '.' : ',',
    rows: csvRows(readFileSync(join(folder, 'in', file), 'utf8')),
    ...(/^\d{4}$/.test(dropName) ? { year: Number(dropName) } : {}),
    ...(supplier === undefined ? {} : { supplier }),
  };
}

/** The expected columns of a table as CSV lines, in the order of all its columns. */
async function tableLines(store: Store, table: string, columns: readonly string[]): Promise<string[]> {
  const list = columns.map((column) => `"${column}"::VARCHAR AS "${column}"`).join(', ');
  const rows = await store.rows<Record<string, string | null>>(`SELECT ${list} FROM accounts."${table}"`);
  return rows.map((row) => Papa.unparse([columns.map((column) => row[column] ?? '')])).sort();
}

it.each(scenarios)('%s', async (name) => {
  const folder = join(import.meta.dirname, name);
  const settings = parse(readFileSync(join(folder, 'scenario.yaml'), 'utf8')) as {
    parameters?: Partial<AccountParameters>;
  };
  const store = await typedStore(
    readdirSync(join(folder, 'in'))
      .sort()
      .map((file) => deliveryOf(folder, file)),
  );
  try {
    await buildAccounts(store, { ...defaults, ...settings.parameters });
    for (const file of readdirSync(join(folder, 'out')).sort()) {
      const [header = '', ...lines] = readFileSync(join(folder, 'out', file), 'utf8')
        .trim()
        .split('\n');
      expect(await tableLines(store, basename(file, '.csv'), header.split(',')), file).toEqual([...lines].sort());
    }
  } finally {
    store.close();
  }
});
