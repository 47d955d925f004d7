import { expect, it } from 'vitest';
import { affectedSteps } from '../../../pipeline/accounts/lineage/affected.ts';

const namesOf = (input: string, table: string): string[] =>
  affectedSteps([input], [`accounts.${table}`]).map((file) => file.replace(/^.*\/\d+\w?-|\.sql$/g, ''));

it('finds what must be made again when an input changes, in order, and nothing else', () => {
  expect(namesOf('finance', 'finance')).toEqual(['finance']);
  expect(namesOf('events', 'company_year')).toEqual([]);
  const steps = namesOf('participants', 'company_year');
  expect(steps.at(-1)).toBe('company-year');
  expect(steps.indexOf('participant-row')).toBeGreaterThanOrEqual(0);
  expect(steps).not.toContain('response');
});
