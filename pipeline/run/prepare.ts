import {
  applyCorrections,
  buildAccounts,
  createLanding,
  loadCodeLists,
  replaceResubmissions,
  runChecks,
  typeTables,
} from '../accounts/index.ts';
import type { Finding } from '../contract/finding.ts';
import type { InputContract } from '../contract/inputs.ts';
import { type DeliveryRecord, landDrops } from '../intake/index.ts';
import { inTransaction, type Store } from '../store/store.ts';
import { readFindings } from './findings.ts';
import type { RunProgress } from './progress.ts';
import type { Source } from './source.ts';

/** What is known when the accounts are built: how each delivery was read, and everything found. */
export interface Prepared {
  readonly deliveries: readonly DeliveryRecord[];
  readonly findings: readonly Finding[];
}

/** Drops → landing → typed → accounts, checked. The tables are left in the store. */
export async function prepareAccounts(
  store: Store,
  source: Source,
  contract: readonly InputContract[],
  progress: RunProgress,
): Promise<Prepared> {
  const fileCount = source.drops.reduce((sum, { files }) => sum + files.length, 0);
  progress.stage('Reading files', fileCount);
  await createLanding(store, contract);
  const { deliveries: landed } = await inTransaction(store, () =>
    landDrops(store, source.drops, contract, { onDelivery: (done) => progress.step(done) }),
  );
  const replaced = await replaceResubmissions(store);
  const deliveries = landed.map((delivery) =>
    replaced.has(delivery.delivery_id) ? { ...delivery, status: 'replaced' as const } : delivery,
  );
  await applyCorrections(store, contract, source.corrections);
  progress.stage('Typing cells');
  await loadCodeLists(store);
  await typeTables(
    store,
    contract,
    source.drops.map(({ name, settings }) => ({
      dropName: name,
      identifierScheme: settings.identifier_scheme ?? 'dk-cvr',
    })),
  );
  progress.stage('Building accounts');
  await buildAccounts(store, source.parameters);
  await runChecks(store);
  return { deliveries, findings: await readFindings(store) };
}
