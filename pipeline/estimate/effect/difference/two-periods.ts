import { matrixOfColumns } from '../../numeric/matrix.ts';
import { type ClusterFactor, clusterCovariance } from '../robust/cluster-robust.ts';
import { clustersOf } from '../robust/clusters.ts';
import { linearModel } from '../robust/model.ts';
import { type Effect, effectOf } from './effect.ts';
import { type Panel, periodIndex } from './panel.ts';

/** Weights, clusters and error of a difference in two periods. */
export interface DifferenceOptions {
  readonly weights?: ArrayLike<number>;
  /** Code of what units move together in; default the unit. */
  readonly cluster?: ArrayLike<number>;
  /** Default CR1S: G/(G-1) (n-1)/(n-2), which is HC1 of the differences for independent units. */
  readonly factor?: ClusterFactor;
  readonly level?: number;
}

/** Difference-in-differences of two groups in two periods, with the four means that make it. */
export interface GroupDifference extends Effect {
  readonly treatedBefore: number;
  readonly treatedAfter: number;
  readonly controlBefore: number;
  readonly controlAfter: number;
  readonly treated: number;
  readonly controls: number;
  /** Units left out because one of the two outcomes is missing. */
  readonly incomplete: number;
  readonly clusters: number;
}

/**
 * Mean change of the treated less mean change of the controls, over units observed in both periods. R `lm(dy ~ treated)` with
 * `sandwich::vcovCL`; equal to the two-way regression on the two periods.
 *
 * @param treated 1 treated, 0 control, NaN neither; one a unit
 * @throws RangeError where the panel has no such period.
 */
export function differenceInDifferences(
  panel: Panel,
  treated: ArrayLike<number>,
  before: number,
  after: number,
  options: DifferenceOptions = {},
): GroupDifference {
  const steps = panel.periods.length;
  const [first, second] = [periodIndex(panel, before), periodIndex(panel, after)];
  if (first < 0 || second < 0) throw new RangeError(`the panel requires the periods ${before} and ${after}`);
  const outcome = (i: number, t: number): number => panel.outcome[i * steps + t] as number;
  const members = Array.from({ length: panel.units }, (_, i) => i).filter((i) => !Number.isNaN(treated[i] as number));
  const kept = members.filter((i) => Number.isFinite(outcome(i, first)) && Number.isFinite(outcome(i, second)));
  const pick = (of: (i: number) => number): Float64Array => Float64Array.from(kept, of);
  const group = pick((i) => treated[i] as number);
  const weights = options.weights === undefined ? undefined : pick((i) => options.weights?.[i] as number);
  const x = matrixOfColumns([new Float64Array(kept.length).fill(1), group]);
  const model = linearModel(
    x,
    pick((i) => outcome(i, second) - outcome(i, first)),
    weights,
  );
  const cluster = options.cluster === undefined ? Int32Array.from(kept) : pick((i) => options.cluster?.[i] as number);
  const clusters = clustersOf(cluster).count;
  const variance = clusterCovariance(model, cluster, options.factor).values[3] as number;
  const meanOf = (side: number, t: number): number => {
    let sum = 0;
    let total = 0;
    kept.forEach((i, k) => {
      if (group[k] !== side) return;
      const weight = weights === undefined ? 1 : (weights[k] as number);
      sum += weight * outcome(i, t);
      total += weight;
    });
    return sum / total;
  };
  const treatedUnits = group.reduce((sum, value) => sum + value, 0);
  return {
    ...effectOf(model.fit.coefficients[1] as number, Math.sqrt(variance), clusters - 1, options.level),
    treatedBefore: meanOf(1, first),
    treatedAfter: meanOf(1, second),
    controlBefore: meanOf(0, first),
    controlAfter: meanOf(0, second),
    treated: treatedUnits,
    controls: kept.length - treatedUnits,
    incomplete: members.length - kept.length,
    clusters,
  };
}
