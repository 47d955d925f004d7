import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCatalogue } from '../../../pipeline/accounts/catalogue/index.ts';
import { contributionsOf } from '../../../pipeline/accounts/figures/contributions.ts';
import { readYears, type YearFacts } from '../../../pipeline/accounts/figures/domain.ts';
import { figuresFrom, prepareFigures } from '../../../pipeline/accounts/figures/index.ts';
import { DIMENSIONS, type Figure, TOTAL } from '../../../pipeline/contract/figure.ts';
import { askedOf, surveyFigures } from '../../../pipeline/run/figures/survey.ts';
import type { Store } from '../../../pipeline/store/store.ts';
import { emptyAccounts, fillAccounts } from '../../support/accounts.ts';

const folder = import.meta.dirname;
const world = join(folder, 'world');
const parameters = { sme_limit: 50, confidence_level: 0.95 };
const indicators = loadCatalogue().filter(({ estimator }) => estimator !== 'effect');

/** One line of `expected.csv`; an empty value is no value, other empty cells are not compared. */
interface Expected {
  readonly measure: string;
  readonly year: string;
  /** `cluster=A item=B`; empty for the total. */
  readonly cell: string;
  readonly value: string;
  readonly numerator: string;
  readonly denominator: string;
  readonly contributors: string;
  readonly note: string;
}

const read = (id: string): readonly Expected[] =>
  Papa.parse<Expected>(readFileSync(join(folder, id, 'expected.csv'), 'utf8'), {
    header: true,
    comments: '#',
    skipEmptyLines: true,
  }).data;

const cellOf = (figure: Figure): string =>
  DIMENSIONS.filter((name) => figure[name] !== TOTAL)
    .map((name) => `${name}=${figure[name]}`)
    .join(' ');

const numberOrNull = (text: string): number | null => (text === '' ? null : Number(text));

function compare(figure: Figure, expected: Expected): void {
  const value = numberOrNull(expected.value);
  if (value === null) expect(figure.value).toBeNull();
  else expect(figure.value).toBeCloseTo(value, 9);
  expect(figure.status).toBe(value === null ? 'no_data' : 'computed');
  for (const name of ['numerator', 'denominator', 'contributors'] as const)
    if (expected[name] !== '') expect({ [name]: figure[name] }).toEqual({ [name]: Number(expected[name]) });
  if (expected.note !== '') expect(figure.note).toBe(expected.note);
}

describe('every indicator in a small world worked by hand', () => {
  let store: Store;
  let years: readonly YearFacts[];

  beforeAll(async () => {
    store = await emptyAccounts();
    await fillAccounts(store, [world]);
    await prepareFigures(store);
    years = await readYears(store);
  }, 120_000);
  afterAll(() => store.close());

  for (const indicator of indicators)
    it(`${indicator.id} ${indicator.name.en}`, async () => {
      expect(existsSync(join(folder, indicator.id, 'expected.csv')), 'a scenario stands beside the indicator').toBe(
        true,
      );
      const figures =
        indicator.estimator === 'survey'
          ? surveyFigures(indicator, await askedOf(store, indicator, parameters), years, parameters)
          : await figuresFrom(indicator, await contributionsOf(store, indicator, parameters), years);
      const byKey = new Map(
        figures.map((figure) => [`${figure.measure} ${figure.referenceYear} ${cellOf(figure)}`, figure]),
      );
      expect(byKey.size, 'no figure is given twice').toBe(figures.length);
      const expected = read(indicator.id);
      expect(new Set(expected.map(({ measure }) => measure))).toEqual(
        new Set(indicator.measures.map(({ name }) => name)),
      );
      for (const line of expected) {
        const figure = byKey.get(`${line.measure} ${line.year} ${line.cell}`);
        expect(figure, `${line.measure} ${line.year} ${line.cell}`).toBeDefined();
        try {
          compare(figure as Figure, line);
        } catch (error) {
          throw new Error(`${line.measure} ${line.year} ${line.cell}: ${(error as Error).message}`, { cause: error });
        }
      }
    });
});
