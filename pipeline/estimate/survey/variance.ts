import type { Adjustment, Stage, SurveyDesign } from './design.ts';

/** Covariance matrix of the totals of several columns, and what went wrong on the way. */
export interface Covariance {
  readonly matrix: readonly Float64Array[];
  /** Strata with a single primary unit, of which the policy decided. */
  readonly singleUnitStrata: number;
}

type Columns = readonly Float64Array[];

function groupBy(index: Int32Array, codes: Int32Array): Int32Array[] {
  const groups = new Map<number, number[]>();
  for (const i of index) {
    const code = codes[i] as number;
    const group = groups.get(code);
    if (group === undefined) groups.set(code, [i]);
    else group.push(i);
  }
  return [...groups].sort(([left], [right]) => left - right).map(([, members]) => Int32Array.from(members));
}

const zeros = (size: number): Float64Array[] => Array.from({ length: size }, () => new Float64Array(size));

function addCross(target: readonly Float64Array[], vector: Float64Array, scale: number): void {
  for (let a = 0; a < vector.length; a += 1)
    for (let b = 0; b < vector.length; b += 1) {
      const row = target[a] as Float64Array;
      row[b] = (row[b] as number) + scale * (vector[a] as number) * (vector[b] as number);
    }
}

function addScaled(target: readonly Float64Array[], source: readonly Float64Array[], scale: number): void {
  for (let a = 0; a < target.length; a += 1)
    for (let b = 0; b < target.length; b += 1) {
      const row = target[a] as Float64Array;
      row[b] = (row[b] as number) + scale * ((source[a] as Float64Array)[b] as number);
    }
}

const unitTotals = (columns: Columns, members: Int32Array): Float64Array =>
  Float64Array.from(columns, (column) => members.reduce((sum, i) => sum + (column[i] as number), 0));

/** One stage: the spread of unit totals inside each stratum, then the stages below inside each unit. */
function stageCovariance(
  columns: Columns,
  design: SurveyDesign,
  level: number,
  index: Int32Array,
  single: { strata: number },
): Float64Array[] {
  const stage = design.stages[level] as Stage;
  const width = columns.length;
  const sum = zeros(width);
  let stratumCount = 0;
  let countedStrata = 0;
  for (const members of groupBy(index, stage.strata)) {
    stratumCount += 1;
    const units = groupBy(members, stage.clusters);
    const n = units.length;
    const population = stage.population?.[members[0] as number] ?? Number.POSITIVE_INFINITY;
    const unsampled = population === Number.POSITIVE_INFINITY ? 1 : (population - n) / population;
    const isAveraged = n === 1 && design.singleUnit === 'average' && unsampled >= 1e-7;
    if (!isAveraged) countedStrata += 1;
    if (unsampled >= 1e-7) {
      const totals = units.map((unit) => unitTotals(columns, unit));
      if (n > 1) {
        const mean = new Float64Array(width);
        for (const total of totals)
          for (let a = 0; a < width; a += 1) mean[a] = (mean[a] as number) + (total[a] as number) / n;
        for (const total of totals)
          addCross(
            sum,
            total.map((value, a) => value - (mean[a] as number)),
            (unsampled * n) / (n - 1),
          );
      } else {
        single.strata += 1;
        if (design.singleUnit === 'adjust') addCross(sum, totals[0] as Float64Array, unsampled);
        if (design.singleUnit === 'fail') for (const row of sum) row.fill(Number.NaN);
      }
    }
    if (level + 1 < design.stages.length && population !== Number.POSITIVE_INFINITY)
      for (const unit of units)
        addScaled(sum, stageCovariance(columns, design, level + 1, unit, single), n / population);
  }
  if (countedStrata < stratumCount)
    for (const row of sum)
      for (let b = 0; b < width; b += 1) row[b] = ((row[b] as number) * stratumCount) / countedStrata;
  return sum;
}

/** Takes from each value the mean of its group; weighted, or plain where no weights are given. */
function removeGroupMeans(column: Float64Array, groups: Int32Array, weights?: Float64Array): void {
  const sums = new Map<number, { value: number; weight: number }>();
  for (let i = 0; i < column.length; i += 1) {
    const group = groups[i] as number;
    const weight = weights?.[i] ?? 1;
    const sum = sums.get(group) ?? { value: 0, weight: 0 };
    sum.value += weight * (column[i] as number);
    sum.weight += weight;
    sums.set(group, sum);
  }
  for (let i = 0; i < column.length; i += 1) {
    const sum = sums.get(groups[i] as number) as { value: number; weight: number };
    if (sum.weight !== 0) column[i] = (column[i] as number) - sum.value / sum.weight;
  }
}

const RAKING_SWEEPS = 10;

/** What is left of an influence column when the auxiliary variables of an adjustment have explained their part. */
function residuals(column: Float64Array, adjustment: Adjustment): Float64Array {
  if (adjustment.kind === 'regression') {
    const { basis, scale } = adjustment;
    const left = column.map((value, i) => ((scale[i] as number) === 0 ? 0 : value / (scale[i] as number)));
    for (const direction of basis) {
      const along = direction.reduce((sum, value, i) => sum + value * (left[i] as number), 0);
      for (let i = 0; i < left.length; i += 1) left[i] = (left[i] as number) - along * (direction[i] as number);
    }
    return left.map((value, i) => value * (scale[i] as number));
  }
  const { after } = adjustment;
  const left = column.map((value, i) => ((after[i] as number) === 0 ? 0 : value / (after[i] as number)));
  if (adjustment.kind === 'post-stratification') removeGroupMeans(left, adjustment.groups, adjustment.before);
  else
    for (let sweep = 0; sweep < RAKING_SWEEPS; sweep += 1)
      for (const margin of adjustment.margins) removeGroupMeans(left, margin);
  return left.map((value, i) => value * (after[i] as number));
}

/**
 * Covariance of the totals of weighted influence columns under the design, by Taylor linearisation.
 *
 * Each column holds, for every respondent, weight times linearised value; zero outside a domain, so that all units of a
 * stratum stay in its variance. Strata, clusters of every stage, finite population corrections, single units and earlier
 * calibration are respected. Agrees with R `survey::svyrecvar`.
 */
export function totalCovariance(design: SurveyDesign, influences: Columns): Covariance {
  const columns = influences.map((influence) =>
    design.adjustments.reduce((column, adjustment) => residuals(column, adjustment), influence),
  );
  const single = { strata: 0 };
  const index = Int32Array.from({ length: design.size }, (_, i) => i);
  const matrix = stageCovariance(columns, design, 0, index, single);
  return { matrix, singleUnitStrata: single.strata };
}

/** Variance of the total of one influence column; see `totalCovariance`. */
export const totalVariance = (design: SurveyDesign, influence: Float64Array): number =>
  totalCovariance(design, [influence]).matrix[0]?.[0] as number;
