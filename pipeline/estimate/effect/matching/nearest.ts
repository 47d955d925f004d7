import { fillBuckets } from './buckets.ts';
import { mahalanobisOf } from './mahalanobis.ts';
import type { Matches, MatchOptions, MatchUnits } from './options.ts';
import { report } from './report.ts';
import { matchStratum } from './stratum.ts';

/**
 * Greedy nearest neighbour matching on a score, for the effect on the treated.
 *
 * Inside every exact stratum treated units choose one after the other the nearest control that is free (or any control, with
 * replacement), within the calipers. Without covariate calipers, `antiexact` and `mahalanobis` the work is near n log n:
 * controls are sorted once and used ones are skipped by union-find.
 *
 * Ties never depend on the order of the rows: equal treated scores choose by id; of equally near controls the one with the
 * lower score is taken, then the one with the lowest id. `data` order is the order of the arrays, by request.
 *
 * For the effect on the untreated hand over the arms exchanged; MatchIt's order is then `smallest`.
 *
 * Same pairs as R MatchIt 4.7 `method = "nearest"` where scores are not tied.
 */
export function matchNearest(units: MatchUnits, options: MatchOptions = {}): Matches {
  const buckets = fillBuckets(units);
  const found = new Int32Array(buckets.treated.length * (options.ratio ?? 1)).fill(-1);
  const mahalanobis = options.mahalanobis === undefined ? null : mahalanobisOf(units, options.mahalanobis);
  let tiedChoices = 0;
  for (const stratum of buckets.strata)
    if (stratum.controlTo > stratum.controlFrom && stratum.treatedTo > stratum.treatedFrom)
      tiedChoices += matchStratum(units, options, buckets, stratum, found, mahalanobis);
  return report(units, buckets, options, found, tiedChoices);
}
