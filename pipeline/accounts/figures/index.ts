import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Figure } from '../../contract/figure.ts';
import type { Breakdown, Indicator, Measure } from '../../contract/indicator.ts';
import { resourcePath } from '../../contract/resources.ts';
import { runFolder, type Store } from '../../store/store.ts';
import { type Aggregate, aggregator } from './aggregate.ts';
import type { Contributions } from './contributions.ts';
import type { YearFacts } from './domain.ts';
import { encodeDimensions } from './encoding.ts';
import { dimensionsOf, figureOf, measureIn, type Numbers, noData } from './measure.ts';
import { coverageNote, missingReason } from './missing.ts';
import { allCells, structuralCells } from './places.ts';

const keyOf = (breakdown: Breakdown): string => breakdown.join(' x ');

/** The breakdown a measure's denominator is taken from. */
const denominatorBreakdown = ({ denominatorIgnores }: Indicator, breakdown: Breakdown): Breakdown =>
  breakdown.filter((dimension) => !denominatorIgnores.includes(dimension));

/** Pairs of columns that are shares of one another. */
const pairsOf = ({ measures }: Indicator): (readonly [string, string])[] => [
  ...new Map(
    measures.flatMap(({ of, over }) => (over === null ? [] : [[`${of}/${over}`, [of, over] as const] as const])),
  ).values(),
];

interface Tables {
  readonly indicator: Indicator;
  readonly aggregates: ReadonlyMap<string, Aggregate>;
}

/** Aggregates by breakdown. Lets others have a turn after each, so that DuckDB is asked for more meanwhile. */
async function tablesOf(indicator: Indicator, rows: Contributions): Promise<Tables> {
  const wanted = indicator.measures.flatMap(({ breakdowns }) =>
    breakdowns.flatMap((breakdown) => [breakdown, denominatorBreakdown(indicator, breakdown)]),
  );
  const aggregateBy = aggregator(rows, {
    keepValuesOf: indicator.measures.filter(({ statistic }) => statistic === 'median').map(({ of }) => of),
    pairs: pairsOf(indicator),
  });
  const aggregates = new Map<string, Aggregate>();
  for (const breakdown of wanted) {
    const key = keyOf(breakdown);
    if (aggregates.has(key)) continue;
    aggregates.set(key, aggregateBy(breakdown));
    await nextTurn();
  }
  return { indicator, aggregates };
}

/** Cells of an aggregate by year. */
function cellsByYear({ cells }: Aggregate): ReadonlyMap<number, readonly (readonly string[])[]> {
  const byYear = new Map<number, (readonly string[])[]>();
  for (const { year, values } of cells) {
    const ofYear = byYear.get(year);
    if (ofYear === undefined) byYear.set(year, [values]);
    else ofYear.push(values);
  }
  return byYear;
}

/** Figures of one measure by one breakdown, for all years. */
function figuresBy(tables: Tables, measure: Measure, breakdown: Breakdown, years: readonly YearFacts[]): Figure[] {
  const { indicator, aggregates } = tables;
  const table = aggregates.get(keyOf(breakdown)) as Aggregate;
  const below = denominatorBreakdown(indicator, breakdown);
  const denominators = aggregates.get(keyOf(below)) as Aggregate;
  const kept = breakdown.map((dimension) => below.includes(dimension));
  const present = cellsByYear(table);
  const numbersAt = (facts: YearFacts, values: readonly string[]): Numbers => {
    const reason = missingReason(indicator, facts, breakdown, values);
    if (reason !== null) return noData(reason);
    const place = { aggregate: table, cell: table.find(facts.year, values) };
    const ownDenominator = below.length === breakdown.length;
    const denominator = ownDenominator
      ? place
      : {
          aggregate: denominators,
          cell: denominators.find(
            facts.year,
            values.filter((_, index) => kept[index]),
          ),
        };
    const numbers = measureIn(place, denominator, measure);
    return numbers.note === null ? { ...numbers, note: coverageNote(indicator, facts, breakdown, values) } : numbers;
  };
  return years.flatMap((facts) => {
    const isMissing = missingReason(indicator, facts, [], []) !== null;
    const structural = structuralCells(indicator, breakdown, facts, isMissing);
    const cells = allCells(breakdown, isMissing ? [] : (present.get(facts.year) ?? []), structural);
    return cells.map((values) =>
      figureOf(indicator, measure, facts.year, dimensionsOf(breakdown, values), numbersAt(facts, values)),
    );
  });
}

/** Makes the temporary tables that several indicators share: `sql/4-indicators/shared`. Needs the accounts tables. */
export async function prepareFigures(store: Store): Promise<void> {
  await runFolder(store, resourcePath('sql', '4-indicators', 'shared'));
  await encodeDimensions(store);
}

/**
 * Figures of one indicator that is made of contributions, for every reference year and every breakdown, ordered by measure,
 * breakdown, year and values.
 *
 * A figure that cannot be computed has no value, the status `no_data` and a reason as its note; it is never a zero.
 */
export async function figuresFrom(
  indicator: Indicator,
  rows: Contributions,
  years: readonly YearFacts[],
): Promise<readonly Figure[]> {
  const tables = await tablesOf(indicator, rows);
  return indicator.measures.flatMap((measure) =>
    measure.breakdowns.flatMap((breakdown) => figuresBy(tables, measure, breakdown, years)),
  );
}
