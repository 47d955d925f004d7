import { attackFigures, type FigureAudit, type PublishedRow } from '../../protect/attack/figures.ts';
import type { Highs } from '../../protect/index.ts';
import { openStore } from '../../store/store.ts';
import { type Leak, leaksOfBundle } from './bundle.ts';
import { readPublishedTable } from './published-table.ts';

export interface AuditParameters {
  readonly minimumContributors: number;
  readonly pPercent: number;
}

export interface BundleAudit extends FigureAudit {
  /** Numbers that some file tells and the table of figures does not. */
  readonly leaks: readonly Leak[];
}

/**
 * Attacks a finished bundle: its table of figures by everything that adds up, its other files by what they say beyond it.
 * What the rows of `earlier` editions told, oldest first, the attacker knows.
 */
export async function auditBundle(
  highs: Highs,
  bundle: string,
  parameters: AuditParameters,
  earlier: readonly PublishedRow[],
): Promise<BundleAudit> {
  const table = await readPublishedTable(bundle);
  const store = await openStore(':memory:', { threads: 1 });
  try {
    const leaks = await leaksOfBundle(store, bundle, table);
    return { ...attackFigures(highs, table.rows, parameters, earlier), leaks };
  } finally {
    store.close();
  }
}

/** The rows of bundles that were published before. */
export async function rowsOfBundles(bundles: readonly string[]): Promise<PublishedRow[]> {
  const tables = [];
  for (const bundle of bundles) tables.push(await readPublishedTable(bundle));
  return tables.flatMap(({ rows }) => rows);
}

/** What the attacker found in a bundle, in words; empty when nothing can be worked out. For the analyst only. */
export async function exposuresOf(
  highs: Highs,
  bundle: string,
  parameters: AuditParameters,
  earlier: readonly PublishedRow[],
): Promise<string[]> {
  const { leaks, exposed } = await auditBundle(highs, bundle, parameters, earlier);
  return [
    ...leaks.map(({ file, what }) => `${file}: ${what}`),
    ...exposed.map(({ figure, by }) => `${figure}: ${by.join('; ')}`),
  ];
}
