import { DIMENSIONS, type Dimension, type Figure, TOTAL } from '../../contract/figure.ts';
import type { Breakdown, Indicator, Measure } from '../../contract/indicator.ts';
import { type Aggregate, type ColumnSums, pairKey } from './aggregate.ts';
import { SCALE } from './contributions.ts';

/** A cell of an aggregate, or of none where nobody contributed to it. */
export interface Place {
  readonly aggregate: Aggregate;
  readonly cell: number | undefined;
}

export type Numbers = Pick<
  Figure,
  'value' | 'n' | 'numerator' | 'denominator' | 'contributors' | 'largest1' | 'largest2' | 'note'
>;

const EMPTY: Numbers = {
  value: null,
  n: null,
  numerator: null,
  denominator: null,
  contributors: null,
  largest1: null,
  largest2: null,
  note: null,
};

/** Numbers of a figure that could not be computed, with the code of the reason; `contract/notes.ts` puts it in words. */
export const noData = (reason: string): Numbers => ({ ...EMPTY, note: reason });

type Key = 'units' | 'groups' | 'isKnown' | 'sum' | 'largest1' | 'largest2';

/** One number of a column in a cell; an empty cell holds zero and is known. */
function at({ aggregate, cell }: Place, column: string, key: Key): number {
  if (cell === undefined) return key === 'isKnown' ? 1 : 0;
  return (aggregate.columns[column] as ColumnSums)[key][cell] as number;
}

const isNumber = ({ aggregate }: Place, column: string): boolean => aggregate.numberColumns.has(column);

const amount = (place: Place, column: string): number =>
  isNumber(place, column) ? at(place, column, 'sum') / SCALE : at(place, column, 'units');

const smallestPositive = (counts: readonly number[]): number =>
  counts.filter((count) => count > 0).reduce((smallest, count) => Math.min(smallest, count), Number.POSITIVE_INFINITY);

/**
 * Groups behind a quotient: the fewest of those with the numerator, with the denominator and with the denominator only,
 * because each of the three can be worked out from the other two.
 */
function quotientContributors(place: Place, denominator: Place, { of, over }: Measure): number {
  const divisor = over as string;
  const flags = [
    { from: place, name: of },
    { from: denominator, name: divisor },
  ].filter(({ from, name }) => !isNumber(from, name));
  const counted = flags.length > 0 ? flags : [{ from: place, name: of }];
  const counts = counted.map(({ from, name }) => at(from, name, 'groups'));
  const complement = place.aggregate.complements[pairKey(of, divisor)];
  const isOneCell = place.aggregate === denominator.aggregate && place.cell !== undefined;
  if (isOneCell && flags.length === 2 && complement !== undefined)
    counts.push(complement[place.cell as number] as number);
  const fewest = smallestPositive(counts);
  return Number.isFinite(fewest) ? fewest : 0;
}

function quotient(place: Place, denominator: Place, measure: Measure): Numbers {
  const { of, statistic } = measure;
  const over = measure.over as string;
  const divisor = amount(denominator, over);
  if (divisor === 0) return noData('ZERO_DENOMINATOR');
  const dividend = amount(place, of);
  const areCounts = !isNumber(place, of) && !isNumber(denominator, over);
  return {
    ...EMPTY,
    value: ((statistic === 'share' ? 100 : 1) * dividend) / divisor,
    n: at(denominator, over, 'units'),
    numerator: areCounts ? dividend : null,
    denominator: areCounts ? divisor : null,
    contributors: quotientContributors(place, denominator, measure),
  };
}

function median(place: Place, column: string): Numbers {
  const { aggregate, cell } = place;
  const values = cell === undefined ? [] : [...(aggregate.columns[column]?.values?.[cell] ?? [])].sort((a, b) => a - b);
  if (values.length === 0) return noData('ZERO_DENOMINATOR');
  const middle = values.length >> 1;
  const upper = values[middle] as number;
  const lower = values.length % 2 === 1 ? upper : (values[middle - 1] as number);
  return {
    ...EMPTY,
    value: (lower + upper) / 2 / SCALE,
    n: values.length,
    contributors: at(place, column, 'groups'),
  };
}

/** Numbers with contributors from a column of their own; an amount of nobody known is of at least one. */
function replaceContributors(numbers: Numbers, denominator: Place, column: string | null): Numbers {
  if (column === null || numbers.value === null) return numbers;
  const groups = at(denominator, column, 'groups');
  const contributors = groups === 0 && numbers.value !== 0 ? 1 : groups;
  return { ...numbers, contributors, largest1: null, largest2: null };
}

function numbersOf(place: Place, denominator: Place, measure: Measure): Numbers {
  const { of, statistic } = measure;
  const counted = { ...EMPTY, n: at(place, of, 'units'), contributors: at(place, of, 'groups') };
  switch (statistic) {
    case 'count':
      return { ...counted, value: at(place, of, 'units') };
    case 'sum':
      return {
        ...counted,
        value: at(place, of, 'sum') / SCALE,
        largest1: at(place, of, 'largest1') / SCALE,
        largest2: at(place, of, 'largest2') / SCALE,
      };
    case 'ratio':
    case 'share':
      return quotient(place, denominator, measure);
    case 'median':
      return median(place, of);
    case 'estimate':
      throw new Error('An estimate is not made of contributions.');
  }
}

/** What a measure is in a cell. `denominator` is the cell that is divided by; the same cell for most. */
export function measureIn(place: Place, denominator: Place, measure: Measure): Numbers {
  if (at(place, measure.of, 'isKnown') === 0) return noData('ALL_MISSING');
  return replaceContributors(numbersOf(place, denominator, measure), denominator, measure.contributorsOf);
}

const ALL_TOTAL = Object.fromEntries(DIMENSIONS.map((name) => [name, TOTAL])) as Readonly<Record<Dimension, string>>;

/** The dimension columns of a figure. */
export function dimensionsOf(breakdown: Breakdown, values: readonly string[]): Record<Dimension, string> {
  const row = { ...ALL_TOTAL };
  for (let index = 0; index < breakdown.length; index += 1)
    row[breakdown[index] as Dimension] = values[index] as string;
  return row;
}

/** A figure of an indicator without an interval. */
export function figureOf(
  indicator: Indicator,
  measure: Measure,
  year: number,
  dimensions: Readonly<Record<Dimension, string>>,
  numbers: Numbers,
): Figure {
  return {
    indicator: indicator.id,
    measure: measure.name,
    referenceYear: year,
    ...dimensions,
    value: numbers.value,
    unit: measure.unit,
    lower: null,
    upper: null,
    standardError: null,
    degreesOfFreedom: null,
    confidenceLevel: null,
    n: numbers.n,
    numerator: numbers.numerator,
    denominator: numbers.denominator,
    contributors: numbers.contributors,
    largest1: numbers.largest1,
    largest2: numbers.largest2,
    evidenceTier: indicator.evidenceTier,
    disclosureClass:
      indicator.disclosureByItem[dimensions.item] ?? measure.disclosureClass ?? indicator.disclosureClass,
    reliability: 'not_applicable',
    status: numbers.value === null ? 'no_data' : 'computed',
    note: numbers.note,
  };
}
