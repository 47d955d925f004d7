/**
 * Counter-based random numbers: Threefry-2x32 with 20 rounds (Salmon, Moraes, Dror and Shaw 2011, "Parallel random numbers:
 * as easy as 1, 2, 3"). A number depends on its seed and its counters alone, so neither the order of rows nor the number of
 * workers can change a draw.
 */
const ROTATIONS = [13, 15, 26, 6, 17, 29, 16, 24];
const PARITY = 0x1bd11bda;

function threefry(key0: number, key1: number, counter0: number, counter1: number, out: Uint32Array): void {
  const key2 = PARITY ^ key0 ^ key1;
  const keys = [key0, key1, key2];
  let x = (counter0 + key0) | 0;
  let y = (counter1 + key1) | 0;
  for (let round = 0; round < 20; round++) {
    x = (x + y) | 0;
    const turn = ROTATIONS[round & 7] as number;
    y = ((y << turn) | (y >>> (32 - turn))) ^ x;
    if ((round & 3) === 3) {
      const step = (round + 1) >> 2;
      x = (x + (keys[step % 3] as number)) | 0;
      y = (y + (keys[(step + 1) % 3] as number) + step) | 0;
    }
  }
  out[0] = x;
  out[1] = y;
}

const scratch = new Uint32Array(2);

/** Two 32-bit words for (seed, stream; replicate, unit). */
export function randomWords(seed: number, stream: number, replicate: number, unit: number): readonly [number, number] {
  threefry(seed | 0, stream | 0, replicate | 0, unit | 0, scratch);
  return [scratch[0] as number, scratch[1] as number];
}

/** Uniform on (0, 1), 53 bits. `unit` is a number that belongs to the unit itself, e.g. `hashText(id)`. */
export function uniform(seed: number, stream: number, replicate: number, unit: number): number {
  threefry(seed | 0, stream | 0, replicate | 0, unit | 0, scratch);
  return ((scratch[0] as number) * 2097152 + ((scratch[1] as number) >>> 11) + 0.5) / 9007199254740992;
}

/** -1 or 1 with equal probability. */
export function rademacher(seed: number, stream: number, replicate: number, unit: number): number {
  threefry(seed | 0, stream | 0, replicate | 0, unit | 0, scratch);
  return ((scratch[0] as number) & 1) === 0 ? -1 : 1;
}

/** Standard normal by Box and Muller. */
export function normal(seed: number, stream: number, replicate: number, unit: number): number {
  threefry(seed | 0, stream | 0, replicate | 0, unit | 0, scratch);
  const first = ((scratch[0] as number) + 0.5) / 4294967296;
  const second = ((scratch[1] as number) + 0.5) / 4294967296;
  return Math.sqrt(-2 * Math.log(first)) * Math.cos(2 * Math.PI * second);
}

/** 32-bit number of an identifier (FNV-1a over UTF-16 code units, finished by a mixer), to be used as `unit`. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
