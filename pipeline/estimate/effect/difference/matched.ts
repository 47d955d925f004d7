import { type EventStudy, type EventStudyOptions, eventStudy } from '../event-study/event-study.ts';
import type { Pairs } from '../matching/pairs.ts';
import { clustersOf } from '../robust/clusters.ts';
import { type TwoWayRegression, twoWayRegression } from '../two-way/regression.ts';
import { gather } from '../two-way/rows.ts';
import type { SmallSample } from '../two-way/small-sample.ts';
import { type StaticWeights, weightsOfResidual } from '../two-way/weights.ts';
import { type Effect, type PercentEffect, percentEffect } from './effect.ts';
import type { Panel } from './panel.ts';

/**
 * What observations that move together are: `pair` a treated unit with its controls; `unit` a firm, also when it serves as
 * control in several pairs; `pair-and-unit` both ways. Or one code per pair row, e.g. the organisation that gives the treatment.
 */
export type PairCluster = 'pair' | 'unit' | 'pair-and-unit' | ArrayLike<number>;

/** Which event times are kept, and how errors and intervals are computed. */
export interface MatchedOptions {
  /** Default `pair`; `pair-and-unit` where controls are reused. */
  readonly cluster?: PairCluster;
  /** Event times to keep; default all. */
  readonly from?: number;
  readonly to?: number;
  readonly smallSample?: SmallSample;
  readonly level?: number;
}

/** The panel of the pairs in long form: controls inherit the entry of their pair, a reused control appears once a pair. */
export interface StackedPairs {
  /** Unit within its pair. */
  readonly unit: Int32Array;
  /** Position of the unit in the panel. */
  readonly firm: Int32Array;
  readonly pair: Int32Array;
  /** Row of the pairs that the observation came from; a treated unit's first. */
  readonly pairRow: Int32Array;
  readonly period: Float64Array;
  readonly outcome: Float64Array;
  /** Entry of the pair. */
  readonly entry: Float64Array;
  readonly treated: Uint8Array;
  /** 1 for treated units, 1 / controls of the pair for each control; undefined where all are 1. */
  readonly weights: Float64Array | undefined;
  readonly hasReusedControls: boolean;
}

/** Stacks pairs, keeping observed outcomes within the event window. `entry` is read for treated units only. */
export function stackPairs(
  panel: Panel,
  pairs: Pairs,
  entry: ArrayLike<number>,
  { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY }: { from?: number; to?: number } = {},
): StackedPairs {
  const members = membersOf(pairs);
  const { periods, outcome } = panel;
  const steps = periods.length;
  const size = members.firm.length * steps;
  const stacked = {
    unit: new Int32Array(size),
    firm: new Int32Array(size),
    pair: new Int32Array(size),
    pairRow: new Int32Array(size),
    treated: new Uint8Array(size),
    period: new Float64Array(size),
    outcome: new Float64Array(size),
    entry: new Float64Array(size),
  };
  let count = 0;
  for (let member = 0; member < members.firm.length; member++) {
    const pairRow = members.pairRow[member] as number;
    const start = entry[pairs.treated[pairRow] as number] as number;
    const firm = members.firm[member] as number;
    for (let t = 0; t < steps; t++) {
      const period = periods[t] as number;
      const value = outcome[firm * steps + t] as number;
      if (period - start < from || period - start > to || !Number.isFinite(value)) continue;
      stacked.unit[count] = member;
      stacked.firm[count] = firm;
      stacked.pair[count] = pairs.pair[pairRow] as number;
      stacked.pairRow[count] = pairRow;
      stacked.treated[count] = members.treated[member] as number;
      stacked.period[count] = period;
      stacked.outcome[count] = value;
      stacked.entry[count++] = start;
    }
  }
  const unit = stacked.unit.subarray(0, count);
  return {
    unit,
    firm: stacked.firm.subarray(0, count),
    pair: stacked.pair.subarray(0, count),
    pairRow: stacked.pairRow.subarray(0, count),
    period: stacked.period.subarray(0, count),
    outcome: stacked.outcome.subarray(0, count),
    entry: stacked.entry.subarray(0, count),
    treated: stacked.treated.subarray(0, count),
    weights: members.isWeighted ? gather(members.weight, unit) : undefined,
    hasReusedControls: members.hasReusedControls,
  };
}

