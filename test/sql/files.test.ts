import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildAccounts } from '../../pipeline/accounts/index.ts';
import { resourcePath } from '../../pipeline/contract/resources.ts';
import type { Store } from '../../pipeline/store/store.ts';
import { typedStore } from '../support/store.ts';
import { tinyDrops } from '../support/tiny-drop.ts';

const parameters = { sme_limit: 50, dedicated_rule: 'status_or_basis', missing_deliveries: 'as_reported' } as const;
const root = resourcePath('sql');

const files = ['1-landing', '2-typed', '3-accounts']
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  )
  .filter((name) => name.endsWith('.sql') && !name.includes('checks'))
  .sort()
  .map((name) => ({ name, sql: readFileSync(join(root, name), 'utf8') }));

const tableFiles = files.filter(
  ({ name, sql }) => name.startsWith('3-accounts') && /CREATE OR REPLACE (TABLE|VIEW)/.test(sql),
);

/** Table and key that the header of a file promises. */
function promised(sql: string): { readonly table: string; readonly key: readonly string[] } {
  const match = /-- output:\s+([\w.]+), key (\([^)]*\)|\w+)/.exec(sql);
  if (match === null) throw new Error('no output line with a key');
  return { table: match[1] as string, key: (match[2] as string).replace(/[()]/g, '').split(', ') };
}

it.each(files)('$name says what it is for', ({ sql }) => {
  expect(sql).toMatch(/^-- purpose: \S/);
  expect(sql).toMatch(/\n-- (?:inputs|output): +\S/);
});

it.each(tableFiles)('$name is one statement that makes what it promises from what it names', ({ sql }) => {
  const body = sql.replaceAll(/^--.*\n/gm, '');
  expect(body.match(/;/g)).toHaveLength(1);
  const { table } = promised(sql);
  expect(body).toMatch(new RegExp(`^CREATE OR REPLACE (TABLE|VIEW) ${table} AS`));
  const header = (/-- inputs:([\s\S]*?)-- output:/.exec(sql)?.[1] ?? '').replaceAll('--', '');
  const used = new Set(
    [...body.matchAll(/(?:FROM|JOIN) ((?:typed|accounts|landing|codelist)\.\w+\b)(?!\()/g)].map(
      (match) => match[1] as string,
    ),
  );
  expect([...used].filter((name) => name !== table && !header.includes(name))).toEqual([]);
});

describe.each([
  ['an empty store', []],
  ['a small world', tinyDrops()],
] as const)('on %s', (_name, deliveries) => {
  let store: Store;
  beforeAll(async () => {
    store = await typedStore(deliveries);
    await buildAccounts(store, parameters);
  });
  afterAll(() => store.close());

  it.each(tableFiles.map(({ name, sql }) => ({ name: relative('3-accounts', name), ...promised(sql) })))(
    '$name keeps its key',
    async ({ table, key }) => {
      const [row] = await store.rows<{ n: bigint; keys: bigint }>(
        `SELECT count(*) AS n, count(DISTINCT (${key.map((column) => `"${column}"`).join(', ')})) AS keys FROM ${table}`,
      );
      expect(row?.keys).toBe(row?.n);
      if (deliveries.length === 0) expect(row?.n).toBe(0n);
    },
  );
});
