import type { Parameters } from '../../contract/parameters.ts';
import { resourcePath } from '../../contract/resources.ts';
import { runFolder, type Store } from '../../store/store.ts';

/** The parameters that decide what the accounts count. */
export type AccountParameters = Pick<Parameters, 'sme_limit' | 'dedicated_rule' | 'missing_deliveries'>;

/**
 * Builds every table of `accounts.*` from `typed.*` with the files of `sql/3-accounts`.
 *
 * Needs `typeTables` before it. A typed table without rows gives accounts tables without rows.
 */
export async function buildAccounts(store: Store, parameters: AccountParameters): Promise<void> {
  await store.run(
    'CREATE OR REPLACE TABLE accounts.setting (sme_limit INTEGER, dedicated_rule VARCHAR, missing_deliveries VARCHAR)',
  );
  await store.run('INSERT INTO accounts.setting VALUES ($sme_limit, $dedicated_rule, $missing_deliveries)', {
    sme_limit: parameters.sme_limit,
    dedicated_rule: parameters.dedicated_rule,
    missing_deliveries: parameters.missing_deliveries,
  });
  await runFolder(store, resourcePath('sql', '3-accounts'));
}
