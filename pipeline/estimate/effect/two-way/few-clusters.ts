import { matrixOfColumns } from '../../numeric/matrix.ts';
import { type Effect, effectOf } from '../difference/effect.ts';
import type { Clusters } from '../robust/clusters.ts';
import { linearModel } from '../robust/model.ts';
import { smallSampleTest } from '../robust/small-sample.ts';
import { blankDetermined, prepareEffects, removeEffects } from './absorb.ts';
import { denseCodes } from './codes.ts';
import type { Regressor } from './regression.ts';
import { gather, type TwoWayRows, usableRows } from './rows.ts';

/** A coefficient with an error and degrees of freedom that hold for few clusters. */
export interface FewClusterEffect extends Effect {
  readonly name: string;
  readonly clusters: number;
}

/** Do weights differ within a unit? */
function isVaried({ count, from, rows }: Clusters, weights: Float64Array): boolean {
  for (let i = 0; i < count; i++) {
    const first = from[i] as number;
    for (let at = first + 1; at < (from[i + 1] as number); at++)
      if (weights[rows[at] as number] !== weights[rows[first] as number]) return true;
  }
  return false;
}

const unitDummies = ({ count, from, rows }: Clusters, size: number): Float64Array[] =>
  Array.from({ length: count }, (_, i) => {
    const dummy = new Float64Array(size);
    for (const row of rows.subarray(from[i], from[i + 1])) dummy[row] = 1;
    return dummy;
  });

/**
 * The coefficients of `twoWayRegression` with bias-reduced errors (CR2) and Satterthwaite degrees of freedom, for fewer than
 * some 40 clusters or few treated ones, e.g. fourteen networks (Bell and McCaffrey 2002; Pustejovsky and Tipton 2018). Unit
 * effects must be inside clusters; they then need no adjustment of their own, unless weights differ within a unit: then every
 * unit is a column, which is for some hundred units. R `clubSandwich::coef_test(plm, vcov = "CR2")`, with weights of `lm`.
 *
 * @throws RangeError for a unit in more than one cluster.
 */
export function fewClusterEffects(
  rows: TwoWayRows,
  regressors: readonly Regressor[],
  cluster: ArrayLike<number>,
  level = 0.95,
): FewClusterEffect[] {
  const usable = usableRows(
    rows,
    regressors.map(({ values }) => values),
    true,
  ).rows;
  const unit = gather(rows.unit, usable);
  const codes = gather(cluster, usable);
  const clusterOf = new Map<number, number>();
  unit.forEach((own, k) => {
    const first = clusterOf.get(own) ?? (codes[k] as number);
    if (first !== codes[k]) throw new RangeError(`unit ${own} requires one cluster, it has ${first} and ${codes[k]}`);
    clusterOf.set(own, first);
  });
  const weights = rows.weights === undefined ? undefined : gather(rows.weights, usable);
  const effects = prepareEffects(unit, undefined, weights);
  const period =
    rows.period === undefined ? { codes: new Int32Array(0), count: 1 } : denseCodes(gather(rows.period, usable));
  const dummies = Array.from({ length: period.count - 1 }, (_, t) =>
    Float64Array.from(period.codes, (own) => (own === t + 1 ? 1 : 0)),
  );
  const columns = [...regressors.map(({ values }) => gather(values, usable)), ...dummies];
  const left = columns.map((column) => removeEffects(effects, column));
  blankDetermined(columns, left);
  const own = weights !== undefined && isVaried(effects.units, weights) ? unitDummies(effects.units, unit.length) : [];
  const model = linearModel(
    matrixOfColumns([...left, ...own]),
    removeEffects(effects, gather(rows.outcome, usable)),
    weights,
  );
  const clusters = new Set(codes).size;
  return regressors.map(({ name }, j) => {
    const { estimate, standardError, degreesOfFreedom } = smallSampleTest(model, codes, j);
    return { name, clusters, ...effectOf(estimate, standardError, degreesOfFreedom, level) };
  });
}
