import type { StudyCovariate, StudySettings } from '../../contract/study.ts';
import type { MatchOptions } from '../../estimate/effect/matching/options.ts';
import { caliperWidth } from '../../estimate/effect/matching/support.ts';
import type { Term } from '../../estimate/effect/score/design.ts';
import type { Population } from './population.ts';

type Demands = Pick<MatchOptions, 'covariateCalipers' | 'antiexact' | 'mahalanobis'>;

/** What a pair must fulfil beside its score, over the rows of the population that are given. */
export function demandsOf(
  population: Population,
  terms: readonly Term[],
  { covariate_calipers = {}, mahalanobis = [] }: StudySettings,
): (rows: Int32Array) => Demands {
  const columnOf = (name: StudyCovariate): Float64Array => {
    const term = terms.find(({ names }) => names[0] === name);
    if (term === undefined || !('columns' in term)) throw new RangeError(`the score has no column ${name}`);
    return term.columns[0] as Float64Array;
  };
  const calipers = (Object.entries(covariate_calipers) as [StudyCovariate, number][]).map(([name, deviations]) => {
    const values = columnOf(name);
    return { values, width: caliperWidth(values, deviations) };
  });
  const distances = mahalanobis.map(columnOf);
  const { unlike } = population;
  return (rows) => {
    const pick = (values: ArrayLike<number>): Float64Array => Float64Array.from(rows, (row) => values[row] as number);
    return {
      ...(calipers.length > 0
        ? { covariateCalipers: calipers.map(({ values, width }) => ({ values: pick(values), width })) }
        : {}),
      ...(unlike.length > 0 ? { antiexact: unlike.map(pick) } : {}),
      ...(distances.length > 0 ? { mahalanobis: distances.map(pick) } : {}),
    };
  };
}
