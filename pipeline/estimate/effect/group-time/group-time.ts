import { changeBetween } from '../../numeric/change.ts';
import { effectOf } from '../difference/effect.ts';
import { gather } from '../two-way/rows.ts';
import { type CovariateSource, covariateSource, type DesignSpace, designOf, designSpace } from './covariates.ts';
import { degreesOfFreedomOf, standardErrorOf } from './influence.ts';
import type {
  CellProblem,
  GroupTimeCell,
  GroupTimeData,
  GroupTimeEffects,
  GroupTimeOptions,
  Influence,
  KeptUnits,
} from './options.ts';
import { type CellPlan, DEFAULTS, estimatedCohorts, planCells, preTestOf } from './plan.ts';
import { estimateTwoPeriod, type PreparedSample, prepareSample, type SampleProblem } from './two-period.ts';
import { keepUnits } from './units.ts';

/** Positions among kept units of a cell's units with both outcomes and covariates. */
interface CellUnits {
  readonly units: Int32Array;
  readonly treated: Uint8Array;
  readonly treatedCount: number;
  readonly incomplete: number;
}

/** Estimates all cells of one data set; remembers what cells with the same units share. */
class CellEstimator {
  readonly #data: GroupTimeData;
  readonly #kept: KeptUnits;
  readonly #options: Required<GroupTimeOptions>;
  readonly #source: CovariateSource;
  readonly #space: DesignSpace;
  /** Units of cells, each list once: most cells of a cohort have the same. */
  readonly #lists: Int32Array[] = [];
  /** Where the units of a cell and their changes are gathered. */
  readonly #found: Int32Array;
  readonly #isTreated: Uint8Array;
  readonly #change: Float64Array;
  #start: Float64Array | undefined;
  #cached: { units: Int32Array; period: number; prepared: PreparedSample | SampleProblem } | null = null;

  constructor(data: GroupTimeData, kept: KeptUnits, options: Required<GroupTimeOptions>) {
    this.#data = data;
    this.#kept = kept;
    this.#options = options;
    this.#source = covariateSource(data.covariates ?? [], data.panel.units, data.panel.periods.length);
    this.#space = designSpace(this.#source, kept.units.length);
    this.#found = new Int32Array(kept.units.length);
    this.#isTreated = new Uint8Array(kept.units.length);
    this.#change = new Float64Array(kept.units.length);
  }

