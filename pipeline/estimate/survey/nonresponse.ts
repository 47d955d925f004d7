import type { SurveyDesign } from './design.ts';
import { type SurveyRegression, surveyRegression } from './regression.ts';

/** How a class of the sample answered. */
export interface ResponseClass {
  readonly sampled: number;
  readonly responded: number;
  /** What the weights of those who answered are multiplied by: weight of the class over weight of its answers. */
  readonly factor: number;
}

export interface ResponseAdjustment {
  /** Weight of everyone who was asked: 0 for those who did not answer. */
  readonly weights: Float64Array;
  readonly classes: readonly ResponseClass[];
  /** Share that answered, and the same with design weights. */
  readonly rate: number;
  readonly weightedRate: number;
}

/**
 * Unit non-response by weighting classes: those who answered carry the weight of their whole class (response homogeneity
 * groups). `weights` are those of the draw, `classes` codes of the whole sample. A class nobody answered has the factor
 * Infinity: collapse it first with `collapseSmall`.
 */
export function weightingClasses(
  weights: Float64Array,
  responded: Uint8Array,
  classes: Int32Array,
): ResponseAdjustment {
  const size = classes.reduce((largest, code) => Math.max(largest, code), -1) + 1;
  const tally = Array.from({ length: size }, () => ({ sampled: 0, responded: 0, weight: 0, answered: 0 }));
  classes.forEach((code, i) => {
    const row = tally[code] as (typeof tally)[number];
    row.sampled += 1;
    row.weight += weights[i] as number;
    if (responded[i] === 1) {
      row.responded += 1;
      row.answered += weights[i] as number;
    }
  });
  const summary = tally.map(({ sampled, responded: answers, weight, answered }) => ({
    sampled,
    responded: answers,
    factor: sampled === 0 ? 1 : weight / answered,
  }));
  const total = (key: 'sampled' | 'responded' | 'weight' | 'answered'): number =>
    tally.reduce((sum, row) => sum + row[key], 0);
  return {
    weights: weights.map((weight, i) =>
      responded[i] === 1 ? weight * (summary[classes[i] as number] as ResponseClass).factor : 0,
    ),
    classes: summary,
    rate: total('responded') / total('sampled'),
    weightedRate: total('answered') / total('weight'),
  };
}

/** Weights over the chance to answer, and the regression that chance comes from. */
export interface PropensityAdjustment {
  /** Weight of everyone who was asked: 0 for those who did not answer. */
  readonly weights: Float64Array;
  readonly model: SurveyRegression;
}

/**
 * Unit non-response by response propensity: those who answered carry their weight over the chance to answer, which a
 * weighted logit of `columns` (the constant among them) gives everyone who was asked.
 */
export function propensityWeights(
  design: SurveyDesign,
  responded: Uint8Array,
  columns: readonly Float64Array[],
): PropensityAdjustment {
  const model = surveyRegression(design, Float64Array.from(responded), columns, 'binomial');
  const weights = design.weights.map((weight, i) => (responded[i] === 1 ? weight / (model.fitted[i] as number) : 0));
  return { weights, model };
}

export interface Collapse {
  /** New code by old code; codes that were merged share one. */
  readonly codes: Int32Array;
  /** Which old codes were merged into which, in the order it was done. */
  readonly merges: readonly { readonly from: number; readonly into: number }[];
}

/**
 * Merges groups with fewer units than `minimum` with a neighbour in the order of their codes, the smaller neighbour first,
 * until none is too small or one is left. Empty groups stay as they are. Order the codes so that neighbours are alike.
 */
export function collapseSmall(counts: readonly number[], minimum: number): Collapse {
  const codes = Int32Array.from(counts, (_, code) => code);
  const sizes = [...counts];
  const merges: { from: number; into: number }[] = [];
  for (;;) {
    const alive = sizes.flatMap((size, code) => (size > 0 && codes[code] === code ? [code] : []));
    const small = alive
      .filter((code) => (sizes[code] as number) < minimum)
      .sort((a, b) => (sizes[a] as number) - (sizes[b] as number) || a - b)[0];
    if (small === undefined || alive.length === 1) return { codes, merges };
    const place = alive.indexOf(small);
    const neighbours = [alive[place - 1], alive[place + 1]].filter((code) => code !== undefined);
    const into = neighbours.sort((a, b) => (sizes[a] as number) - (sizes[b] as number) || a - b)[0] as number;
    sizes[into] = (sizes[into] as number) + (sizes[small] as number);
    for (let code = 0; code < codes.length; code += 1) if (codes[code] === small) codes[code] = into;
    merges.push({ from: small, into });
  }
}
