import { type StageStructure, structureOf } from './structure.ts';

/**
 * What to do with a stratum that has a single primary unit: no variance can be computed inside it.
 *
 * `fail`: no standard error is given. `remove` and `certainty`: the stratum adds nothing. `adjust`: the unit is taken from
 * the grand mean instead of its own. `average`: the stratum gets the mean variance of the others. The names and rules are
 * those of R `options(survey.lonely.psu)`.
 */
export type SingleUnitPolicy = 'fail' | 'remove' | 'certainty' | 'adjust' | 'average';

/** One stage of sampling: for every respondent its stratum, its cluster (both as codes), and the units in the population. */
export interface Stage {
  readonly strata: Int32Array;
  readonly clusters: Int32Array;
  /** Units of this stage in the population of the respondent's stratum (Infinity: with replacement). Null: no finite population correction. */
  readonly population: Float64Array | null;
}

/** A step that moved the weights to known totals, kept because it takes variance away. See `calibrate.ts`. */
export type Adjustment =
  | { readonly kind: 'regression'; readonly basis: readonly Float64Array[]; readonly scale: Float64Array }
  | {
      readonly kind: 'post-stratification';
      readonly groups: Int32Array;
      readonly before: Float64Array;
      readonly after: Float64Array;
    }
  | { readonly kind: 'raking'; readonly margins: readonly Int32Array[]; readonly after: Float64Array };

/** Respondents with their weights and how they were drawn. */
export interface SurveyDesign {
  readonly size: number;
  readonly weights: Float64Array;
  readonly stages: readonly Stage[];
  readonly adjustments: readonly Adjustment[];
  readonly singleUnit: SingleUnitPolicy;
  /** All respondents, and how they fall into primary units and strata. */
  readonly index: Int32Array;
  readonly primary: StageStructure;
}

export interface SurveyDesignOptions {
  /** Number of respondents; needed only where neither weights, nor strata, nor clusters are given. */
  readonly size?: number;
  /** Weight of every respondent. Left out: units in the population over units drawn, over all stages. */
  readonly weights?: Float64Array;
  /** Stratum code of every respondent. Left out: one stratum. */
  readonly stratum?: Int32Array;
  /** Units in the population by stratum code. Left out: no finite population correction. */
  readonly population?: Float64Array;
  /** Primary sampling unit of every respondent. Left out: everyone is one. */
  readonly psu?: Int32Array;
  /** All stages in full, for designs of more than one stage; replaces stratum, population and psu. */
  readonly stages?: readonly Stage[];
  readonly singleUnit?: SingleUnitPolicy;
}

/** Product over the stages of units in the population over units drawn: one over the chance to be drawn. */
function inverseChances(stages: readonly Stage[], size: number): Float64Array {
  const weights = new Float64Array(size).fill(1);
  const parents: string[] = Array.from({ length: size }, () => '');
  for (const { strata, clusters, population } of stages) {
    const drawn = new Map<string, Set<number>>();
    const keys = parents.map((parent, i) => `${parent}/${strata[i]}`);
    keys.forEach((key, i) => {
      const units = drawn.get(key) ?? new Set();
      drawn.set(key, units.add(clusters[i] as number));
    });
    keys.forEach((key, i) => {
      weights[i] = ((weights[i] as number) * (population?.[i] as number)) / (drawn.get(key)?.size as number);
      parents[i] = `${key}/${clusters[i]}`;
    });
  }
  return weights;
}

const sequence = (size: number): Int32Array => Int32Array.from({ length: size }, (_, index) => index);

/**
 * Describes a sample. Agrees with R `survey::svydesign(nest = TRUE)`.
 *
 * Throws a RangeError when columns differ in length or when neither weights nor populations are given.
 */
export function surveyDesign(options: SurveyDesignOptions): SurveyDesign {
  const { stratum, population, psu, weights, stages, singleUnit = 'adjust' } = options;
  const size = options.size ?? (weights ?? stratum ?? psu ?? stages?.[0]?.clusters)?.length;
  if (size === undefined) throw new RangeError('a design requires weights, strata, clusters or a size');
  for (const column of [weights, stratum, psu])
    if (column !== undefined && column.length !== size)
      throw new RangeError('all columns of a design require one length');
  const strata = stratum ?? new Int32Array(size);
  const stage: Stage = {
    strata,
    clusters: psu ?? sequence(size),
    population: population === undefined ? null : Float64Array.from(strata, (code) => population[code] as number),
  };
  const allStages = stages ?? [stage];
  if (weights === undefined && allStages.some((one) => one.population === null))
    throw new RangeError('a design requires weights or populations');
  const index = sequence(size);
  return {
    size,
    index,
    primary: structureOf(allStages[0] as Stage, index),
    weights: weights ?? inverseChances(allStages, size),
    stages: allStages,
    adjustments: [],
    singleUnit,
  };
}

/**
 * Primary units less strata. With a domain only those count that have a member of it, as R does after `subset`; the whole
 * design gives more and so narrower intervals.
 */
export function degreesOfFreedomOf({ size, weights, primary }: SurveyDesign, domain?: Uint8Array): number {
  const hasUnit = new Uint8Array(primary.stratumOf.length);
  const hasStratum = new Uint8Array(primary.unitsIn.length);
  let degrees = 0;
  for (let i = 0; i < size; i += 1) {
    if (weights[i] === 0 || (domain !== undefined && domain[i] === 0)) continue;
    const unit = primary.unitOf[i] as number;
    if (hasUnit[unit] === 1) continue;
    hasUnit[unit] = 1;
    degrees += 1;
    const stratum = primary.stratumOf[unit] as number;
    if (hasStratum[stratum] === 1) continue;
    hasStratum[stratum] = 1;
    degrees -= 1;
  }
  return degrees;
}