  estimate(plan: CellPlan): GroupTimeCell {
    const { cohort, now, before } = plan;
    const periods = this.#kept.periods;
    const period = periods[now] as number;
    const cell = { cohort, period, basePeriod: periods[before] as number, event: period - cohort };
    const { units, treated, treatedCount, incomplete } = this.#unitsOf(plan);
    const counts = { treated: treatedCount, controls: units.length - treatedCount, incomplete };
    const without = (problem: CellProblem): GroupTimeCell => ({
      ...cell,
      ...counts,
      effect: problem === 'reference' ? effectOf(0, 0, degreesOfFreedomOf(this.#kept), this.#options.level) : null,
      problem,
      influence: null,
    });
    if (now === before) return without('reference');
    if (counts.treated < Math.max(1, this.#options.minimumTreated)) return without('few_treated');
    if (counts.controls <= this.#source.columns) return without('few_controls');
    const prepared = this.#prepare(units, treated, Math.min(now, before));
    if (typeof prepared === 'string') return without(prepared);
    const { estimate, influence } = estimateTwoPeriod(prepared, this.#changes(units, now, before));
    const scale = this.#kept.units.length / units.length;
    for (let k = 0; k < influence.length; k++) influence[k] = (influence[k] as number) * scale;
    const own: Influence = { units, values: influence };
    return {
      ...cell,
      ...counts,
      effect: effectOf(estimate, standardErrorOf(this.#kept, own), degreesOfFreedomOf(this.#kept), this.#options.level),
      problem: null,
      influence: own,
    };
  }

  #unitsOf({ cohort, now, before }: CellPlan): CellUnits {
    const { panel } = this.#data;
    const { units, cohort: cohorts, periods, periodIndexes } = this.#kept;
    const { controls, anticipation } = this.#options;
    const steps = panel.periods.length;
    const [a, b] = [periodIndexes[now] as number, periodIndexes[before] as number];
    const latest = (periods[Math.max(now, before)] as number) + anticipation;
    const found = this.#found;
    const isTreated = this.#isTreated;
    const { outcome } = panel;
    const hasCovariates = this.#source.isComplete(periodIndexes[Math.min(now, before)] as number);
    let count = 0;
    let treatedCount = 0;
    let incomplete = 0;
    for (let k = 0; k < units.length; k++) {
      const start = cohorts[k] as number;
      const isOwn = start === cohort;
      if (!isOwn && start !== 0 && !(controls === 'not-yet' && start > latest)) continue;
      const i = units[k] as number;
      const isComplete =
        Number.isFinite(outcome[i * steps + a] as number) &&
        Number.isFinite(outcome[i * steps + b] as number) &&
        hasCovariates[i] === 1;
      if (!isComplete) {
        incomplete++;
        continue;
      }
      if (isOwn) treatedCount++;
      isTreated[count] = isOwn ? 1 : 0;
      found[count++] = k;
    }
    return {
      units: this.#listOf(found.subarray(0, count)),
      treated: isTreated.slice(0, count),
      treatedCount,
      incomplete,
    };
  }

  /** The list of these units that an earlier cell has, or a copy. */
  #listOf(found: Int32Array): Int32Array {
    const known = this.#lists.find((list) => isEqual(list, found));
    if (known !== undefined) return known;
    const list = found.slice();
    this.#lists.push(list);
    return list;
  }

  #prepare(units: Int32Array, treated: Uint8Array, earlier: number): PreparedSample | SampleProblem {
    const { units: positions, weights, periodIndexes } = this.#kept;
    const period = this.#source.isTimeVarying ? (periodIndexes[earlier] as number) : 0;
    const cached = this.#cached;
    const isSame =
      cached !== null &&
      cached.period === period &&
      cached.units === units &&
      typeof cached.prepared !== 'string' &&
      isEqual(cached.prepared.sample.treated, treated);
    if (isSame) return cached.prepared;
    const sample = {
      treated,
      x: designOf(
        this.#source,
        units.map((k) => positions[k] as number),
        period,
        this.#space,
      ),
      ...(weights === undefined ? {} : { weights: gather(weights, units) }),
    };
    const prepared = prepareSample(sample, this.#options.method, this.#start);
    this.#cached = { units, period, prepared };
    if (typeof prepared !== 'string') this.#start = prepared.coefficients;
    return prepared;
  }

  #changes(units: Int32Array, now: number, before: number): Float64Array {
    const { panel } = this.#data;
    const { units: positions, periodIndexes } = this.#kept;
    const steps = panel.periods.length;
    const [a, b] = [periodIndexes[now] as number, periodIndexes[before] as number];
    const changes = this.#change.subarray(0, units.length);
    for (let k = 0; k < units.length; k++) {
      const row = (positions[units[k] as number] as number) * steps;
      changes[k] = changeBetween(panel.outcome[row + a] as number, panel.outcome[row + b] as number);
    }
    return changes;
  }
}

function isEqual(a: Int32Array | Uint8Array, b: Int32Array | Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let k = 0; k < a.length; k++) if (a[k] !== b[k]) return false;
  return true;
}

/**
 * Group-time average effects on the treated (Callaway and Sant'Anna 2021): for every cohort and period the change since the
 * base period against that of the controls, adjusted for covariates as of the earlier of the two periods. Errors are from
 * influence functions. Agrees with R `did::att_gt(bstrap = FALSE)`; with `incomplete: 'pairs'` units that miss a period stay
 * in the cells whose periods they have, where R drops them.
 *
 * Memory: 8 bytes a unit and cell, and 4 bytes a unit for every list of a cell's units that no other cell has.
 *
 * @throws RangeError for a covariate that has neither a value a unit nor one a unit and period, or codes beyond its dummies.
 */
export function groupTimeEffects(data: GroupTimeData, options: GroupTimeOptions = {}): GroupTimeEffects {
  const settings = { ...DEFAULTS, ...options };
  const kept = keepUnits(data, settings);
  const cohorts = estimatedCohorts(kept, settings);
  const estimator = new CellEstimator(data, kept, settings);
  const cells = cohorts
    .flatMap(({ cohort }) => planCells(cohort, kept.periods, settings))
    .map((plan) => estimator.estimate(plan));
  return { cells, cohorts, kept, preTest: preTestOf(kept, cells), options: settings };
}
