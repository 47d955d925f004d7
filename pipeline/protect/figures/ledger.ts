import type { PublishedRow } from '../attack/figures.ts';
import { type Ledger, ledgerKey } from './problem.ts';

/**
 * What earlier editions told and withheld, from their tables of figures, oldest first. A number that any of them told is
 * out, whatever a later one withheld; the latest number counts.
 */
export function ledgerOf(editions: readonly (readonly PublishedRow[])[]): Ledger {
  const ledger = new Map<string, number | 'withheld'>();
  for (const rows of editions)
    for (const row of rows) {
      const key = ledgerKey(row);
      if (row.status === 'published' && row.value !== null) ledger.set(key, row.value);
      else if (row.status === 'suppressed' && !ledger.has(key)) ledger.set(key, 'withheld');
    }
  return ledger;
}
