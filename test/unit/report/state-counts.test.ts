import { expect, it } from 'vitest';
import { countStates } from '../../../pipeline/report/figures/state-counts.ts';
import { fixtureInput } from '../../support/report-fixture.ts';

const { figures } = fixtureInput();
const states = countStates(figures);

it('counts the figures of a place by indicator and state', () => {
  for (const [indicator, count] of states.of({ region: '1081' })) {
    const own = figures.filter((figure) => figure.region === '1081' && figure.indicator === indicator);
    for (const status of ['published', 'suppressed', 'no_data'] as const)
      expect(count[status]).toBe(own.filter((figure) => figure.status === status).length);
  }
  expect(states.of({ region: '1081' }).size).toBeGreaterThan(3);
});

it('counts all figures for the country, and none for a place that has none', () => {
  const total = [...states.of({}).values()].reduce(
    (sum, count) => sum + count.published + count.suppressed + count.no_data,
    0,
  );
  expect(total).toBe(figures.length);
  expect(states.of({ region: 'nowhere' }).size).toBe(0);
});
