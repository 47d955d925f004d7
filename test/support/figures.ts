import { DIMENSIONS, type Dimension, type Figure, TOTAL } from '../../pipeline/contract/figure.ts';

const totals = Object.fromEntries(DIMENSIONS.map((dimension) => [dimension, TOTAL])) as Record<Dimension, string>;

/** A computed national count of 2013, changed as asked. */
export const figureWith = (changes: Partial<Figure>): Figure => ({
  ...totals,
  indicator: 'DEL01',
  measure: 'count',
  referenceYear: 2013,
  value: 100,
  unit: 'companies',
  lower: null,
  upper: null,
  standardError: null,
  degreesOfFreedom: null,
  confidenceLevel: null,
  n: 100,
  numerator: null,
  denominator: null,
  contributors: 100,
  largest1: null,
  largest2: null,
  evidenceTier: 'self-report',
  disclosureClass: 'S1',
  reliability: 'not_applicable',
  status: 'computed',
  note: null,
  ...changes,
});
