import { describe, expect, it } from 'vitest';
import { honestRelativeMagnitudes } from '../../pipeline/estimate/effect/honest/bounds.ts';
import { plugInRelativeMagnitudes } from '../../pipeline/estimate/effect/honest/plug-in.ts';
import type { HonestStudy } from '../../pipeline/estimate/effect/honest/study.ts';
import { parameterOf } from '../../pipeline/estimate/effect/honest/study.ts';
import { expectNear, hasReference, referenceCase } from '../support/reference.ts';

interface Values {
  readonly betahat: readonly number[];
  readonly sigma: readonly (readonly number[])[];
  readonly num_pre: number;
  readonly num_post: number;
  readonly original: readonly [number, number];
  readonly rm: readonly { readonly Mbar: number; readonly lb: number; readonly ub: number }[];
  readonly plugin_identified_set: Readonly<Record<string, readonly [number, number]>>;
}

describe.runIf(hasReference)('honest bounds agree with R HonestDiD', () => {
  it('relative magnitudes of the first effect', () => {
    const { values, tolerance } = referenceCase('sens_honestdid_rm_bc') as never as {
      values: Values;
      tolerance: { rel: number; abs: number };
    };
    const size = values.betahat.length;
    const study: HonestStudy = {
      estimates: Float64Array.from(values.betahat),
      covariance: { rows: size, columns: size, values: Float64Array.from(values.sigma.flat()) },
      before: values.num_pre,
      after: values.num_post,
      weights: Float64Array.from({ length: values.num_post }, (_, j) => (j === 0 ? 1 : 0)),
    };
    const { estimate, standardError } = parameterOf(study);
    expectNear(estimate - 1.959964 * standardError, values.original[0], { rel: 1e-6, abs: 1e-8 }, 'original');
    // R searches 1000 points between -20 and 20 standard errors of the first effect.
    const end = 20 * standardError;
    const bounds = honestRelativeMagnitudes(
      study,
      values.rm.map(({ Mbar }) => Mbar),
      { range: [-end, end] },
    );
    values.rm.forEach(({ Mbar, lb, ub }, k) => {
      expectNear(bounds[k]?.lower, lb, tolerance, `lower ${Mbar}`);
      expectNear(bounds[k]?.upper, ub, tolerance, `upper ${Mbar}`);
      expect(bounds[k]?.isOpen).toBe(ub >= end * 0.999);
    });
    for (const [mbar, [lower, upper]] of Object.entries(values.plugin_identified_set)) {
      const plugIn = plugInRelativeMagnitudes(study, Number(mbar));
      expectNear(plugIn.lower, lower, { rel: 1e-9, abs: 1e-9 }, `plug-in ${mbar}`);
      expectNear(plugIn.upper, upper, { rel: 1e-9, abs: 1e-9 }, `plug-in ${mbar}`);
    }
  });
});
