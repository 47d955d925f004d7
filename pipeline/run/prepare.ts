import {
  applyCorrections,
  buildAccounts,
  createLanding,
  type DropSetting,
  keyFiguresUncorrected,
  loadCodeLists,
  replaceResubmissions,
  reportCorrectionEffects,
  reportEffectsAlone,
  runChecks,
  typeTables,
} from '../accounts/index.ts';
import type { Finding } from '../contract/finding.ts';
import type { InputContract } from '../contract/inputs.ts';
import { type DeliveryRecord, landDrops, landReceipts } from '../intake/index.ts';
import type { Store } from '../store/store.ts';
import { readFindings } from './findings.ts';
import type { RunProgress } from './progress.ts';
import type { Source } from './source.ts';

/** What is known when the accounts are built: how each delivery was read, and everything found. */
export interface Prepared {
  readonly deliveries: readonly DeliveryRecord[];
  readonly findings: readonly Finding[];
}

const settingOf = ({ name, settings }: Source['drops'][number]): DropSetting => ({
  dropName: name,
  identifierScheme: settings.identifier_scheme ?? 'dk-cvr',
});

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
  const { deliveries: landed } = await landDrops(store, source.drops, contract, {
    onDelivery: (done) => progress.step(done),
  });
  await landReceipts(store, source.drops);
  const replaced = await replaceResubmissions(store);
  const deliveries = landed.map((delivery) =>
    replaced.has(delivery.delivery_id) ? { ...delivery, status: 'replaced' as const } : delivery,
  );
  await loadCodeLists(store);
  const type = (): Promise<void> => typeTables(store, contract, source.drops.map(settingOf));
  const build = (): Promise<void> => buildAccounts(store, source.parameters);
  const isCorrected = source.corrections.length > 0;
  const uncorrected = isCorrected ? await keyFiguresUncorrected(store, () => type().then(build)) : [];
  await applyCorrections(store, contract, source.corrections);
  progress.stage('Typing cells');
  await type();
  progress.stage('Building accounts');
  await build();
  if (isCorrected) {
    progress.stage('Weighing corrections');
    await reportCorrectionEffects(store, uncorrected);
    await reportEffectsAlone(store, contract);
  }
  await runChecks(store);
  return { deliveries, findings: await readFindings(store) };
}
