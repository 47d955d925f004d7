import { FIRST_OF_KIND, rankSuspicions } from '../accounts/index.ts';
import type { Language } from '../contract/finding.ts';
import { loadContract } from '../contract/inputs.ts';
import type { DeliveryRecord } from '../intake/index.ts';
import { openStore, type Store } from '../store/store.ts';
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

/** A suspicious record and the published figure that it moves. */
export interface Suspicion {
  readonly rank: number;
  readonly referenceYear: number;
  readonly drop: string;
  readonly path: string;
  readonly sheet: string | null;
  readonly row: number;
  readonly header: string | null;
  readonly value: number;
  readonly anticipated: number;
  readonly figure: string;
  readonly breakdown: string;
  readonly effectPct: number | null;
  /** Records of the same field and figure that are not listed; on the last of those that are. */
  readonly alike: number;
}

export interface CheckResult {
  /** The folder of each drop, as it was named. */
  readonly folders: ReadonlyMap<string, string>;
  readonly deliveries: readonly DeliveryRecord[];
  readonly findings: readonly DescribedFinding[];
  /** The ten records of each year whose anticipated value would move a figure most, three of a kind at most. */
  readonly suspicions: readonly Suspicion[];
}

const SUSPICIONS_PER_YEAR = 10;

async function readSuspicions(store: Store): Promise<readonly Suspicion[]> {
  await rankSuspicions(store);
  return store.rows<Suspicion>(`
    SELECT rank, reference_year AS "referenceYear", drop_name AS "drop", path, sheet, source_row AS "row", header, value,
      anticipated, figure, breakdown, effect_pct AS "effectPct",
      CASE WHEN place_in_kind = ${FIRST_OF_KIND} THEN of_kind - place_in_kind ELSE 0 END AS alike
    FROM accounts.suspicion
    WHERE rank <= ${SUSPICIONS_PER_YEAR} AND place_in_kind <= ${FIRST_OF_KIND}
    ORDER BY reference_year, rank`);
}

/** Reads, types and checks the drops in memory. Nothing is written. */
export async function checkDrops(options: CheckOptions, progress: RunProgress): Promise<CheckResult> {
  const contract = loadContract();
  const source = await readSource(options.paths, contract, options.parametersPath);
  const store = await openStore(':memory:', { threads: options.threads });
  try {
    const { deliveries, findings } = await prepareAccounts(store, source, contract, progress);
    const suspicions = await readSuspicions(store);
    progress.end();
    const folders = new Map(source.drops.map(({ name, folder }) => [name, folder]));
    return { folders, deliveries, findings: describeFindings(findings, options.language), suspicions };
  } finally {
    store.close();
  }
}
