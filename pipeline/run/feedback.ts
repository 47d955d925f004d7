import type { Finding, Language, Severity } from '../contract/finding.ts';
import { type InputContract, loadContract } from '../contract/inputs.ts';
import type { FeedbackDelivery, FeedbackNote, FeedbackRow, SupplierFeedback } from '../feedback/index.ts';
import type { DeliveryRecord } from '../intake/index.ts';
import { identifier } from '../store/quote.ts';
import { openStore, type Store } from '../store/store.ts';
import { type DescribedFinding, describeFindings } from './described.ts';
import { prepareAccounts } from './prepare.ts';
import type { RunProgress } from './progress.ts';
import { readSource } from './source.ts';

export interface FeedbackOptions {
  readonly paths: readonly string[];
  readonly parametersPath?: string | undefined;
  readonly threads: number;
  readonly language: Language;
}

const TOLD: readonly Severity[] = ['fatal', 'error', 'warning'];

interface LandedTable {
  readonly headers: readonly string[];
  /** Cells by row of the file. */
  readonly rows: ReadonlyMap<number, readonly string[]>;
}

/** What a delivery holds of the contract's columns, as text, with the headers that the supplier gave them. */
async function readLanded(store: Store, delivery: DeliveryRecord): Promise<LandedTable> {
  const columns = await store.rows<{ header: string; field: string }>(
    `SELECT header, field FROM landing.delivery_column
     WHERE delivery_id = $id AND field IS NOT NULL AND header IS NOT NULL ORDER BY position`,
    { id: delivery.delivery_id },
  );
  if (columns.length === 0 || delivery.input === null) return { headers: [], rows: new Map() };
  const list = columns.map(({ field }, index) => `${identifier(field)} AS c${index}`).join(', ');
  const rows = await store.rows<Record<string, string | number | null>>(
    `SELECT source_row, ${list} FROM landing.${identifier(delivery.input)} WHERE delivery_id = $id ORDER BY source_row`,
    { id: delivery.delivery_id },
  );
  return {
    headers: columns.map(({ header }) => header),
    rows: new Map(
      rows.map((row) => [Number(row.source_row), columns.map((_, index) => String(row[`c${index}`] ?? ''))]),
    ),
  };
}

const ELSEWHERE = { da: '(et andet sted)', en: '(elsewhere)' } as const;

/**
 * Leaves out of a finding's parameters every text that the supplier did not write itself: it may come from another
 * supplier's file.
 */
export function ownParams(finding: Finding, ownTexts: ReadonlySet<string>, language: Language): Finding {
  if (finding.params === undefined) return finding;
  const isOwn = (part: string): boolean => ownTexts.has(part.trim()) || /^[a-z_0-9.,%-]{0,24}$/.test(part.trim());
  const params = Object.fromEntries(
    Object.entries(finding.params).map(([key, value]) => {
      if (typeof value === 'number') return [key, value];
      const parts = value.split(', ');
      return [
        key,
        parts.every(isOwn) ? value : parts.map((part) => (isOwn(part) ? part : ELSEWHERE[language])).join(', '),
      ];
    }),
  );
  return { ...finding, params };
}

const noteOf = ({ finding, message, remedy }: DescribedFinding): FeedbackNote => ({
  code: finding.code,
  severity: finding.severity,
  message,
  remedy,
  header: finding.header ?? null,
});

async function readDelivery(
  store: Store,
  delivery: DeliveryRecord,
  findings: readonly Finding[],
  contract: readonly InputContract[],
  language: Language,
): Promise<FeedbackDelivery> {
  const { headers, rows } = await readLanded(store, delivery);
  const ownTexts = new Set([...rows.values()].flat().map((text) => text.trim()));
  const own = describeFindings(
    findings.map((finding) => ownParams(finding, ownTexts, language)),
    language,
  );
  const byRow = new Map<number, FeedbackNote[]>();
  for (const described of own) {
    const { row } = described.finding;
    if (row === undefined) continue;
    const notes = byRow.get(row);
    if (notes === undefined) byRow.set(row, [noteOf(described)]);
    else notes.push(noteOf(described));
  }
  const { path, sheet, input, rows_read, rows_loaded, rows_quarantined } = delivery;
  const plain = { da: input ?? '', en: input ?? '' };
  return {
    path,
    sheet,
    input: contract.find(({ name }) => name === input)?.titles ?? plain,
    rowsRead: rows_read,
    rowsLoaded: rows_loaded,
    rowsSetAside: rows_quarantined,
    headers,
    rows: [...byRow]
      .map(([row, notes]): FeedbackRow => ({ row, cells: rows.get(row) ?? [], notes }))
      .sort((left, right) => left.row - right.row),
    notes: own.filter(({ finding }) => finding.row === undefined).map(noteOf),
  };
}

/** Reads and checks the drops in memory and sorts what was found by drop and supplier, for each to be told its own. */
export async function readFeedback(options: FeedbackOptions, progress: RunProgress): Promise<SupplierFeedback[]> {
  const contract = loadContract();
  const source = await readSource(options.paths, contract, options.parametersPath);
  const store = await openStore(':memory:', { threads: options.threads });
  try {
    const { deliveries, findings } = await prepareAccounts(store, source, contract, progress);
    const names = await store.rows<{ cluster_id: string; cluster_name: string }>(
      'SELECT cluster_id, any_value(cluster_name ORDER BY reference_year DESC) AS cluster_name FROM accounts.cluster GROUP BY cluster_id',
    );
    const nameOf = new Map(names.map(({ cluster_id, cluster_name }) => [cluster_id, cluster_name]));
    progress.stage('Sorting by supplier', deliveries.length);
    const told = findings.filter(({ severity }) => TOLD.includes(severity));
    const feedback = new Map<string, SupplierFeedback & { deliveries: FeedbackDelivery[] }>();
    for (const [index, delivery] of deliveries.entries()) {
      const key = `${delivery.drop_name}\u0001${delivery.supplier ?? ''}`;
      const ofSupplier = feedback.get(key) ?? {
        drop: delivery.drop_name,
        referenceYear: delivery.reference_year,
        supplier: delivery.supplier,
        name: delivery.supplier === null ? delivery.drop_name : (nameOf.get(delivery.supplier) ?? delivery.supplier),
        deliveries: [],
      };
      const ofDelivery = told.filter(
        (finding) =>
          finding.drop === delivery.drop_name &&
          finding.path === delivery.path &&
          (finding.sheet === undefined || delivery.sheet === null || finding.sheet === delivery.sheet),
      );
      ofSupplier.deliveries.push(await readDelivery(store, delivery, ofDelivery, contract, options.language));
      feedback.set(key, ofSupplier);
      progress.step(index + 1);
    }
    progress.end();
    return [...feedback.values()];
  } finally {
    store.close();
  }
}
