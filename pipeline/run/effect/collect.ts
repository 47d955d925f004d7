import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

type Collect = (options: { readonly type: 'minor' | 'major'; readonly flavor?: 'last-resort' }) => void;

const collect: Collect = (() => {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as Collect;
})();

/** Frees what was young and is done with. */
export const collectYoung = (): void => collect({ type: 'minor' });

/** Company-years whose typed arrays are worth a collection. */
const MANY_ROWS = 10_000_000;

/**
 * Frees all that is done with in a study of so many company-years, where these are many, and gives back the room of the
 * collector's own heap. The collector goes by the size of that: typed arrays are not in it, and gigabytes of them may wait.
 */
export function collectLarge(rows: number): void {
  if (rows >= MANY_ROWS) collect({ type: 'major', flavor: 'last-resort' });
}
