import { logChoose } from './counting.ts';
import { rootBetween } from './interval.ts';
import type { OutcomeTable } from './unpaired.ts';

/** Fisher's exact test of a two by two table. */
export interface FisherTest {
  /** Two-sided: total probability of tables no likelier than the one seen. */
  readonly p: number;
  /** Conditional maximum likelihood estimate of the odds ratio. */
  readonly oddsRatio: number;
}

/** Fisher's exact test given both margins; R `fisher.test`. */
export function fisherTest({ treatedYes, treatedNo, controlYes, controlNo }: OutcomeTable): FisherTest {
  const n1 = treatedYes + treatedNo;
  const n0 = controlYes + controlNo;
  const yes = treatedYes + controlYes;
  const low = Math.max(0, yes - n0);
  const high = Math.min(n1, yes);
  const logs = Array.from(
    { length: high - low + 1 },
    (_, k) => logChoose(n1, low + k) + logChoose(n0, yes - low - k) - logChoose(n1 + n0, yes),
  );
  const seen = logs[treatedYes - low] as number;
  const limit = seen + Math.log1p(1e-7);
  const p = logs.reduce((sum, log) => (log <= limit ? sum + Math.exp(log) : sum), 0);
  const meanAt = (logOdds: number): number => {
    const weights = logs.map((log, k) => log + k * logOdds);
    const top = weights.reduce((most, weight) => Math.max(most, weight));
    let total = 0;
    let sum = 0;
    weights.forEach((weight, k) => {
      const mass = Math.exp(weight - top);
      total += mass;
      sum += mass * (low + k);
    });
    return sum / total;
  };
  if (treatedYes === low) return { p: Math.min(1, p), oddsRatio: 0 };
  if (treatedYes === high) return { p: Math.min(1, p), oddsRatio: Number.POSITIVE_INFINITY };
  return { p: Math.min(1, p), oddsRatio: Math.exp(rootBetween((log) => meanAt(log) - treatedYes, -40, 40)) };
}
