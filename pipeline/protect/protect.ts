import type { Figure } from '../contract/figure.ts';
import { type ProtectedFigure, seal } from './figure.ts';
import { type DisclosureParameters, type PrimaryReason, primaryReason } from './rules.ts';

export interface Protection {
  readonly figures: readonly ProtectedFigure[];
  /** How many figures each rule withheld; for the analyst only. */
  readonly suppressedByReason: Readonly<Partial<Record<PrimaryReason, number>>>;
}

/** Applies disclosure control to all figures of an edition, in their order. */
export function protectFigures(figures: readonly Figure[], parameters: DisclosureParameters): Protection {
  const suppressedByReason: Partial<Record<PrimaryReason, number>> = {};
  const protectedFigures = figures.map((figure) => {
    const reason = primaryReason(figure, parameters);
    if (reason !== null) suppressedByReason[reason] = (suppressedByReason[reason] ?? 0) + 1;
    return seal(figure, reason !== null);
  });
  return { figures: protectedFigures, suppressedByReason };
}
