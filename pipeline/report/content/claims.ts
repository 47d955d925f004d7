import type { ProtectedFigure } from '../../protect/index.ts';
import { hasInterval, isPublished } from '../figures/shown.ts';
import type { Verdict } from '../input.ts';
import type { MeasureName, View } from '../page/view.ts';

/**
 * What may be said of an effect. `unclear`: its interval holds no effect. `unsettled`: the study cannot tell, whatever the
 * interval says. `unknown`: there is no number.
 */
export type Claim = 'up' | 'down' | 'unclear' | 'unsettled' | 'unknown';

/** The study's judgement of a measure, or null where it has none. */
export const verdictOf = (
  view: View,
  { indicator, measure }: Pick<MeasureName, 'indicator' | 'measure'>,
): Verdict | null =>
  view.edition.input.effect?.verdicts.find(
    (verdict) => verdict.indicator === indicator && verdict.measure === measure,
  ) ?? null;

/** What may be said of an estimate whose value means no effect at `noEffectAt`. A failed test of the years before is never a success. */
export function claimOf(view: View, name: MeasureName, figure: ProtectedFigure | null, noEffectAt: number): Claim {
  if (!isPublished(figure)) return 'unknown';
  if (verdictOf(view, name)?.code === 'not_identified' || figure.note === 'PRE_TREND') return 'unsettled';
  if (!hasInterval(figure) || (figure.lower <= noEffectAt && figure.upper >= noEffectAt)) return 'unclear';
  return figure.value > noEffectAt ? 'up' : 'down';
}
