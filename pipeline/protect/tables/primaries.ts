import type { TableCell } from './cell.ts';

/** Rules for cells that say how many contributors they have and how large the largest are. */
export interface TableRules {
  readonly minimum: number;
  /** (n,k) rule: the n largest (1 or 2) must not exceed k % of the cell. */
  readonly dominance: { readonly largest: 1 | 2; readonly sharePct: number } | null;
  readonly pPercent: number;
}

export type TableReason = 'given' | 'threshold' | 'dominance' | 'p_percent';

/** Why a cell must be withheld, or null. An empty cell is shown. */
export function tableReason(cell: TableCell, { minimum, dominance, pPercent }: TableRules): TableReason | null {
  if (cell.status === 'u') return 'given';
  if (cell.status === 'z') return null;
  if (cell.count !== null && cell.count > 0 && cell.count < minimum) return 'threshold';
  if (cell.max1 === null || cell.value <= 0) return null;
  const second = cell.max2 ?? 0;
  if (dominance !== null) {
    const largest = cell.max1 + (dominance.largest === 2 ? second : 0);
    if (100 * largest > dominance.sharePct * cell.value) return 'dominance';
  }
  return cell.value - cell.max1 - second < (pPercent / 100) * cell.max1 ? 'p_percent' : null;
}

/**
 * How far an attacker's bounds must reach from the value of a primary cell, in both directions.
 *
 * As given; otherwise the wider of p % of the value, which is never less than p % of the largest contribution, and, for the
 * (n,k) rule, what makes the largest fall to k % of the upper bound.
 */
export function protectionOf(cell: TableCell, { dominance, pPercent }: TableRules): number {
  if (cell.interval !== null) return cell.interval;
  const size = Math.abs(cell.value);
  const byPercent = (pPercent / 100) * size;
  if (dominance === null || cell.max1 === null) return byPercent;
  const largest = cell.max1 + (dominance.largest === 2 ? (cell.max2 ?? 0) : 0);
  return Math.max(byPercent, (100 / dominance.sharePct) * largest - size);
}
