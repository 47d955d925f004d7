/**
 * Which places 0 .. size - 1 are still free, answering "the first free at or after" and "the last free at or before" in
 * nearly constant time: two union-find forests with path halving.
 */
export interface FreeList {
  /** First free place at or after `at`; `size` where there is none. */
  readonly next: (at: number) => number;
  /** Last free place at or before `at`; -1 where there is none. */
  readonly previous: (at: number) => number;
  readonly take: (at: number) => void;
}

export function freeList(size: number): FreeList {
  const up = new Int32Array(size + 1);
  const down = new Int32Array(size + 1);
  for (let i = 0; i <= size; i++) {
    up[i] = i;
    down[i] = i;
  }
  const find = (parent: Int32Array, at: number): number => {
    let place = at;
    let above = parent[place] as number;
    while (above !== place) {
      const next = parent[above] as number;
      parent[place] = next;
      place = next;
      above = parent[place] as number;
    }
    return place;
  };
  return {
    next: (at) => find(up, at),
    previous: (at) => find(down, at + 1) - 1,
    take: (at) => {
      up[at] = at + 1;
      down[at + 1] = at;
    },
  };
}
