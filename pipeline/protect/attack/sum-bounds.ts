import { Contradiction, type LinearEquation, type Prior } from './equations.ts';
import { through } from './reduce.ts';

/** A sum is also met when it is missed by this share of its constant. */
const TOLERANCE = 1e-9;

/** The tightest bounds of the unknowns of one sum that no other equation ties to anything: its constant less the others. */
export function boundsOfSum(
  { terms, constant, slack }: LinearEquation,
  limitsOf: (unknown: number) => Prior,
): ReadonlyMap<number, Prior> {
  const play = slack + TOLERANCE * Math.max(1, Math.abs(constant));
  const all = [...terms].map(([unknown, factor]) => {
    const limits = limitsOf(unknown);
    return { unknown, factor, limits, term: through({ factor, plus: 0 }, limits) };
  });
  return new Map(
    all.map(({ unknown, factor, limits }) => {
      let [least, most] = [0, 0];
      for (const other of all)
        if (other.unknown !== unknown) {
          least += other.term.lower;
          most += other.term.upper;
        }
      const rest = { lower: constant - slack - most, upper: constant + slack - least };
      const alone = through({ factor: 1 / factor, plus: 0 }, rest);
      const lower = Math.max(limits.lower, alone.lower);
      const upper = Math.min(limits.upper, alone.upper);
      if (lower > upper + play) throw new Contradiction();
      return [unknown, { lower: Math.min(lower, upper), upper }];
    }),
  );
}
