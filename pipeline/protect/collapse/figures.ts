import { readCodeList } from '../../contract/codelists.ts';
import { DIMENSIONS, type Dimension, type Figure, TOTAL } from '../../contract/figure.ts';
import type { Localised } from '../../contract/finding.ts';
import type { ProtectedFigure } from '../figure.ts';
import { type DisclosureParameters, primaryReason } from '../rules.ts';

/** Two codes of a breakdown that could be shown as one, and about how many figures fewer would be withheld. */
export interface FigureMerge {
  readonly dimension: Dimension;
  readonly codes: readonly [string, string];
  /** Figures withheld in the two codes today. */
  readonly withheld: number;
  /** Figures of the merged code that a rule would still withhold. */
  readonly stillPrimary: number;
  readonly fewer: number;
  readonly text: Localised;
}

/** Breakdowns with codes in an order, so that neighbours can be merged, and the words for them. */
const MERGEABLE: readonly (readonly [
  dimension: Dimension,
  list: 'size_band' | 'industry_section',
  code: string,
  name: Localised,
])[] = [
  ['size_band', 'size_band', 'size_band', { da: 'størrelsesgrupperne', en: 'size bands' }],
  ['industry', 'industry_section', 'section', { da: 'brancherne', en: 'industries' }],
];

/** Fewer than this is not worth a breakdown. */
const LEAST_FEWER = 5;

/** Every withheld figure that stays needs another one to protect it. */
const WITHHELD_A_PRIMARY = 2;

/**
 * Where breakdowns are so fine that much is withheld: neighbouring codes that could be merged, most fewer first.
 *
 * An estimate, not a solution: figures of the merged code are held against the primary rules again, contributors and numbers
 * of both added; each that is still primary is taken to need one more figure to protect it.
 */
export function suggestFigureMerges(
  figures: readonly Figure[],
  protectedFigures: readonly ProtectedFigure[],
  parameters: DisclosureParameters,
): readonly FigureMerge[] {
  const isWithheld = new Set(
    protectedFigures.flatMap((figure) => (figure.status === 'suppressed' ? [placeOf(figure)] : [])),
  );
  return MERGEABLE.flatMap(([dimension, list, column, name]) => {
    const order = readCodeList(list).map((row) => row[column] as string);
    const byPlace = new Map<string, Map<string, Figure>>();
    for (const figure of figures) {
      const code = figure[dimension];
      if (code === TOTAL || figure.status !== 'computed' || !isAdditive(figure)) continue;
      const key = placeOf({ ...figure, [dimension]: '' });
      const codes = byPlace.get(key) ?? new Map<string, Figure>();
      codes.set(code, figure);
      byPlace.set(key, codes);
    }
    return order.slice(1).flatMap((second, at): FigureMerge[] => {
      const first = order[at] as string;
      let withheld = 0;
      let stillPrimary = 0;
      for (const codes of byPlace.values()) {
        const pair = [codes.get(first), codes.get(second)].filter((figure) => figure !== undefined);
        const hidden = pair.filter((figure) => isWithheld.has(placeOf(figure))).length;
        withheld += hidden;
        if (hidden > 0 && primaryReason(merged(pair), parameters) !== null) stillPrimary += 1;
      }
      const fewer = withheld - WITHHELD_A_PRIMARY * stillPrimary;
      if (fewer < LEAST_FEWER) return [];
      const text = {
        da: `Slå ${name.da} ${first} og ${second} sammen: omkring ${fewer} færre diskretionerede tal`,
        en: `Merge the ${name.en} ${first} and ${second}: about ${fewer} fewer suppressions`,
      };
      return [{ dimension, codes: [first, second], withheld, stillPrimary, fewer, text }];
    });
  }).sort((a, b) => b.fewer - a.fewer);
}

const placeOf = (figure: Pick<Figure, 'indicator' | 'measure' | 'referenceYear' | Dimension>): string =>
  [figure.indicator, figure.measure, figure.referenceYear, ...DIMENSIONS.map((name) => figure[name])].join('\u0001');

/** Counts, sums and shares of disjoint parts add up; estimates and medians do not. */
const isAdditive = ({ disclosureClass }: Figure): boolean => disclosureClass === 'S1' || disclosureClass === 'S2';

const add = (
  figures: readonly Figure[],
  name: 'value' | 'n' | 'numerator' | 'denominator' | 'contributors',
): number | null =>
  figures.some((figure) => figure[name] === null)
    ? null
    : figures.reduce((sum, figure) => sum + (figure[name] as number), 0);

function merged(figures: readonly Figure[]): Figure {
  const largest = figures
    .flatMap(({ largest1, largest2 }) => [largest1, largest2])
    .filter((size) => size !== null)
    .sort((a, b) => b - a);
  return {
    ...(figures[0] as Figure),
    value: add(figures, 'value'),
    n: add(figures, 'n'),
    numerator: add(figures, 'numerator'),
    denominator: add(figures, 'denominator'),
    contributors: add(figures, 'contributors'),
    largest1: largest[0] ?? null,
    largest2: largest[1] ?? null,
  };
}
