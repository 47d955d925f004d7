import { type Matrix, matrixOfColumns, multiply } from '../../numeric/matrix.ts';
import { type Effect, effectOf } from '../difference/effect.ts';
import { clusterMeat } from '../robust/cluster-robust.ts';
import { type Clusters, clustersOf, intersection } from '../robust/clusters.ts';
import { classicalCovariance } from '../robust/heteroskedastic.ts';
import { type LinearModel, linearModel } from '../robust/model.ts';
import { blankDetermined, prepareEffects, removeEffects, sumOfSquares } from './absorb.ts';
import { gather, type TwoWayRows, usableRows } from './rows.ts';
import { type SmallSample, type SmallSampleFactor, smallSampleFactor } from './small-sample.ts';

/** A column of a two-way regression, one element a row. */
export interface Regressor {
  readonly name: string;
  readonly values: ArrayLike<number>;
}

/** Clusters and small-sample factor of a two-way regression. */
export interface TwoWayOptions {
  /**
   * `clustered` (default); `heteroskedastic`, every row being its own cluster; or `classical`. The latter two take rows less
   * coefficients and effects as degrees of freedom; R `fixest::feols(vcov = "hetero")` and `"iid"`.
   */
  readonly errors?: 'clustered' | 'heteroskedastic' | 'classical';
  /** Cluster code of every row; two columns for clustering in two ways. Default the unit. */
  readonly cluster?: readonly ArrayLike<number>[];
  /** Default `nested`. */
  readonly smallSample?: SmallSample;
  /**
   * With clustering in two ways, G of the factor G/(G-1): the `smallest` of the two numbers for all parts (default; Stata
   * reghdfe, R fixest), or `each` part its own (R `sandwich::vcovCL`, fixest `ssc(cluster.df = "conventional")`).
   */
  readonly clusterCount?: 'smallest' | 'each';
  /** Default yes; R fixest and plm keep them, which moves n and G of the factor. */
  readonly dropSingletons?: boolean;
  readonly level?: number;
}

/** A coefficient; `isAliased` where unit and period effects or regressors before it determine it. */
export interface Coefficient extends Effect {
  readonly name: string;
  readonly isAliased: boolean;
}

/** A regression with unit effects, and period effects where asked for. */
export interface TwoWayRegression {
  readonly coefficients: readonly Coefficient[];
  /** By `errors`; 0 in rows and columns of aliased coefficients, and where no residual degrees of freedom are left. */
  readonly covariance: Matrix;
  /** Of t: clusters less 1, or `residualDegreesOfFreedom` where errors are not clustered. */
  readonly degreesOfFreedom: number;
  /** Residual variance times the inverse cross-product, with n less all coefficients and effects. */
  readonly classicalCovariance: Matrix;
  readonly smallSample: SmallSampleFactor;
  /** Rows less all coefficients and effects. */
  readonly residualDegreesOfFreedom: number;
  /** Share of what unit and period effects leave of the outcome that the regressors explain. */
  readonly withinRSquared: number;
  readonly rows: number;
  readonly units: number;
  readonly periods: number;
  readonly incompleteRows: number;
  readonly singletonRows: number;
  /** Positions of the rows used, and their residuals. */
  readonly usedRows: Int32Array;
  readonly residuals: Float64Array;
  /** What unit and period effects leave of every regressor, in the used rows. */
  readonly partialled: readonly Float64Array[];
}

/** Is every level, given as groups of rows, inside one cluster? */
function isNested({ count, from, rows }: Clusters, cluster: ArrayLike<number>): boolean {
  for (let level = 0; level < count; level++) {
    const end = from[level + 1] as number;
    const first = cluster[rows[from[level] as number] as number];
    for (let at = from[level] as number; at < end; at++) if (cluster[rows[at] as number] !== first) return false;
  }
  return true;
}

const scaled = (matrix: Matrix, factor: number): Matrix => ({
  ...matrix,
  values: matrix.values.map((value) => value * factor),
});

/**
 * Sandwich without factor; two ways are added and their intersection taken off (Cameron, Gelbach and Miller 2011). With
 * `each`, parts count G/(G-1) of their own relative to that of the smallest, which is the factor of the whole.
 */
