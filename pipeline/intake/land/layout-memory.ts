import type { Finding } from '../../contract/finding.ts';
import type { InputContract } from '../../contract/inputs.ts';
import type { Drop } from '../drops.ts';
import { type DeliveryLayout, layoutDrift } from '../recognise/drift.ts';

/** Remembers the layout of the last delivery by input and supplier; where no supplier is known, by the file's name without its digits. */
export class LayoutMemory {
  readonly #layouts = new Map<string, DeliveryLayout>();

  /** How a delivery differs from the last one of an earlier drop; remembers it for the next. Drops without a year are not compared. */
  drift(
    drop: Drop,
    path: string,
    input: InputContract,
    supplier: string | null,
    layout: Omit<DeliveryLayout, 'since'>,
  ): Finding[] {
    if (drop.year === null) return [];
    const key = [input.name, supplier ?? path.replace(/\d/g, '')].join(' ');
    const before = this.#layouts.get(key);
    const now: DeliveryLayout = { since: drop.name, ...layout };
    this.#layouts.set(key, now);
    return before === undefined || before.since === drop.name ? [] : layoutDrift(before, now);
  }
}
