/** A treated place with its nearest free control at the time it was looked up. */
export interface Candidate {
  readonly gap: number;
  readonly place: number;
  readonly candidate: number;
  readonly isTied: boolean;
}

/** A binary heap: the smallest gap first, or the largest; equal gaps by place (score, then id). */
export function candidateQueue(first: 'smallest' | 'largest'): {
  readonly push: (candidate: Candidate) => void;
  readonly pop: () => Candidate | undefined;
} {
  const heap: Candidate[] = [];
  const isBefore = (a: Candidate, b: Candidate): boolean =>
    a.gap === b.gap ? a.place < b.place : a.gap < b.gap === (first === 'smallest');
  const swap = (a: number, b: number): void => {
    const kept = heap[a] as Candidate;
    heap[a] = heap[b] as Candidate;
    heap[b] = kept;
  };
  return {
    push: (candidate) => {
      heap.push(candidate);
      for (let at = heap.length - 1; at > 0; ) {
        const parent = (at - 1) >> 1;
        if (!isBefore(heap[at] as Candidate, heap[parent] as Candidate)) break;
        swap(at, parent);
        at = parent;
      }
    },
    pop: () => {
      const top = heap[0];
      const last = heap.pop();
      if (top === undefined || last === undefined || heap.length === 0) return top;
      heap[0] = last;
      for (let at = 0; ; ) {
        const left = 2 * at + 1;
        if (left >= heap.length) break;
        const right = left + 1;
        const child = right < heap.length && isBefore(heap[right] as Candidate, heap[left] as Candidate) ? right : left;
        if (!isBefore(heap[child] as Candidate, heap[at] as Candidate)) break;
        swap(at, child);
        at = child;
      }
      return top;
    },
  };
}
