/**
 * Factor by which the clustered sandwich is multiplied; it is the commonest reason why two programs differ. `none`: 1 (CR0).
 * `clusters`: G/(G-1). The others multiply that by (n-1)/(n-K), and count K each in their way: `slopes` the coefficients
 * alone (R plm `vcovHC(type = "sss")`), `nested` slopes, levels less one of every effect that is not nested in the cluster,
 * and 1 (R fixest, Stata reghdfe), `all` every effect (Stata areg).
 */
export type SmallSample = 'none' | 'clusters' | 'slopes' | 'nested' | 'all';

/** The factor as applied, with all numbers that made it. */
export interface SmallSampleFactor {
  readonly rule: SmallSample;
  readonly rows: number;
  /** G; with clustering in two ways the smaller number. */
  readonly clusters: number;
  /** K. */
  readonly coefficients: number;
  readonly factor: number;
}

/** Works the factor out. `levels`: levels of the unit effects and of the period effects, 0 for those left out. */
export function smallSampleFactor(
  rule: SmallSample,
  size: { readonly rows: number; readonly clusters: number; readonly slopes: number },
  levels: {
    readonly units: number;
    readonly periodRank: number;
    readonly isUnitNested: boolean;
    readonly isPeriodNested: boolean;
  },
): SmallSampleFactor {
  const { rows, clusters, slopes } = size;
  const units = levels.isUnitNested ? 0 : levels.units - 1;
  const periods = levels.isPeriodNested ? 0 : levels.periodRank;
  const counted = {
    none: slopes,
    clusters: slopes,
    slopes,
    nested: slopes + units + periods + 1,
    all: slopes + levels.units + levels.periodRank,
  };
  const coefficients = counted[rule];
  const byClusters = rule === 'none' ? 1 : clusters / (clusters - 1);
  const byCoefficients = rule === 'none' || rule === 'clusters' ? 1 : (rows - 1) / (rows - coefficients);
  return { rule, rows, clusters, coefficients, factor: byClusters * byCoefficients };
}
