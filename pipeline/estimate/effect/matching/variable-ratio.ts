/** Mean, smallest and largest number of controls a treated unit. */
export interface VariableRatio {
  readonly mean: number;
  readonly smallest: number;
  readonly largest: number;
}

/**
 * How many controls every treated unit gets in extremal matching with a variable ratio (Ming and Rosenbaum 2000): the largest
 * number for those most like controls by their score, the smallest for the others, and one in between, so that the mean is as
 * wanted; nobody gets none. Controls get 0. R `MatchIt::matchit(ratio, min.controls, max.controls)`.
 */
export function variableRatios(
  score: Float64Array,
  treated: ArrayLike<number>,
  { mean, smallest, largest }: VariableRatio,
): Int32Array {
  const own = Array.from(score.keys()).filter((i) => treated[i] === 1);
  const meanOf = (isOwn: boolean): number => {
    const units = Array.from(score.keys()).filter((i) => (treated[i] === 1) === isOwn);
    return units.reduce((sum, i) => sum + (score[i] as number), 0) / units.length;
  };
  const sign = meanOf(true) > meanOf(false) ? -1 : 1;
  own.sort((a, b) => sign * ((score[a] as number) - (score[b] as number)) || a - b);
  const wanted = Math.round(mean * own.length);
  const most = Math.floor((wanted - smallest * (own.length - 1)) / (largest - smallest));
  const least = own.length - most - 1;
  const ratios = new Int32Array(score.length);
  own.forEach((unit, at) => {
    if (at < least) ratios[unit] = smallest;
    else ratios[unit] = at === least ? wanted - smallest * least - largest * most : largest;
  });
  own.forEach((unit, at) => {
    const next = own[at + 1];
    if (ratios[unit] !== 0) return;
    ratios[unit] = 1;
    if (next !== undefined) ratios[next] = (ratios[next] as number) - 1;
  });
  return ratios;
}
