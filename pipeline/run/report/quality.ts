import type { Finding } from '../../contract/finding.ts';
import type { InputContract } from '../../contract/inputs.ts';
import type { MessageCatalogue } from '../../contract/messages.ts';
import type { CorrectionFact, DeliveryFact, FindingFact, QualityFacts } from '../../report/index.ts';
import type { Store } from '../../store/store.ts';
import { appliedCorrections } from './corrections.ts';

interface DeliveryRow {
  readonly drop_name: string;
  readonly reference_year: number | null;
  readonly supplier: string | null;
  readonly input: string;
  readonly path: string;
  readonly rows_loaded: number;
  readonly status: string;
  readonly has_findings: boolean;
}

const stateOf = ({ status, has_findings }: DeliveryRow): DeliveryFact['state'] => {
  if (status === 'rejected' || status === 'duplicate' || status === 'replaced') return status;
  return status === 'partial' || has_findings ? 'taken_with_findings' : 'taken';
};

async function receivedDeliveries(store: Store, contract: readonly InputContract[]): Promise<DeliveryFact[]> {
  const rows = await store.rows<DeliveryRow>(`
    SELECT d.drop_name, d.reference_year, d.supplier, d.input, d.path, d.rows_loaded::INTEGER AS rows_loaded, d.status,
      EXISTS (
        SELECT 1 FROM landing.finding AS f
        WHERE f.drop_name = d.drop_name AND f.path = d.path AND f.severity IN ('warning', 'error', 'fatal')
      ) AS has_findings
    FROM landing.delivery AS d
    WHERE d.status <> 'skipped' AND d.input IS NOT NULL
    ORDER BY d.drop_name, d.path, d.sheet, d.delivery_id`);
  const titles = new Map(contract.map(({ name, titles: title }) => [name, title]));
  return rows.map((row) => ({
    drop: row.drop_name,
    referenceYear: row.reference_year,
    supplier: row.supplier ?? '',
    input: titles.get(row.input) ?? { da: row.input, en: row.input },
    path: row.path,
    rows: row.rows_loaded,
    state: stateOf(row),
  }));
}

/** Clusters of the catalogue that sent no list of participants for a year. */
async function missingDeliveries(store: Store, contract: readonly InputContract[]): Promise<DeliveryFact[]> {
  const rows = await store.rows<{ reference_year: number; cluster_id: string }>(`
    SELECT c.reference_year, c.cluster_id
    FROM accounts.cluster AS c
    ANTI JOIN accounts.participant_row AS p
      ON p.reference_year = c.reference_year AND p.cluster_id = c.cluster_id
    ORDER BY c.reference_year, c.cluster_id`);
  const input = contract.find(({ name }) => name === 'participants')?.titles ?? { da: '', en: '' };
  return rows.map(({ reference_year, cluster_id }) => ({
    drop: String(reference_year),
    referenceYear: reference_year,
    supplier: cluster_id,
    input,
    path: '',
    rows: 0,
    state: 'missing',
  }));
}

/** Findings by code, the worst first, with the texts of their code. */
export function findingFacts(findings: readonly Finding[], messages: MessageCatalogue): FindingFact[] {
  const counts = new Map<string, { severity: Finding['severity']; count: number }>();
  for (const { code, severity } of findings) {
    const sofar = counts.get(code);
    if (sofar === undefined) counts.set(code, { severity, count: 1 });
    else sofar.count += 1;
  }
  const order = ['fatal', 'error', 'warning', 'info'];
  return [...counts]
    .map(([code, { severity, count }]) => {
      const spec = messages.get(code);
      const plain = { da: code, en: code };
      return { code, severity, count, message: spec?.message ?? plain, remedy: spec?.remedy ?? plain };
    })
    .sort(
      (a, b) =>
        order.indexOf(a.severity) - order.indexOf(b.severity) || b.count - a.count || (a.code < b.code ? -1 : 1),
    );
}

/** What the quality annex of a report tells: deliveries, findings, corrections. */
export async function readQuality(
  store: Store,
  contract: readonly InputContract[],
  findings: readonly Finding[],
  messages: MessageCatalogue,
  corrections: readonly CorrectionFact[],
): Promise<QualityFacts> {
  return {
    deliveries: [...(await receivedDeliveries(store, contract)), ...(await missingDeliveries(store, contract))],
    findings: findingFacts(findings, messages),
    corrections: [...corrections, ...(await appliedCorrections(store))],
  };
}
