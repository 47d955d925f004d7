import type { StudySettings } from '../../contract/study.ts';
import type { Store } from '../../store/store.ts';
import { CHUNK_ROWS, eachChunk, type TextColumn } from './columns.ts';
import type { RegisterPanel } from './panel.ts';
import { textNumbers } from './text-numbers.ts';

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

const isDanish = (id: string): boolean => !id.includes(':');

/** Reads entry years by the treatment rule. A company's cluster of entry is the first by year, then by id. */
export async function readTreatment(
  store: Store,
  panel: RegisterPanel,
  treatment: StudySettings['treatment'],
): Promise<Treatment> {
  const entry = new Int32Array(panel.firms);
  const cluster = new Int32Array(panel.firms).fill(-1);
  const listed = new Int32Array(panel.firms);
  const clusters = textNumbers();
  const [firms, clusterNumbers] = [new Int32Array(CHUNK_ROWS), new Int32Array(CHUNK_ROWS)];
  let [treatedInAccounts, foreign, notInRegister] = [0, 0, 0];
  await eachChunk(
    store,
    `SELECT company_id, coalesce(arg_min(cluster_id, (year, cluster_id)), ''), min(year)::INTEGER, min(reference_year)::INTEGER
     FROM (${TREATED[treatment]}) WHERE company_id IS NOT NULL GROUP BY company_id`,
    ([year, ownList], rows, texts) => {
      const [id, ownCluster] = texts as [TextColumn, TextColumn];
      panel.findFirms(id, rows, firms);
      clusters.add(ownCluster, rows, clusterNumbers);
      treatedInAccounts += rows;
      for (let row = 0; row < rows; row++) {
        const firm = firms[row] as number;
        if (firm === -1) {
          if (isDanish(id.textAt(row))) notInRegister++;
          else foreign++;
          continue;
        }
        entry[firm] = year?.[row] as number;
        listed[firm] = ownList?.[row] as number;
        cluster[firm] = clusterNumbers[row] as number;
      }
    },
  );
  const sorted = clusters.sorted();
  for (let firm = 0; firm < cluster.length; firm++)
    if (cluster[firm] !== -1) cluster[firm] = sorted.places[cluster[firm] as number] as number;
  const [first] = await store.rows<{ year: number | null }>(
    'SELECT min(reference_year)::INTEGER AS year FROM accounts.membership',
  );
  return {
    firstListYear: first?.year ?? Number.NEGATIVE_INFINITY,
    entry,
    cluster,
    clusters: Array.from({ length: sorted.count }, (_, place) => sorted.textAt(place)),
    listed,
    firstPart: await readFirstPart(store, panel),
    treatedInAccounts,
    foreign,
    notInRegister,
  };
}

/** First year in which every company took part in anything; 0 for never. */
async function readFirstPart(store: Store, panel: RegisterPanel): Promise<Int32Array> {
  const firstPart = new Int32Array(panel.firms);
  const firms = new Int32Array(CHUNK_ROWS);
  await eachChunk(
    store,
    `SELECT company_id, min(p.year)::INTEGER FROM (
       SELECT company_id, least(reference_year, coalesce(year(joined_date), reference_year)) AS year FROM accounts.membership
       UNION ALL
       SELECT company_id, least(reference_year, coalesce(year(from_date), reference_year)) FROM accounts.project_participant
     ) AS p WHERE company_id IS NOT NULL GROUP BY company_id`,
    ([year], rows, [id]) => {
      panel.findFirms(id as TextColumn, rows, firms);
      for (let row = 0; row < rows; row++) {
        const firm = firms[row] as number;
        if (firm !== -1) firstPart[firm] = year?.[row] as number;
      }
    },
  );
  return firstPart;
}
