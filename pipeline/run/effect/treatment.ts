import type { StudySettings } from '../../contract/study.ts';
import type { Store } from '../../store/store.ts';
import { eachChunk } from './columns.ts';
import type { RegisterPanel } from './panel.ts';

/** Who was treated when, and who could never be a comparison. */
export interface Treatment {
  /** Year of entry of every company of the panel; 0 for never. */
  readonly entry: Int32Array;
  /** Cluster of entry, as a number from 0 into `clusters`; -1 for never. */
  readonly cluster: Int32Array;
  readonly clusters: readonly string[];
  /** Year of the first list that names the treatment of a company; 0 for never. It was alive then. */
  readonly listed: Int32Array;
  /** First year in which a company took part in anything; 0 for never. */
  readonly firstPart: Int32Array;
  /** First year with lists of participants; who left before it is not known. */
  readonly firstListYear: number;
  /** Treated companies of the accounts, by what became of them. */
  readonly treatedInAccounts: number;
  readonly foreign: number;
  readonly notInRegister: number;
}

const TREATED: Readonly<Record<StudySettings['treatment'], string>> = {
  first_dedicated: `SELECT company_id, cluster_id, coalesce(year(joined_date), reference_year) AS year, reference_year
    FROM accounts.membership WHERE is_dedicated AND stands_for IS NULL`,
  first_participation: `SELECT company_id, cluster_id, coalesce(year(joined_date), reference_year) AS year, reference_year
    FROM accounts.membership WHERE stands_for IS NULL`,
  first_project: `SELECT p.company_id, c.cluster_id, coalesce(year(p.from_date), p.reference_year) AS year, reference_year
    FROM accounts.project_participant AS p
    LEFT JOIN accounts.project_cluster AS c USING (reference_year, project_id)
    WHERE p.company_id IS NOT NULL`,
};

interface Participant {
  readonly company_id: string;
  readonly year: number;
  readonly listed: number;
  readonly cluster_id: string;
}

const isDanish = (id: string): boolean => !id.includes(':');

/** Reads entry years by the treatment rule. A company's cluster of entry is the first by year, then by id. */
export async function readTreatment(
  store: Store,
  panel: RegisterPanel,
  treatment: StudySettings['treatment'],
): Promise<Treatment> {
  const rows = await store.rows<Participant>(
    `SELECT company_id, min(year)::INTEGER AS year, min(reference_year)::INTEGER AS listed,
       coalesce(arg_min(cluster_id, (year, cluster_id)), '') AS cluster_id
     FROM (${TREATED[treatment]}) GROUP BY company_id`,
  );
  const clusters = [...new Set(rows.map(({ cluster_id }) => cluster_id))].sort();
  const clusterOf = new Map(clusters.map((id, at) => [id, at]));
  const entry = new Int32Array(panel.firms);
  const cluster = new Int32Array(panel.firms).fill(-1);
  const listed = new Int32Array(panel.firms);
  let foreign = 0;
  let notInRegister = 0;
  for (const { company_id, year, listed: ownList, cluster_id } of rows) {
    const firm = panel.firmOf(company_id);
    if (firm === -1) {
      if (isDanish(company_id)) notInRegister++;
      else foreign++;
      continue;
    }
    entry[firm] = year;
    listed[firm] = ownList;
    cluster[firm] = clusterOf.get(cluster_id) as number;
  }
  const [first] = await store.rows<{ year: number | null }>(
    'SELECT min(reference_year)::INTEGER AS year FROM accounts.membership',
  );
  return {
    firstListYear: first?.year ?? Number.NEGATIVE_INFINITY,
    entry,
    cluster,
    clusters,
    listed,
    firstPart: await readFirstPart(store, panel),
    treatedInAccounts: rows.length,
    foreign,
    notInRegister,
  };
}

/** First year in which every company took part in anything; 0 for never. */
async function readFirstPart(store: Store, panel: RegisterPanel): Promise<Int32Array> {
  const firstPart = new Int32Array(panel.firms);
  await eachChunk(
    store,
    `SELECT company_id, min(p.year)::INTEGER FROM (
       SELECT company_id, least(reference_year, coalesce(year(joined_date), reference_year)) AS year FROM accounts.membership
       UNION ALL
       SELECT company_id, least(reference_year, coalesce(year(from_date), reference_year)) FROM accounts.project_participant
     ) AS p WHERE company_id IS NOT NULL GROUP BY company_id`,
    ([year], rows, [id]) => {
      for (let row = 0; row < rows; row++) {
        const firm = panel.firmOf(id?.textAt(row) as string);
        if (firm !== -1) firstPart[firm] = year?.[row] as number;
      }
    },
  );
  return firstPart;
}
