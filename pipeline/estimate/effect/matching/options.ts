/**
 * Order in which treated units choose their control. Largest and smallest are by score; closest (farthest) is by the distance
 * to the nearest control that is left, smallest (largest) first. A unit looks again only when its control is taken, so under
 * `farthest` a distance can have grown since, as in MatchIt.
 */
export type MatchOrder = 'largest' | 'smallest' | 'closest' | 'farthest' | 'data' | 'random';

/** A covariate on which a pair may differ by at most `width`; by more than its size where `width` is negative. */
export interface CovariateCaliper {
  readonly values: ArrayLike<number>;
  readonly width: number;
}

/** Units to be matched. All arrays have one element a unit. */
export interface MatchUnits {
  /** What nearness is measured in: the propensity score or its logit. A unit with NaN is left out. */
  readonly score: Float64Array;
  /** 1 treated, 0 control. */
  readonly treated: ArrayLike<number>;
  /** Identifiers that settle ties. Without them the position in the arrays does, and file order can matter. */
  readonly ids?: ArrayLike<number> | readonly string[];
  /** Code of the exact stratum, 0 or above; units match inside their stratum only. */
  readonly stratum?: ArrayLike<number>;
  /** 1 where a unit may be matched; 0 e.g. outside common support. */
  readonly eligible?: ArrayLike<number>;
  /** Positions by score, equal scores by id, as `scoreOrder` gives them: saves sorting where units are matched again. */
  readonly order?: Uint32Array;
}

/** How treated units choose; R `MatchIt::matchit(method = "nearest")`. */
export interface MatchOptions {
  /** Controls per treated unit; everyone gets a first before anyone a second. Default 1. */
  readonly ratio?: number;
  /** Most controls of each unit, where it is less than `ratio`, e.g. from `variableRatios`; one a unit, controls ignored. */
  readonly ratios?: ArrayLike<number>;
  /** May a control serve several treated units? Default no. */
  readonly replace?: boolean;
  /** How many treated units a control may serve without `replace`. Default 1. */
  readonly reuse?: number;
  /**
   * Largest gap in units of the score; a gap equal to it is allowed. Negative: pairs must be further apart than its size.
   * Default none.
   */
  readonly caliper?: number;
  readonly covariateCalipers?: readonly CovariateCaliper[];
  /** Codes in each of which a pair must differ, e.g. the region, so that a neighbour's gain is not its own control. */
  readonly antiexact?: readonly ArrayLike<number>[];
  /**
   * Covariates in whose Mahalanobis distance (pooled covariance within the arms) nearness is measured instead of in the score,
   * which then settles the order and its caliper only. Looks at every control within the caliper.
   */
  readonly mahalanobis?: readonly ArrayLike<number>[];
  /** Default `largest`. */
  readonly order?: MatchOrder;
  /** For `random`. */
  readonly seed?: number;
}

/** Why a treated unit has no control; `caliper`: none is left that calipers and `antiexact` allow. */
export type UnmatchedReason =
  | 'matched'
  | 'no_score'
  | 'not_eligible'
  | 'no_control_in_stratum'
  | 'caliper'
  | 'controls_used_up';

/** Who was matched to whom. */
export interface Matches {
  /** Positions of all treated units, in the order of the arrays. */
  readonly treated: Int32Array;
  readonly ratio: number;
  /** `controls[i * ratio + k]`: position of the k-th control of treated unit i; -1 where there is none. */
  readonly controls: Int32Array;
  /** One per treated unit. */
  readonly reasons: readonly UnmatchedReason[];
  /** Choices in which two or more free controls were equally near, settled by the rule. */
  readonly tiedChoices: number;
  /** Treated units whose score another treated unit of their stratum has too. */
  readonly tiedTreated: number;
}
