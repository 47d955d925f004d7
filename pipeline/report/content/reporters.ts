import type { View } from '../page/view.ts';

/** Whether the same clusters are missing from both years' deliveries. */
export function haveSameReporters({ edition }: View, one: number, other: number): boolean {
  const missingIn = (year: number): string =>
    JSON.stringify(
      edition.input.quality.deliveries
        .filter(({ state, referenceYear }) => state === 'missing' && referenceYear === year)
        .map(({ supplier }) => supplier)
        .sort(),
    );
  return missingIn(one) === missingIn(other);
}
