import { readdir } from 'node:fs/promises';
import { attackFigures } from '../../protect/attack/figures.ts';
import { type Highs, type Ledger, ledgerOf } from '../../protect/index.ts';
import { leaksOfFiles, readPublishedRows } from './bundle.ts';

export interface AuditParameters {
  readonly minimumContributors: number;
  readonly pPercent: number;
}

/** What the attacker found in a bundle, in words; empty when nothing can be worked out. For the analyst only. */
export async function exposuresOf(highs: Highs, bundle: string, parameters: AuditParameters): Promise<string[]> {
  const files = (await readdir(bundle, { recursive: true })).filter((file) => !file.endsWith('.xlsx')).sort();
  const leaks = await leaksOfFiles(bundle, files);
  const { exposed } = attackFigures(highs, await readPublishedRows(bundle), parameters);
  return [
    ...leaks.map(({ file, what }) => `${file}: ${what}`),
    ...exposed.map(({ figure, by }) => `${figure}: ${by.join('; ')}`),
  ];
}

/** What the editions published here before told and withheld, oldest first. */
export async function ledgerOfEditions(editions: readonly string[]): Promise<Ledger> {
  const rows = [];
  for (const edition of editions) rows.push(await readPublishedRows(edition).catch(() => []));
  return ledgerOf(rows);
}