function sandwich(
  model: LinearModel,
  cluster: readonly ArrayLike<number>[],
  clusterCount: 'smallest' | 'each',
): { covariance: Matrix; clusters: number } {
  const [first, second] = cluster as [ArrayLike<number>, ArrayLike<number> | undefined];
  const groups = [clustersOf(first)];
  if (second !== undefined) groups.push(clustersOf(second), clustersOf(intersection(first, second)));
  const clusters = Math.min(...groups.slice(0, cluster.length).map((group) => group.count));
  const share = ({ count }: Clusters): number =>
    clusterCount === 'smallest' ? 1 : (count / (count - 1)) * ((clusters - 1) / clusters);
  const parts = groups.map((group) =>
    scaled(multiply(multiply(model.fit.bread, clusterMeat(model, group)), model.fit.bread), share(group)),
  );
  const [one, two, both] = parts as [Matrix, Matrix | undefined, Matrix | undefined];
  const values = one.values.map(
    (value, at) => value + (two === undefined ? 0 : (two.values[at] as number) - (both?.values[at] as number)),
  );
  return { covariance: { ...one, values }, clusters };
}

/** Cluster codes of the rows: as given, else the unit; a row each where errors are not clustered. */
function clustersOfRows(
  errors: TwoWayOptions['errors'],
  unit: Float64Array,
  given: readonly Float64Array[] | undefined,
): readonly Float64Array[] {
  if (errors === 'heteroskedastic') return [Float64Array.from(unit, (_code, row) => row)];
  return given ?? [unit];
}

/**
 * Least squares with unit and period effects, exact for balanced and unbalanced panels, standard errors clustered.
 *
 * Agrees with R `fixest::feols(y ~ x | unit + period)`, `plm(effect = "twoways")` and Stata `reghdfe`: coefficients, and
 * standard errors by the rule of `smallSample`. Intervals are t with G - 1 degrees of freedom where errors are clustered.
 */
export function twoWayRegression(
  rows: TwoWayRows,
  regressors: readonly Regressor[],
  options: TwoWayOptions = {},
): TwoWayRegression {
  const { errors = 'clustered', smallSample = 'nested', dropSingletons = true, level = 0.95 } = options;
  const columns = regressors.map(({ values }) => values);
  const usable = usableRows(rows, columns, dropSingletons);
  const isWhole = usable.rows.length === rows.outcome.length;
  const pick = (column: ArrayLike<number>): Float64Array =>
    isWhole && column instanceof Float64Array ? column : gather(column, usable.rows);
  const weights = rows.weights === undefined ? undefined : pick(rows.weights);
  const unit = pick(rows.unit);
  const effects = prepareEffects(unit, rows.period === undefined ? undefined : pick(rows.period), weights);
  const original = columns.map(pick);
  const left = original.map((column) => removeEffects(effects, column));
  blankDetermined(original, left);
  const outcome = pick(rows.outcome);
  const within = removeEffects(effects, outcome);
  blankDetermined([outcome], [within], 1e-28);
  const model = linearModel(matrixOfColumns(left), within, weights);
  const cluster = clustersOfRows(errors, unit, options.cluster?.map(pick));
  const { covariance, clusters } = sandwich(
    model,
    cluster,
    smallSample === 'none' ? 'smallest' : (options.clusterCount ?? 'smallest'),
  );
  const size = { rows: usable.rows.length, clusters, slopes: model.fit.rank };
  const levels = {
    units: effects.units.count,
    periodRank: effects.periodRank,
    isUnitNested: cluster.some((codes) => isNested(effects.units, codes)),
    isPeriodNested: cluster.some((codes) => effects.period !== null && isNested(clustersOf(effects.period), codes)),
  };
  const factor = smallSampleFactor(smallSample, size, levels);
  const all = smallSampleFactor('all', size, levels).coefficients;
  const residualDegreesOfFreedom = size.rows - all;
  /** Where every row is fitted residuals are rounding, and errors would be made of it. */
  const isSaturated = residualDegreesOfFreedom <= 0;
  const classical = scaled(
    classicalCovariance(model),
    isSaturated ? 0 : model.fit.degreesOfFreedom / residualDegreesOfFreedom,
  );
  const used = errors === 'classical' ? classical : scaled(covariance, isSaturated ? 0 : factor.factor);
  const degreesOfFreedom = errors === 'clustered' ? clusters - 1 : residualDegreesOfFreedom;
  return {
    coefficients: regressors.map(({ name }, j) => {
      const variance = used.values[j * used.columns + j] as number;
      const estimate = model.fit.coefficients[j] as number;
      return {
        name,
        isAliased: Number.isNaN(estimate),
        ...effectOf(estimate, Math.sqrt(Math.max(variance, 0)), degreesOfFreedom, level),
      };
    }),
    covariance: used,
    degreesOfFreedom,
    classicalCovariance: classical,
    smallSample: factor,
    residualDegreesOfFreedom,
    withinRSquared: 1 - model.fit.residualSumOfSquares / sumOfSquares(within, weights),
    rows: size.rows,
    units: effects.units.count,
    periods: effects.periods,
    incompleteRows: usable.incomplete,
    singletonRows: usable.singletons,
    usedRows: usable.rows,
    residuals: model.fit.residuals,
    partialled: left,
  };
}