/** Treated units, once a pair, and controls, once a pair they serve in. */
function membersOf(pairs: Pairs) {
  const groups = clustersOf(pairs.pair);
  const rows = pairs.pair.length;
  const share = new Float64Array(rows);
  const opens = new Uint8Array(rows);
  for (let group = 0; group < groups.count; group++) {
    const first = groups.from[group] as number;
    const end = groups.from[group + 1] as number;
    opens[groups.rows[first] as number] = 1;
    for (let at = first; at < end; at++) share[groups.rows[at] as number] = 1 / (end - first);
  }
  const size = rows + groups.count;
  const firm = new Int32Array(size);
  const pairRow = new Int32Array(size);
  const treated = new Uint8Array(size);
  const weight = new Float64Array(size).fill(1);
  let next = 0;
  for (let row = 0; row < rows; row++) {
    if (opens[row] === 1) {
      firm[next] = pairs.treated[row] as number;
      treated[next] = 1;
      pairRow[next++] = row;
    }
    firm[next] = pairs.control[row] as number;
    weight[next] = share[row] as number;
    pairRow[next++] = row;
  }
  return {
    firm,
    pairRow,
    treated,
    weight,
    isWeighted: groups.count < rows,
    hasReusedControls: new Set(pairs.control).size < rows,
  };
}

const gatherCodes = (codes: Int32Array, rows: Int32Array): Int32Array => rows.map((row) => codes[row] as number);

function clusterColumns(stacked: StackedPairs, cluster: PairCluster | undefined): readonly ArrayLike<number>[] {
  const chosen = cluster ?? (stacked.hasReusedControls ? 'pair-and-unit' : 'pair');
  if (chosen === 'pair') return [stacked.pair];
  if (chosen === 'unit') return [stacked.firm];
  if (chosen === 'pair-and-unit') return [stacked.pair, stacked.firm];
  return [stacked.pairRow.map((row) => chosen[row] as number)];
}

/** Effect on treated units of pairs, after entry against before. */
export interface MatchedDifference extends Effect {
  /** Of a log outcome. */
  readonly percent: PercentEffect;
  readonly pairs: number;
  readonly regression: TwoWayRegression;
  /** How the coefficient averages effects that differ by entry and time since. */
  readonly staticWeights: StaticWeights;
  readonly clusteredBy: 'pair' | 'unit' | 'pair-and-unit' | 'given';
  readonly hasReusedControls: boolean;
}

const rowsOf = (stacked: StackedPairs) => ({
  unit: stacked.unit,
  period: stacked.period,
  outcome: stacked.outcome,
  ...(stacked.weights === undefined ? {} : { weights: stacked.weights }),
});

const settings = ({ smallSample, level }: MatchedOptions) => ({
  ...(smallSample === undefined ? {} : { smallSample }),
  ...(level === undefined ? {} : { level }),
});

/**
 * Difference-in-differences of matched pairs: outcome on treated x (period >= entry) with effects for firm within pair and
 * period. Controls inherit the entry of their pair. Equal to R `fixest::feols(y ~ D | firm + year)` on the matched firms
 * when every control serves once.
 *
 * @param entry first treated period of every unit of the panel; only that of treated units is read
 */
export function matchedDifferenceInDifferences(
  panel: Panel,
  pairs: Pairs,
  entry: ArrayLike<number>,
  options: MatchedOptions = {},
): MatchedDifference {
  const stacked = stackPairs(panel, pairs, entry, options);
  const after = stacked.period.map((period, row) =>
    stacked.treated[row] === 1 && period >= (stacked.entry[row] as number) ? 1 : 0,
  );
  const regression = twoWayRegression(rowsOf(stacked), [{ name: 'treated after entry', values: after }], {
    ...settings(options),
    cluster: clusterColumns(stacked, options.cluster),
  });
  const {
    name: _name,
    isAliased: _isAliased,
    ...effect
  } = regression.coefficients[0] as NonNullable<(typeof regression.coefficients)[0]>;
  const given = options.cluster ?? (stacked.hasReusedControls ? 'pair-and-unit' : 'pair');
  return {
    ...effect,
    percent: percentEffect(effect),
    pairs: new Set(gatherCodes(stacked.pair, regression.usedRows)).size,
    regression,
    staticWeights: weightsOfResidual(
      regression.partialled[0] as Float64Array,
      after,
      regression.usedRows,
      stacked.weights,
    ),
    clusteredBy: typeof given === 'string' ? given : 'given',
    hasReusedControls: stacked.hasReusedControls,
  };
}

/** Event study of matched pairs; dummies are for treated units, controls carry the period effects. */
export function matchedEventStudy(
  panel: Panel,
  pairs: Pairs,
  entry: ArrayLike<number>,
  options: MatchedOptions & Pick<EventStudyOptions, 'reference' | 'denominator'> & { readonly bin?: boolean } = {},
): EventStudy {
  const { bin = true, from, to, reference, denominator } = options;
  const stacked = stackPairs(panel, pairs, entry, bin ? {} : options);
  return eventStudy(
    {
      ...rowsOf(stacked),
      entry: stacked.entry.map((value, row) => (stacked.treated[row] === 1 ? value : 0)),
    },
    {
      ...settings(options),
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      ...(reference === undefined ? {} : { reference }),
      ...(denominator === undefined ? {} : { denominator }),
      cluster: clusterColumns(stacked, options.cluster),
    },
  );
}
