import { DIMENSIONS, type Dimension, TOTAL } from '../contract/figure.ts';
import { type AuditRules, attackFigures, type PublishedRow } from './attack/figures.ts';
import { type ProtectedFigure, withhold } from './figure.ts';
import type { Highs } from './solver.ts';

/** Rounds of attack and repair; each withholds at least one more figure for every one that was worked out. */
const ROUNDS = 20;

const placeOf = (row: PublishedRow, but?: Dimension): string =>
  [row.indicator, row.referenceYear, ...DIMENSIONS.map((name) => (name === but ? '' : row[name]))].join('\u0001');

/** The smallest published figure that is a part of the same total as the exposed one, along any dimension. */
function cheapestSibling(figures: readonly ProtectedFigure[], exposed: PublishedRow): ProtectedFigure | null {
  const broken = DIMENSIONS.filter((name) => exposed[name] !== TOTAL);
  const siblings = figures.filter(
    (figure) =>
      figure.status === 'published' &&
      figure.measure === exposed.measure &&
      figure.value !== null &&
      (figure.value > 0 || (figure.denominator ?? 0) > 0) &&
      broken.some((name) => figure[name] !== TOTAL && placeOf(figure, name) === placeOf(exposed, name)),
  );
  return siblings.reduce<ProtectedFigure | null>(
    (least, figure) => (least === null || (figure.value as number) < (least.value as number) ? figure : least),
    null,
  );
}

/**
 * Attacks the figures as an outsider would and withholds more until nothing can be worked out.
 *
 * The suppression takes parts that overlap (clusters, items) for what they are; an outsider may take them to add up and
 * come close to the truth all the same. For each figure worked out the smallest published part of the same total goes, with
 * everything that is told of that part. `earlier` editions are known to the outsider.
 */
export function closeGaps(
  highs: Highs,
  figures: readonly ProtectedFigure[],
  rules: AuditRules,
  earlier: readonly PublishedRow[] = [],
): readonly ProtectedFigure[] {
  let current = figures;
  for (let round = 0; round < ROUNDS; round += 1) {
    const { exposed } = attackFigures(highs, current, rules, earlier);
    const places = new Set(
      exposed.flatMap(({ row }) => {
        const sibling = cheapestSibling(current, row);
        return sibling === null ? [] : [placeOf(sibling)];
      }),
    );
    if (places.size === 0) return current;
    current = current.map((figure) =>
      figure.status === 'published' && figure.disclosureClass !== 'S0' && places.has(placeOf(figure))
        ? withhold(figure)
        : figure,
    );
  }
  return current;
}
