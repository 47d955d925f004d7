import type { InputContract } from '../../contract/inputs.ts';
import { resourcePath } from '../../contract/resources.ts';
import { runFolder, type Store } from '../../store/store.ts';
import { conversionFindings, conversionSurveySql, faultFindings, requiredFindings, surveySql } from './findings.ts';
import { identifier, literal } from './quote.ts';
import type { DropSetting } from './shape.ts';
import { faultBit, typedStatement } from './statement.ts';

/** Inputs that are code lists: typed first, because the others are looked up in them. */
const codeListInputs: readonly string[] = ['municipality_codes', 'industry_codes', 'country_codes', 'price_index'];

/** Makes the schemas, the landing tables of deliveries, columns and findings, and an empty landing table for every input. */
export async function createLanding(store: Store, contract: readonly InputContract[]): Promise<void> {
  for (const schema of ['landing', 'typing', 'codelist', 'typed', 'accounts'])
    await store.run(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
  await runFolder(store, resourcePath('sql', '1-landing'));
  for (const input of contract) {
    const columns = input.schema.fields.map((field) => `${identifier(field.name)} VARCHAR`);
    await store.run(
      `CREATE TABLE IF NOT EXISTS landing.${identifier(input.name)} (delivery_id INTEGER, source_row INTEGER, ${columns.join(', ')})`,
    );
  }
}

async function typeInput(store: Store, input: InputContract): Promise<void> {
  await store.run(typedStatement(input));
  const [survey] = await store.rows<Record<string, bigint>>(surveySql(input));
  if (survey === undefined || survey['n'] === 0n) return;
  const faults = BigInt(survey['faults'] ?? 0n);
  const question = conversionSurveySql(input);
  const converted = question === undefined ? {} : ((await store.rows<Record<string, boolean>>(question))[0] ?? {});
  for (const field of input.schema.fields) {
    if ((faults >> BigInt(faultBit(input, field))) & 1n) await store.run(faultFindings(input, field));
    if (field.constraints?.required && survey[`filled_${field.name}`] !== survey['n'])
      await store.run(requiredFindings(input, field));
    if (converted[field.name]) await store.run(conversionFindings(input, field));
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
  await runFolder(store, resourcePath('sql', '2-typed'));
  await store.run('CREATE OR REPLACE TABLE landing.drop_setting (drop_name VARCHAR, identifier_scheme VARCHAR)');
  for (const { dropName, identifierScheme } of drops)
    await store.run(`INSERT INTO landing.drop_setting VALUES (${literal(dropName)}, ${literal(identifierScheme)})`);
  for (const input of contract) if (codeListInputs.includes(input.name)) await typeInput(store, input);
  await runFolder(store, resourcePath('sql', '2-typed', 'lookups'));
  for (const input of contract) if (!codeListInputs.includes(input.name)) await typeInput(store, input);
}
