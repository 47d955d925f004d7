import { DIMENSIONS, type Dimension, TOTAL } from '../../pipeline/contract/figure.ts';
import type { ProtectedFigure } from '../../pipeline/protect/index.ts';
import type { ReportInput } from '../../pipeline/report/index.ts';
import { fixtureInput, hostileInput } from '../support/report-fixture.ts';

const withheld = {
  value: null,
  lower: null,
  upper: null,
  standardError: null,
  n: null,
  numerator: null,
  denominator: null,
} as const;

const withFigures = (
  input: ReportInput,
  change: (figure: ProtectedFigure, position: number) => ProtectedFigure[],
): ReportInput => ({
  ...input,
  figures: input.figures.flatMap(change),
});

/** Keeps the latest year, and one figure of every breakdown. */
function onePoint(input: ReportInput): ReportInput {
  const seen = new Set<string>();
  return withFigures(input, (figure) => {
    if (figure.referenceYear !== input.referenceYear) return [];
    const broken = DIMENSIONS.filter((dimension: Dimension) => figure[dimension] !== TOTAL);
    const place = broken.filter((dimension) => dimension === 'region' || dimension === 'cluster');
    const key = [figure.indicator, figure.measure, ...broken, ...place.map((dimension) => figure[dimension])].join(' ');
    if (broken.length > place.length && seen.has(key)) return [];
    seen.add(key);
    return [figure];
  });
}

/** Every second figure that is broken down is withheld. */
const suppressed = (input: ReportInput): ReportInput =>
  withFigures(input, (figure, position) => {
    const isTotal = DIMENSIONS.every((dimension) => figure[dimension] === TOTAL);
    return [isTotal || position % 2 === 0 ? figure : { ...figure, ...withheld, status: 'suppressed' }];
  });

/** One figure in seven is a million times larger, one in seven is zero, and effects point the other way. */
const extreme = (input: ReportInput): ReportInput =>
  withFigures(input, (figure, position) => {
    if (figure.value === null) return [figure];
    const factor =
      position % 7 === 0
        ? figure.unit === 'pct'
          ? 1
          : 1e6
        : position % 7 === 1
          ? 0
          : figure.indicator.startsWith('EFF')
            ? -3
            : 1;
    const times = (value: number | null) => (value === null ? null : value * factor);
    const [lower, upper] = [times(figure.lower), times(figure.upper)].sort((a, b) => Number(a) - Number(b));
    return [{ ...figure, value: times(figure.value), lower: lower ?? null, upper: upper ?? null }];
  });

/** The data that every chart has to bear. */
export const VARIANTS: Readonly<Record<string, () => ReportInput>> = {
  ordinary: () => fixtureInput(),
  empty: () => ({ ...fixtureInput(), figures: [] }),
  'one-point': () => onePoint(fixtureInput()),
  suppressed: () => suppressed(fixtureInput()),
  'long-labels': () => hostileInput(),
  extreme: () => extreme(fixtureInput()),
};
