import type { RandomStream } from './random.ts';

const WEIGHTS = [2, 7, 6, 5, 4, 3, 2] as const;

/** Check digit of a Danish company number (modulus 11) for its first seven digits, or null where none exists. */
export function checkDigit(base: number): number | null {
  const digits = String(base);
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  const digit = (11 - (sum % 11)) % 11;
  return digit === 10 ? null : digit;
}

/** As many made-up company numbers as asked for, ascending, all different, all passing modulus 11. */
export function companyNumbers(count: number, random: RandomStream): Int32Array {
  const numbers = new Int32Array(count);
  // Few numbers can all take long steps; of many, the steps keep to their mean and may reach further.
  const reach = count < 5000 ? 8_900_000 / (1.3 * count + 30) : (8_900_000 / count) * 1.7;
  const largestStep = Math.max(1, Math.floor(reach));
  let base = 1_000_000;
  for (let made = 0, attempt = 0; made < count; attempt += 1) {
    base += 1 + random.integer(largestStep, attempt);
    const digit = checkDigit(base);
    if (digit === null) continue;
    numbers[made] = base * 10 + digit;
    made += 1;
  }
  return numbers;
}

/** The made-up number of a company's main production unit: ten digits, the first is 1. */
export const productionUnitNumber = (company: number): string => String(1_003_000_000 + company * 7);

/** A company number whose check digit is wrong by one. */
export const withWrongCheckDigit = (companyNumber: string): string =>
  companyNumber.slice(0, 7) + String((Number(companyNumber[7]) + 1) % 10);

/** The made-up company number of a cluster organisation, above those of all companies. */
export function organisationNumber(cluster: number): string {
  let base = 9_970_000 + 23 * cluster;
  while (checkDigit(base) === null) base += 1;
  return String(base * 10 + (checkDigit(base) as number));
}
