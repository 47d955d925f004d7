import { expect, it } from 'vitest';
import {
  aggregateGroupTime,
  buildDesign,
  groupTimeEffects,
  matchedDifferenceInDifferences,
  matchNearest,
  numeric,
  pairsOf,
  panelOfRows,
  propensityScore,
} from '../../../pipeline/estimate/index.ts';
import { normal, uniform } from '../../../pipeline/estimate/numeric/random.ts';

/** 600 companies over five years; a third enters in the fourth year and gains 0.1. */
const FIRMS = 600;
const YEARS = [2001, 2002, 2003, 2004, 2005];
const size = Float64Array.from({ length: FIRMS }, (_, i) => normal(2, 1, 0, i));
const treated = Uint8Array.from(size, (value, i) => Number(uniform(2, 2, 0, i) < 0.2 + 0.1 * Math.tanh(value)));
const entry = Float64Array.from(treated, (value) => (value === 1 ? 2004 : 0));
const rows = YEARS.flatMap((year) =>
  Array.from({ length: FIRMS }, (_, i) => ({
    firm: i,
    year,
    outcome:
      (size[i] as number) +
      0.05 * (year - 2001) +
      (treated[i] === 1 && year >= 2004 ? 0.1 : 0) +
      0.05 * normal(2, 3, year, i),
  })),
);

it('takes a stranger from typed arrays to an effect with what the package exports', () => {
  const { score } = propensityScore(buildDesign(FIRMS, [numeric('size', size)]), treated);
  const pairs = pairsOf(matchNearest({ score, treated }, { caliper: 0.05 }));
  const { panel } = panelOfRows(
    rows.map(({ firm }) => firm),
    rows.map(({ year }) => year),
    rows.map(({ outcome }) => outcome),
  );
  const matched = matchedDifferenceInDifferences(panel, pairs, entry);
  expect(matched.pairs).toBeGreaterThan(80);
  expect(matched.lower).toBeLessThan(0.1);
  expect(matched.upper).toBeGreaterThan(0.1);
  const all = aggregateGroupTime(groupTimeEffects({ panel, cohort: entry, covariates: [size] }), 'simple').overall;
  expect(Math.abs((all?.estimate as number) - 0.1)).toBeLessThan(0.02);
});
