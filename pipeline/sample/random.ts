/** Draws that depend only on seed, stream name and two counters: the same in any order of asking. */
export interface RandomStream {
  /** Uniform on the open interval (0, 1). */
  uniform(first: number, second?: number): number;
  /** Standard normal (Box-Muller). */
  normal(first: number, second?: number): number;
  /** Whole number from 0 to count - 1. */
  integer(count: number, first: number, second?: number): number;
  chance(probability: number, first: number, second?: number): boolean;
  pick<T>(list: readonly T[], first: number, second?: number): T;
  /** Index drawn with the given weights, which need not sum to 1. */
  weighted(weights: ArrayLike<number>, first: number, second?: number): number;
}

const rotate = (value: number, bits: number): number => (value << bits) | (value >>> (32 - bits));

function absorb(state: number, word: number): number {
  const scrambled = Math.imul(rotate(Math.imul(word, 0xcc9e2d51), 15), 0x1b873593);
  return (Math.imul(rotate(state ^ scrambled, 13), 5) + 0xe6546b64) | 0;
}

function finish(state: number): number {
  let hash = state;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

const hashText = (text: string): number =>
  finish([...text].reduce((state, character) => absorb(state, character.codePointAt(0) as number), 0x2f0e1d3c));

/** A stream of random numbers without state, by the mixing function of MurmurHash3 (32 bit) on (seed, name, counters). */
export function randomStream(seed: number, name: string): RandomStream {
  const root = absorb(absorb(finish(absorb(0x3c6ef372, seed | 0)), hashText(name)), seed >>> 16);
  const word = (first: number, second: number, third: number): number =>
    finish(absorb(absorb(absorb(root, first), second), third));
  const uniform = (first: number, second = 0): number => (word(first, second, 0) + 0.5) / 4294967296;
  return {
    uniform,
    normal: (first, second = 0) =>
      Math.sqrt(-2 * Math.log(uniform(first, second))) *
      Math.cos(2 * Math.PI * ((word(first, second, 1) + 0.5) / 4294967296)),
    integer: (count, first, second) => Math.floor(uniform(first, second) * count),
    chance: (probability, first, second) => uniform(first, second) < probability,
    pick: (list, first, second) => list[Math.floor(uniform(first, second) * list.length)] as (typeof list)[number],
    weighted: (weights, first, second) => {
      let total = 0;
      for (let index = 0; index < weights.length; index += 1) total += weights[index] as number;
      let left = uniform(first, second) * total;
      for (let index = 0; index < weights.length; index += 1) {
        left -= weights[index] as number;
        if (left < 0) return index;
      }
      return weights.length - 1;
    },
  };
}
