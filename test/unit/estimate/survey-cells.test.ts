import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cellProportions,
  postStratify,
  type SingleUnitPolicy,
  surveyDesign,
  surveyProportion,
} from '../../../pipeline/estimate/survey/index.ts';

const respondent = fc.record({
  stratum: fc.nat(4),
  cell: fc.nat(3),
  has: fc.boolean(),
});

describe('cellProportions', () => {
  it.each(['adjust', 'average', 'certainty'] as SingleUnitPolicy[])(
    'gives what surveyProportion gives for the domain, single units "%s"',
    (singleUnit) => {
      fc.assert(
        fc.property(
          fc.array(respondent, { minLength: 1, maxLength: 60 }),
          fc.array(fc.nat(20), { minLength: 5, maxLength: 5 }),
          (all, extra) => {
            const stratum = Int32Array.from(all, (one) => one.stratum);
            const counts = [0, 1, 2, 3, 4].map((code) => all.filter((one) => one.stratum === code).length);
            const population = Float64Array.from(counts, (count, code) => count + (extra[code] as number));
            const design = surveyDesign({ stratum, population, singleUnit });
            const outcome = Float64Array.from(all, ({ has }) => (has ? 1 : 0));
            const estimate = cellProportions(design, outcome, 0.9);
            for (const cell of [0, 1, 2, 3]) {
              const rows = all.flatMap((one, row) => (one.cell === cell ? [row] : []));
              if (rows.length === 0) continue;
              const domain = Uint8Array.from(all, (one) => (one.cell === cell ? 1 : 0));
              const wanted = surveyProportion(design, outcome, { domain, level: 0.9 });
              const made = estimate(rows);
              expect({ ...made, estimate: 0, standardError: 0, lower: 0, upper: 0, effectiveN: 0 }).toEqual({
                n: wanted.n,
                successes: wanted.successes,
                degreesOfFreedom: wanted.degreesOfFreedom,
                reliability: wanted.reliability,
                warnings: wanted.warnings,
                estimate: 0,
                standardError: 0,
                lower: 0,
                upper: 0,
                effectiveN: 0,
              });
              for (const name of ['estimate', 'standardError', 'lower', 'upper', 'effectiveN'] as const) {
                const number = wanted[name];
                if (number === null || Number.isNaN(number)) expect(made[name]).toEqual(number);
                else expect(made[name]).toBeCloseTo(number, 10);
              }
            }
          },
        ),
        { numRuns: 100 },
      );
    },
  );

  it('refuses designs whose units are not the respondents', () => {
    const outcome = Float64Array.of(0, 1);
    const clustered = surveyDesign({ weights: Float64Array.of(1, 1), psu: Int32Array.of(0, 0) });
    expect(() => cellProportions(clustered, outcome, 0.95)).toThrow(RangeError);
    const plain = surveyDesign({ weights: Float64Array.of(1, 1) });
    const calibrated = postStratify(plain, Int32Array.of(0, 0), Float64Array.of(5));
    expect(() => cellProportions(calibrated, outcome, 0.95)).toThrow(RangeError);
  });
});
