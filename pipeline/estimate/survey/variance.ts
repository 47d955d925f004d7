import type { Adjustment, SingleUnitPolicy, SurveyDesign } from './design.ts';
import { type StageStructure, structureOf } from './structure.ts';

/** Covariance matrix of the totals of several columns, and what went wrong on the way. */
export interface Covariance {
  readonly matrix: readonly Float64Array[];
  /** Strata with a single primary unit, of which the policy decided. */
  readonly singleUnitStrata: number;
}

type Columns = readonly Float64Array[];

const zeros = (size: number): Float64Array[] => Array.from({ length: size }, () => new Float64Array(size));

function addScaled(target: readonly Float64Array[], source: readonly Float64Array[], scale: number): void {
  for (let a = 0; a < target.length; a += 1)
    for (let b = 0; b < target.length; b += 1) {
      const row = target[a] as Float64Array;
      row[b] = (row[b] as number) + scale * ((source[a] as Float64Array)[b] as number);
    }
}

/** Sums of a column by sampling unit. */
function unitTotals(column: Float64Array, index: Int32Array, { unitOf, stratumOf }: StageStructure): Float64Array {
  const totals = new Float64Array(stratumOf.length);
  for (let place = 0; place < index.length; place += 1) {
    const unit = unitOf[place] as number;
    totals[unit] = (totals[unit] as number) + (column[index[place] as number] as number);
  }
  return totals;
}

/** Below this share outside the sample a stratum counts as taken whole. */
const TAKE_ALL = 1e-7;

/** How much the squared deviation of a unit counts, by stratum, and which strata have a single unit. */
export function stratumFactors({ unitsIn, populationOf }: StageStructure, policy: SingleUnitPolicy) {
  const factor = new Float64Array(unitsIn.length);
  const isLone = new Uint8Array(unitsIn.length);
  unitsIn.forEach((n, stratum) => {
    const population = populationOf[stratum] as number;
    const unsampled = population === Number.POSITIVE_INFINITY ? 1 : (population - n) / population;
    if (unsampled < TAKE_ALL) return;
    if (n > 1) factor[stratum] = (unsampled * n) / (n - 1);
    else {
      isLone[stratum] = 1;
      if (policy === 'adjust') factor[stratum] = unsampled;
      if (policy === 'fail') factor[stratum] = Number.NaN;
    }
  });
  return { factor, isLone };
}

/** Lone strata among those with members, and what the variance of the others is multiplied by to stand for them. */
export function loneStrata(isLone: Uint8Array, hasMembers: Uint8Array, policy: SingleUnitPolicy) {
  let strata = 0;
  let lone = 0;
  for (let stratum = 0; stratum < isLone.length; stratum += 1) {
    if (hasMembers[stratum] === 0) continue;
    strata += 1;
    lone += isLone[stratum] as number;
  }
  return { lone, inflation: policy === 'average' && lone > 0 ? strata / (strata - lone) : 1 };
}

/** Which strata of a stage have a member of the domain. */
function strataWithMembers(index: Int32Array, { unitOf, stratumOf, unitsIn }: StageStructure, domain?: Uint8Array) {
  const hasMembers = new Uint8Array(unitsIn.length).fill(domain === undefined ? 1 : 0);
  if (domain === undefined) return hasMembers;
  for (let place = 0; place < index.length; place += 1)
    if (domain[index[place] as number] !== 0) hasMembers[stratumOf[unitOf[place] as number] as number] = 1;
  return hasMembers;
}

/** Deviations of unit totals from the mean of their stratum; a lone unit keeps its total. */
function unitDeviations(totals: Float64Array, { stratumOf, unitsIn }: StageStructure): Float64Array {
  const mean = new Float64Array(unitsIn.length);
  totals.forEach((total, unit) => {
    const stratum = stratumOf[unit] as number;
    if (unitsIn[stratum] !== 1) mean[stratum] = (mean[stratum] as number) + total / (unitsIn[stratum] as number);
  });
  return totals.map((total, unit) => total - (mean[stratumOf[unit] as number] as number));
}

/** One stage: the spread of unit totals inside each stratum, then the stages below inside each unit. */
function stageCovariance(
  columns: Columns,
  design: SurveyDesign,
  level: number,
  index: Int32Array,
  structure: StageStructure,
  lone: { strata: number },
  domain?: Uint8Array,
): Float64Array[] {
  const width = columns.length;
  const sum = zeros(width);
  const { factor, isLone } = stratumFactors(structure, design.singleUnit);
  const hasMembers = strataWithMembers(index, structure, domain);
  const { lone: loneHere, inflation } = loneStrata(isLone, hasMembers, design.singleUnit);
  lone.strata += loneHere;
  const deviations = columns.map((column) => unitDeviations(unitTotals(column, index, structure), structure));
  for (let a = 0; a < width; a += 1)
    for (let b = 0; b <= a; b += 1) {
      const [left, right] = [deviations[a] as Float64Array, deviations[b] as Float64Array];
      let cross = 0;
      for (let unit = 0; unit < left.length; unit += 1) {
        const stratum = structure.stratumOf[unit] as number;
        if (hasMembers[stratum] === 1)
          cross += (factor[stratum] as number) * (left[unit] as number) * (right[unit] as number);
      }
      (sum[a] as Float64Array)[b] = cross * inflation;
      (sum[b] as Float64Array)[a] = cross * inflation;
    }
  const next = design.stages[level + 1];
  if (next === undefined) return sum;
  const members: number[][] = Array.from(structure.stratumOf, () => []);
  index.forEach((respondent, place) => {
    members[structure.unitOf[place] as number]?.push(respondent);
  });
  members.forEach((list, unit) => {
    const stratum = structure.stratumOf[unit] as number;
    const share = (structure.unitsIn[stratum] as number) / (structure.populationOf[stratum] as number);
    if (share === 0) return;
    const below = Int32Array.from(list);
    if (domain !== undefined && list.every((respondent) => domain[respondent] === 0)) return;
    addScaled(sum, stageCovariance(columns, design, level + 1, below, structureOf(next, below), lone, domain), share);
  });
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
 * calibration are respected. Strata without a member of `domain` are not asked about single units, unless a calibration
 * gave their units a part in the domain's variance. Agrees with R `survey::svyrecvar`.
 */
export function totalCovariance(design: SurveyDesign, influences: Columns, domain?: Uint8Array): Covariance {
  const columns = influences.map((influence) =>
    design.adjustments.reduce((column, adjustment) => residuals(column, adjustment), influence),
  );
  const lone = { strata: 0 };
  const asked = design.adjustments.length === 0 ? domain : undefined;
  const matrix = stageCovariance(columns, design, 0, design.index, design.primary, lone, asked);
  return { matrix, singleUnitStrata: lone.strata };
}

/** Variance of the total of one influence column; see `totalCovariance`. */
export const totalVariance = (design: SurveyDesign, influence: Float64Array): number =>
  totalCovariance(design, [influence]).matrix[0]?.[0] as number;
