import { expect, it } from 'vitest';
import { monteCarlo, type Performance } from '../../support/did/monte-carlo.ts';

const RIGHT = ['matched pairs, long differences', 'matched pairs, event study', 'group-time, doubly robust'];

const of = (rows: readonly Performance[], name: string): Performance =>
  rows.find((row) => row.name === name) as Performance;

it('recovers the planted effect where naive comparisons do not', { timeout: 60_000 }, () => {
  const rows = monteCarlo('fair', { replicates: 30, firms: 1500, members: 250, seed: 2 });
  for (const name of RIGHT) {
    const { biasPoints, biasErrorPoints, coveragePct, meanErrorPoints, spreadPoints } = of(rows, name);
    expect(Math.abs(biasPoints), name).toBeLessThan(3.5 * biasErrorPoints);
    expect(coveragePct, name).toBeGreaterThan(80);
    expect(meanErrorPoints / spreadPoints, name).toBeGreaterThan(0.7);
    expect(meanErrorPoints / spreadPoints, name).toBeLessThan(1.5);
  }
  for (const naive of ['members against others, after entry', 'members, after against before']) {
    const { biasPoints, biasErrorPoints } = of(rows, naive);
    expect(biasPoints, naive).toBeGreaterThan(5 * biasErrorPoints);
  }
});

it('catches a planted pre-trend', { timeout: 60_000 }, () => {
  const rows = monteCarlo('pre-trend', { replicates: 12, firms: 2000, members: 400, seed: 3 });
  expect(of(rows, 'group-time, doubly robust').preTrendRejectedPct).toBeGreaterThan(50);
  expect(of(rows, 'matched pairs, event study').preTrendRejectedPct).toBeGreaterThan(25);
});
