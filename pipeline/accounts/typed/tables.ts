import type { FieldContract, InputContract } from '../../contract/inputs.ts';
import { resourcePath } from '../../contract/resources.ts';
import { packedColumns } from '../../store/landing-table.ts';
import { identifier, literal } from '../../store/quote.ts';
import { columnNames, runFolder, type Store } from '../../store/store.ts';
import { type Deliveries, readDeliveries } from './deliveries.ts';
import { conversionFindings, faultFindings, ODD_BITS, oddRowsStatement, requiredFindings } from './findings.ts';
import { kinds } from './kinds.ts';
import type { DropSetting } from './shape.ts';
import {
  emptyStatement,
  faultBit,
  filledSql,
  type LandedFields,
  pendingStatement,
  typedStatements,
} from './statement.ts';

/** Inputs that are code lists: typed first, because the others are looked up in them. */
export const codeListInputs: readonly string[] = ['municipality_codes', 'industry_codes', 'country_codes'];

/** Makes the schemas, the macros of typing, the landing tables of deliveries, columns and findings, and one for every input. */
export async function createLanding(store: Store, contract: readonly InputContract[]): Promise<void> {
  for (const schema of ['landing', 'typing', 'codelist', 'typed', 'accounts'])
    await store.run(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
  await runFolder(store, resourcePath('sql', '1-landing'));
  await runFolder(store, resourcePath('sql', '2-typed'));
  for (const input of contract) {
    const columns = input.schema.fields.map((field) => `${identifier(field.name)} VARCHAR`);
    await store.run(
      `CREATE TABLE IF NOT EXISTS landing.${identifier(input.name)} (delivery_id INTEGER, source_row INTEGER, ${columns.join(', ')})`,
    );
  }
}

/** Spellings of all enumerations; the canonical value itself is always a spelling. */
async function loadSpellings(store: Store, contract: readonly InputContract[]): Promise<void> {
  await store.run('CREATE OR REPLACE TABLE typing.spelling (variant VARCHAR, key VARCHAR, value VARCHAR)');
  const rows = contract.flatMap((input) =>
    input.schema.fields.flatMap((field) => {
      const byKey = new Map<string, string>();
      for (const [value, spellings] of Object.entries(field.values ?? {}))
        for (const spelling of [value, ...spellings]) byKey.set(spelling.toLowerCase(), value);
      const variant = literal(`${input.name}.${field.name}`);
      return [...byKey].map(([key, value]) => `(${variant}, ${literal(key)}, ${literal(value)})`);
    }),
  );
  if (rows.length > 0) await store.run(`INSERT INTO typing.spelling VALUES ${rows.join(', ')}`);
}

/** Types the texts that wait in `typing.pending`. */
async function typePending(store: Store): Promise<void> {
  const waiting = await store.rows<{ kind: string }>('SELECT DISTINCT kind FROM typing.pending');
  const files = new Set(waiting.map(({ kind }) => kinds[kind]?.cells));
  await runFolder(store, resourcePath('sql', '2-typed', 'cells'), (name) => files.has(name));
}

/** For every input the fields with texts that had to be looked up, and which of them were converted at a loss. */
async function lookedUpFields(store: Store): Promise<ReadonlyMap<string, ReadonlyMap<string, boolean>>> {
  const rows = await store.rows<{ input_name: string; field: string; converted: boolean }>(
    `SELECT p.input_name, p.field, bool_or(c.conversion IS NOT NULL) AS converted
     FROM typing.pending AS p
     JOIN typing.cell AS c ON c.kind = p.kind AND c.variant = p.variant AND c.raw = p.raw
     GROUP BY ALL`,
  );
  const byInput = new Map<string, Map<string, boolean>>();
  for (const { input_name, field, converted } of rows) {
    const fields = byInput.get(input_name) ?? new Map<string, boolean>();
    byInput.set(input_name, fields.set(field, converted));
  }
  return byInput;
}

async function addFindings(
  store: Store,
  input: InputContract,
  deliveries: Deliveries,
  lookedUp: ReadonlyMap<string, boolean>,
): Promise<void> {
  await store.run(oddRowsStatement(input));
  const [odd = { faults: 0n, missing: 0n }] = await store.rows<{ faults: bigint; missing: bigint }>(ODD_BITS);
  const isSet = (bits: bigint, field: FieldContract): boolean => ((bits >> BigInt(faultBit(input, field))) & 1n) === 1n;
  for (const field of input.schema.fields) {
    if (isSet(odd.faults, field)) await store.run(faultFindings(input, field, deliveries));
    if (isSet(odd.missing, field)) await store.run(requiredFindings(input, field));
    if (lookedUp.get(field.name)) await store.run(conversionFindings(input, field, deliveries));
  }
}

/** Whether a field's values are proven by more than their form, so that a packed column of it is typed from its texts. */
const isProven = (input: InputContract, name: string): boolean =>
  input.schema.fields.some((field) => field.name === name && field.kind === 'company_number');

/** The fields of an input that any landed row has, or may have, a cell for. */
async function landedFields(store: Store, input: InputContract, deliveries: Deliveries): Promise<LandedFields> {
  const landed = await columnNames(store, `landing.${identifier(input.name)}`);
  const sql = filledSql(input, deliveries, landed);
  const [row = {}] = sql === null ? [] : await store.rows<Record<string, boolean>>(sql);
  return {
    delivered: new Set([...deliveries.fields, ...Object.keys(row).filter((field) => row[field])]),
    packed: new Map([...(await packedColumns(store, input))].filter(([field]) => !isProven(input, field))),
  };
}

/** What typing some inputs came to: their deliveries, and the fields whose texts were looked up. */
interface TypedInputs {
  readonly deliveries: ReadonlyMap<string, Deliveries>;
  readonly lookedUp: Awaited<ReturnType<typeof lookedUpFields>>;
}

/**
 * Makes `typed.<input>` of some inputs, and nothing else; again, where their landed cells changed. Needs the tables that
 * `typeTables` makes.
 */
export async function typeCells(store: Store, inputs: readonly InputContract[]): Promise<TypedInputs> {
  const deliveries = await readDeliveries(store, inputs);
  await store.run('DELETE FROM typing.pending');
  const landed = new Map<string, LandedFields>();
  for (const input of inputs) {
    const own = deliveries.get(input.name);
    if (own === undefined) continue;
    const fields = await landedFields(store, input, own);
    landed.set(input.name, fields);
    await store.run(pendingStatement(input, own, fields));
  }
  await typePending(store);
  const lookedUp = await lookedUpFields(store);
  for (const input of inputs) {
    const own = deliveries.get(input.name);
    const fields = landed.get(input.name);
    const found = new Set(lookedUp.get(input.name)?.keys() ?? []);
    const statements =
      own === undefined || fields === undefined ? [emptyStatement(input)] : typedStatements(input, own, fields, found);
    for (const statement of statements) await store.run(statement);
  }
  return { deliveries, lookedUp };
}

async function typeInputs(store: Store, inputs: readonly InputContract[]): Promise<void> {
  const { deliveries, lookedUp } = await typeCells(store, inputs);
  for (const input of inputs) {
    const own = deliveries.get(input.name);
    if (own !== undefined) await addFindings(store, input, own, lookedUp.get(input.name) ?? new Map<string, boolean>());
  }
}

/**
 * Types every landed cell by its contract: `landing.<input>` → `typed.<input>`, one table an input, empty when nothing was
 * delivered. What does not fit, and what fits only at a loss, goes to `landing.finding`.
 *
 * Needs `createLanding` and `loadCodeLists` before it.
 */
export async function typeTables(
  store: Store,
  contract: readonly InputContract[],
  drops: readonly DropSetting[],
): Promise<void> {
  await store.run('DELETE FROM typing.cell');
  await loadSpellings(store, contract);
  await store.run('CREATE OR REPLACE TABLE landing.drop_setting (drop_name VARCHAR, identifier_scheme VARCHAR)');
  for (const { dropName, identifierScheme } of drops)
    await store.run(`INSERT INTO landing.drop_setting VALUES (${literal(dropName)}, ${literal(identifierScheme)})`);
  await typeInputs(
    store,
    contract.filter(({ name }) => codeListInputs.includes(name)),
  );
  await runFolder(store, resourcePath('sql', '2-typed', 'lookups'));
  await typeInputs(
    store,
    contract.filter(({ name }) => !codeListInputs.includes(name)),
  );
}
