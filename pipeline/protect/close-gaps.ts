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

/** Figures that go at once where the way to a number is a long one. */
const TOGETHER = 5;

/** The indicators that relations of the attack are about; a label begins with the name of a figure. */
const indicatorsOf = (labels: readonly string[]): ReadonlySet<string> =>
  new Set(labels.flatMap((label) => label.split(' is ')).map((name) => name.split('/')[0] as string));

/**
 * Where no part of the same total is left to withhold, the number was worked out by way of other indicators or totals. The
 * published figures nearest to it go: of those indicators and that year, with most breakdowns in common, the smallest first.
 * Figures of the whole country stay.
 */
function nearestFigures(
  figures: readonly ProtectedFigure[],
  exposed: PublishedRow,
  labels: readonly string[],
): readonly ProtectedFigure[] {
  const indicators = indicatorsOf(labels);
  const shared = (figure: ProtectedFigure): number =>
    DIMENSIONS.filter((name) => exposed[name] !== TOTAL && figure[name] === exposed[name]).length;
  const size = (figure: ProtectedFigure): number => figure.denominator ?? figure.value ?? 0;
  return figures
    .filter(
      (figure) =>
        figure.status === 'published' &&
        figure.disclosureClass !== 'S0' &&
        figure.referenceYear === exposed.referenceYear &&
        indicators.has(figure.indicator) &&
        shared(figure) > 0,
    )
    .sort((left, right) => shared(right) - shared(left) || size(left) - size(right))
    .slice(0, TOGETHER);
}

/**
 * Attacks the figures as an outsider would and withholds more until nothing can be worked out.
 *
 * The suppression takes parts that overlap (clusters, items) for what they are; an outsider may take them to add up and
 * come close to the truth all the same. For each figure worked out the smallest published part of the same total goes, with
 * everything that is told of that part; where none is left, the figures nearest to it. `earlier` editions are known to the outsider.
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
      exposed.flatMap(({ row, by }) => {
        const sibling = cheapestSibling(current, row);
        return (sibling === null ? nearestFigures(current, row, by) : [sibling]).map((figure) => placeOf(figure));
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
