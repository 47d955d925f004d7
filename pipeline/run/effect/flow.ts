import type { FlowStep } from './population.ts';

const OTHER = 'other_reasons';

interface Segment {
  readonly from: FlowStep;
  readonly exclusions: readonly FlowStep[];
}

const totalOf = (steps: readonly FlowStep[]): number => steps.reduce((sum, { companies }) => sum + companies, 0);

/** What was kept, each with the exclusions that follow it. */
function segmentsOf(steps: readonly FlowStep[]): Segment[] {
  const starts = steps.flatMap(({ isExclusion }, at) => (isExclusion ? [] : [at]));
  return starts.map((at, k) => ({
    from: steps[at] as FlowStep,
    exclusions: steps.slice(at + 1, starts[k + 1] ?? steps.length),
  }));
}

/** Takes out what was kept between two stretches where their difference would tell a small number. */
function withoutTellingSteps(segments: readonly Segment[], minimum: number): Segment[] {
  const merged = [...segments];
  for (let k = 0; k < merged.length; k++) {
    const { from, exclusions } = merged[k] as Segment;
    const total = totalOf(exclusions);
    if (total === 0 || total >= minimum) continue;
    const [next, before] = [merged[k + 1], merged[k - 1]];
    if (next !== undefined && k + 2 < merged.length) {
      merged.splice(k, 2, { from, exclusions: [...exclusions, ...next.exclusions] });
      k = -1;
    } else if (before !== undefined) {
      merged.splice(k - 1, 2, { from: before.from, exclusions: [...before.exclusions, ...exclusions] });
      k = -1;
    }
  }
  return merged;
}

/** Puts reasons of too few companies together, with the next smallest where they are still too few. */
function folded(exclusions: readonly FlowStep[], minimum: number): FlowStep[] {
  const ascending = [...exclusions].sort((a, b) => a.companies - b.companies);
  const small = ascending.filter(({ companies }) => companies < minimum);
  if (small.length === 0) return [...exclusions];
  while (totalOf(small) < minimum && small.length < ascending.length) small.push(ascending[small.length] as FlowStep);
  const kept = exclusions.filter((step) => !small.includes(step));
  return [...kept, { ...(small[0] as FlowStep), step: OTHER, companies: totalOf(small) }];
}

/**
 * The flow of companies without numbers below `minimum`, told or to be worked out: what is left out adds up to the difference
 * of what is kept, so a small number cannot be withheld alone.
 */
export function foldSmallSteps(flow: readonly FlowStep[], minimum: number): FlowStep[] {
  return (['treated', 'donor'] as const).flatMap((side) =>
    withoutTellingSteps(segmentsOf(flow.filter((step) => step.side === side)), minimum).flatMap(
      ({ from, exclusions }) => [from, ...folded(exclusions, minimum)],
    ),
  );
}
