import type { Effect } from '../../estimate/effect/difference/effect.ts';
import type { Panel } from '../../estimate/effect/difference/panel.ts';
import type { BatteryStudy } from './battery-study.ts';
import { headliner } from './estimate.ts';

/** The headline asked in another way. */
export interface Specification {
  readonly name: string;
  /** Null where it could not be estimated. */
  readonly effect: Effect | null;
  /** Pairs, or treated companies where there are no pairs. */
  readonly n: number;
}

/** Who is compared with whom. */
export type Sampled = Pick<BatteryStudy, 'population' | 'sample'>;

/** Is the treated company of a pair in one of the lowest size bands? */
export const isBelow = ({ population, sample }: Sampled, at: number, bands: number): boolean =>
  (population.sizeBand[sample.pairRows.treated[at] as number] as number) < bands;

/** Headline of a sample's small and medium-sized pairs. */
export function ofPairs(
  study: BatteryStudy,
  name: string,
  sampled: Sampled = study,
  panel: Panel = study.outcomes.get('log_productivity'),
  isKept: (treated: number, at: number) => boolean = () => true,
  bands: number = study.smeBands,
): Specification {
  const { pairs } = sampled.sample;
  const headlineFor = headliner(panel, pairs, study.treatment.entry, study.settings, study.level);
  const { headline } = headlineFor((unit, at) => isBelow(sampled, at, bands) && isKept(unit, at));
  return { name, effect: headline, n: headline?.pairs ?? 0 };
}
