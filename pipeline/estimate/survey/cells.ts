import type { SurveyDesign } from './design.ts';
import type { SurveyEstimate, SurveyWarning } from './estimate.ts';
import { type ProportionEstimate, withInterval } from './proportion.ts';
import { loneStrata, stratumFactors } from './variance.ts';

/** A proportion without what only comparisons need. */
type CellProportion = Omit<ProportionEstimate, 'influence' | 'designEffect' | 'confidenceLevel'>;

/** What the cell's members bring to each stratum; reset after every cell. */
interface StratumSums {
  readonly members: Int32Array;
  readonly mean: Float64Array;
}

/**
 * Makes a function that gives the weighted proportion of a cell, as `surveyProportion` of that domain does, but looks only at
 * the members of the cell: the others of their strata have an influence of zero, and it is enough to count them.
 *
 * For designs in which everyone was drawn singly and in one stage, with positive weights as they are. `outcome` is 1 or 0. Throws a
 * RangeError for other designs.
 */
export function cellProportions(
  design: SurveyDesign,
  outcome: Float64Array,
  level: number,
): (rows: readonly number[]) => CellProportion {
  const { weights, primary, stages, adjustments, singleUnit, size } = design;
  if (stages.length > 1 || adjustments.length > 0 || primary.stratumOf.length < size)
    throw new RangeError('proportions of cells require a design of one stage without clusters and calibration');
  const { factor, isLone } = stratumFactors(primary, singleUnit);
  const { stratumOf, unitsIn } = primary;
  const strata = unitsIn.length;
  const stratumOfRow = (row: number): number => stratumOf[primary.unitOf[row] as number] as number;

  /** Sum over the strata of their factor times the squared deviations of all their units. */
  const varianceOf = (influence: Float64Array, rows: readonly number[], { members, mean }: StratumSums): number => {
    rows.forEach((row, place) => {
      const stratum = stratumOfRow(row);
      members[stratum] = (members[stratum] as number) + 1;
      if (unitsIn[stratum] !== 1)
        mean[stratum] = (mean[stratum] as number) + (influence[place] as number) / (unitsIn[stratum] as number);
    });
    let variance = 0;
    rows.forEach((row, place) => {
      const stratum = stratumOfRow(row);
      variance += (factor[stratum] as number) * ((influence[place] as number) - (mean[stratum] as number)) ** 2;
    });
    for (let stratum = 0; stratum < strata; stratum += 1) {
      const others = (unitsIn[stratum] as number) - (members[stratum] as number);
      if (members[stratum] !== 0) variance += (factor[stratum] as number) * others * (mean[stratum] as number) ** 2;
    }
    return variance;
  };

  return (rows) => {
    let weight = 0;
    let squares = 0;
    let held = 0;
    let successes = 0;
    for (const row of rows) {
      const w = weights[row] as number;
      weight += w;
      squares += w * w;
      held += w * (outcome[row] as number);
      if (outcome[row] === 1) successes += 1;
    }
    const estimate = held / weight;
    const influence = new Float64Array(rows.length);
    for (let place = 0; place < rows.length; place += 1) {
      const row = rows[place] as number;
      influence[place] = ((weights[row] as number) * ((outcome[row] as number) - estimate)) / weight;
    }
    const sums = { members: new Int32Array(strata), mean: new Float64Array(strata) };
    const variance = varianceOf(influence, rows, sums);
    const hasMembers = Uint8Array.from(sums.members, (members) => (members > 0 ? 1 : 0));
    const { lone, inflation } = loneStrata(isLone, hasMembers, singleUnit);
    const standardError = Math.sqrt(variance * inflation);
    const n = rows.length;
    const degreesOfFreedom = n - sums.members.reduce((count, members) => count + (members > 0 ? 1 : 0), 0);
    const warnings: SurveyWarning[] = [];
    if (n === 0) warnings.push('no_respondents');
    if (lone > 0) warnings.push('single_unit_stratum');
    if (degreesOfFreedom <= 0) warnings.push('no_degrees_of_freedom');
    const known: Pick<SurveyEstimate, 'warnings'> & Omit<CellProportion, 'lower' | 'upper' | 'reliability'> = {
      estimate,
      standardError,
      degreesOfFreedom,
      n,
      effectiveN: squares === 0 ? 0 : (weight * weight) / squares,
      successes,
      warnings,
    };
    return withInterval(known, level);
  };
}
