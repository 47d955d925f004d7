import type { Language } from '../contract/finding.ts';
import { loadContract } from '../contract/inputs.ts';
import type { DeliveryRecord } from '../intake/index.ts';
import { openStore } from '../store/store.ts';
import { type DescribedFinding, describeFindings } from './described.ts';
import { prepareAccounts } from './prepare.ts';
import type { RunProgress } from './progress.ts';
import { readSource } from './source.ts';

export interface CheckOptions {
  readonly paths: readonly string[];
  readonly parametersPath?: string | undefined;
  readonly threads: number;
  readonly language: Language;
}

export interface CheckResult {
  readonly deliveries: readonly DeliveryRecord[];
  readonly findings: readonly DescribedFinding[];
}

/** Reads, types and checks the drops in memory. Nothing is written. */
export async function checkDrops(options: CheckOptions, progress: RunProgress): Promise<CheckResult> {
  const contract = loadContract();
  const source = await readSource(options.paths, contract, options.parametersPath);
  const store = await openStore(':memory:', { threads: options.threads });
  try {
    const { deliveries, findings } = await prepareAccounts(store, source, contract, progress);
    progress.end();
    return { deliveries, findings: describeFindings(findings, options.language) };
  } finally {
    store.close();
  }
}
