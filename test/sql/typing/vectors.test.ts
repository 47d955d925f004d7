import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLanding, loadCodeLists, loadContract, typeTables } from '../../../pipeline/accounts/index.ts';
import type { IdentifierScheme } from '../../../pipeline/contract/drop-settings.ts';
import type { FieldContract, InputContract } from '../../../pipeline/contract/inputs.ts';
import { resourcePath } from '../../../pipeline/contract/resources.ts';
import { openStore, runFolder, type Store } from '../../../pipeline/store/store.ts';
import { land } from '../../support/store.ts';
import { readVectors, type Vector } from './vectors.ts';

const vectors = readVectors();
const groupNames = [...new Set(vectors.map(({ kind, variant }) => `${kind} ${variant}`))];
const groups = groupNames.map(
  (name) => [name, vectors.filter(({ kind, variant }) => `${kind} ${variant}` === name)] as const,
);
const keyOf = ({ kind, variant, raw }: Pick<Vector, 'kind' | 'variant' | 'raw'>): string => `${kind} ${variant} ${raw}`;

/** An input with one field, made for the vectors of one kind and variant. */
function inputOf(index: number, { kind, variant }: Vector): InputContract {
  const original = loadContract()
    .flatMap(({ name, schema }) => schema.fields.map((field) => ({ field, variant: `${name}.${field.name}` })))
    .find((candidate) => candidate.variant === variant)?.field;
  const field: FieldContract = {
    name: 'cell',
    type: 'string',
    kind,
    titles: { da: '', en: '' },
    synonyms: [],
    ...(original?.values ? { values: original.values } : {}),
  };
  return {
    name: `vectors_${index}`,
    number: '',
    titles: { da: '', en: '' },
    grain: { da: '', en: '' },
    required: false,
    schema: { fields: [field] },
  };
}

let store: Store;
const typed = new Map<string, string | null>();
const faults = new Map<string, string>();

beforeAll(async () => {
  store = await openStore(':memory:', { threads: 2 });
  const inputs = groups.map(([, group], index) => inputOf(index, group[0] as Vector));
  const contract = [...loadContract(), ...inputs];
  await createLanding(store, contract);
  await loadCodeLists(store);
  for (const [index, [, group]] of groups.entries()) {
    const { kind, variant } = group[0] as Vector;
    await land(store, index + 1, {
      input: `vectors_${index}`,
      year: 2013,
      dropName: kind === 'company_number' ? variant : 'drop',
      rows: group.map(({ raw }) => ({ cell: raw })),
    });
    const mark = variant === ',' || variant === '.' ? `'${variant}'` : 'NULL';
    await store.run(`UPDATE landing.delivery SET decimal_mark = ${mark} WHERE delivery_id = ${index + 1}`);
  }
  const schemes: IdentifierScheme[] = ['dk-cvr', 'no-orgnr', 'none'];
  await typeTables(
    store,
    contract,
    schemes.map((identifierScheme) => ({ dropName: identifierScheme, identifierScheme })),
  );
  for (const [index, [, group]] of groups.entries()) {
    const rows = await store.rows<{ source_row: number; value: string | null }>(
      `SELECT source_row, cell::VARCHAR AS value FROM typed.vectors_${index}`,
    );
    for (const { source_row, value } of rows) typed.set(keyOf(group[source_row - 2] as Vector), value);
    const found = await store.rows<{ source_row: number; code: string }>(
      `SELECT source_row, code FROM landing.finding WHERE input = 'vectors_${index}' AND code NOT LIKE 'VALUE_CONVERTED%'`,
    );
    for (const { source_row, code } of found) faults.set(keyOf(group[source_row - 2] as Vector), code);
  }
}, 60_000);

afterAll(() => store.close());

it('has vectors enough, none twice', () => {
  expect(vectors.length).toBeGreaterThanOrEqual(500);
  expect(new Set(vectors.map(keyOf)).size).toBe(vectors.length);
});

describe.each(groups)('%s', (_name, group) => {
  it('types every text right or refuses it', () => {
    expect(group.map((vector) => [vector.raw, typed.get(keyOf(vector)), faults.get(keyOf(vector)) ?? null])).toEqual(
      group.map(({ raw, value, fault }) => [raw, value, fault]),
    );
  });
});

it('says in typing.cell why a text is missing and what was lost', async () => {
  await store.run('DELETE FROM typing.cell');
  await store.run('DELETE FROM typing.pending');
  for (const { kind, variant, raw } of vectors)
    await store.run('INSERT INTO typing.pending VALUES ($1, $2, $3, $4, $5)', {
      1: 'x',
      2: 'cell',
      3: kind,
      4: variant,
      5: raw,
    });
  await runFolder(store, resourcePath('sql', '2-typed', 'cells'));
  const rows = await store.rows<Record<string, string | null>>(
    'SELECT kind, variant, raw, value, missing_reason, fault, conversion FROM typing.cell',
  );
  const cells = new Map(rows.map((row) => [keyOf(row as unknown as Vector), row]));
  expect(vectors.filter((vector) => !cells.has(keyOf(vector)))).toEqual([]);
  expect(
    vectors.map((vector) => {
      const cell = cells.get(keyOf(vector));
      return [keyOf(vector), cell?.value, cell?.missing_reason, cell?.fault, cell?.conversion];
    }),
  ).toEqual(
    vectors.map((vector) => [keyOf(vector), vector.value, vector.missingReason, vector.fault, vector.conversion]),
  );
});
