import type { Matches } from './options.ts';

/** Treated and control of every pair, one element a pair; `pair` numbers the treated unit's group from 0. */
export interface Pairs {
  readonly treated: Int32Array;
  readonly control: Int32Array;
  readonly pair: Int32Array;
}

/** All pairs, in the order of the treated units, then of choice. */
export function pairsOf({ treated, controls, ratio }: Matches): Pairs {
  const pairs = {
    treated: new Int32Array(controls.length),
    control: new Int32Array(controls.length),
    pair: new Int32Array(controls.length),
  };
  let size = 0;
  let group = -1;
  for (let row = 0; row < treated.length; row++)
    for (let k = 0; k < ratio; k++) {
      const control = controls[row * ratio + k] as number;
      if (control === -1) break;
      if (k === 0) group++;
      pairs.treated[size] = treated[row] as number;
      pairs.control[size] = control;
      pairs.pair[size++] = group;
    }
  return {
    treated: pairs.treated.slice(0, size),
    control: pairs.control.slice(0, size),
    pair: pairs.pair.slice(0, size),
  };
}

/**
 * Matching weight of every unit: matched treated 1; a control the sum over its treated units of 1 / (controls of that unit),
 * scaled so that the weights of the matched controls have mean 1; all others 0. As R MatchIt.
 */
export function matchingWeights({ treated, controls, ratio }: Matches, units: number): Float64Array {
  const weights = new Float64Array(units);
  const isControl = new Uint8Array(units);
  treated.forEach((unit, row) => {
    let count = 0;
    while (count < ratio && controls[row * ratio + count] !== -1) count++;
    if (count > 0) weights[unit] = 1;
    for (let k = 0; k < count; k++) {
      const control = controls[row * ratio + k] as number;
      weights[control] = (weights[control] as number) + 1 / count;
      isControl[control] = 1;
    }
  });
  let total = 0;
  let number = 0;
  for (let i = 0; i < units; i++)
    if (isControl[i] === 1) {
      total += weights[i] as number;
      number++;
    }
  for (let i = 0; i < units; i++) if (isControl[i] === 1) weights[i] = ((weights[i] as number) * number) / total;
  return weights;
}
