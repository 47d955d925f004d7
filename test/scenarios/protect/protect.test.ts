import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { DIMENSIONS, type Dimension, type Figure, TOTAL } from '../../../pipeline/contract/figure.ts';
import { attackFigures, type PublishedRow } from '../../../pipeline/protect/attack/figures.ts';
import { closeGaps, ledgerOf, loadSolver, protectFigures } from '../../../pipeline/protect/index.ts';
import type { TableRules } from '../../../pipeline/protect/tables/primaries.ts';
import { protectTables } from '../../../pipeline/protect/tables/protect.ts';
import { readHierarchy, readTables } from '../../../pipeline/protect/tables/read.ts';
import { figureWith } from '../../support/figures.ts';

// Worked examples as pairs of tables: what goes in, and the status that must come out.
//
//   tables/<name>/   table*.csv, <dimension>.hierarchy.csv, expected.csv with every cell that is withheld
//   figures/<name>/  figures.csv, earlier-*.csv (what editions before told), expected.csv with the status of every figure
//
// scenario.yaml says what the example is about, and the rules where they are not the usual ones.

const RULES: TableRules = { minimum: 3, dominance: { largest: 2, sharePct: 85 }, pPercent: 15 };
const PARAMETERS = {
  minimumContributors: 3,
  dominanceTop2Pct: 85,
  pPercent: 15,
  minimumRespondents: 10,
  minimumPairs: 10,
  minimumOrderStatistic: 10,
};

const highs = await loadSolver();

const foldersIn = (kind: string): string[] => readdirSync(join(import.meta.dirname, kind)).sort();

const rowsOf = (path: string): Record<string, string>[] =>
  Papa.parse<Record<string, string>>(readFileSync(path, 'utf8'), { header: true, skipEmptyLines: true }).data;

const scenarioIn = <Settings>(folder: string): Settings =>
  parse(readFileSync(join(folder, 'scenario.yaml'), 'utf8')) as Settings;

describe('tables', () => {
  it.each(foldersIn('tables'))('%s', (name) => {
    const folder = join(import.meta.dirname, 'tables', name);
    const { rules } = scenarioIn<{ rules?: Partial<TableRules> }>(folder);
    const files = readdirSync(folder).sort();
    const textOf = (file: string) => ({ name: file, text: readFileSync(join(folder, file), 'utf8') });
    const hierarchies = files.filter((file) => file.endsWith('.hierarchy.csv'));
    const set = readTables(
      files.filter((file) => file.startsWith('table')).map(textOf),
      new Map(hierarchies.map((file) => [file.replace('.hierarchy.csv', ''), readHierarchy(textOf(file))])),
    );
    const { pattern, primaries } = protectTables(highs, set, { ...RULES, ...rules });
    const found = set.cells.flatMap(({ codes }, at) => (pattern[at] == null ? [] : [[...codes, pattern[at]].join()]));
    const expected = rowsOf(join(folder, 'expected.csv')).map((row) =>
      [...set.dimensions.map((dimension) => row[dimension] ?? TOTAL), row.status].join(),
    );
    expect(found.sort()).toEqual(expected.sort());
    expect(primaries.filter(({ isReached }) => !isReached)).toEqual([]);
  });
});

const NUMBERS = ['value', 'n', 'numerator', 'denominator', 'contributors', 'largest1', 'largest2'] as const;

const placeOf = (row: Record<string, string>): Record<Dimension, string> =>
  Object.fromEntries(DIMENSIONS.map((name) => [name, row[name] || TOTAL])) as Record<Dimension, string>;

function numbersOf(row: Record<string, string>): Record<(typeof NUMBERS)[number], number | null> {
  return Object.fromEntries(NUMBERS.map((name) => [name, row[name] ? Number(row[name]) : null])) as never;
}

/** A computed figure; a count has itself as n and contributors where the table does not say. */
function figureOf(row: Record<string, string>): Figure {
  const numbers = numbersOf(row);
  const isCount = (row.class || 'S1') === 'S1' && numbers.numerator === null;
  return figureWith({
    ...placeOf(row),
    indicator: row.indicator || 'DEL01',
    measure: row.measure || 'count',
    referenceYear: Number(row.year || 2013),
    unit: row.unit || 'companies',
    disclosureClass: (row.class || 'S1') as Figure['disclosureClass'],
    ...numbers,
    n: numbers.n ?? (isCount ? numbers.value : null),
    contributors: numbers.contributors ?? (isCount ? numbers.value : null),
  });
}

const publishedOf = (row: Record<string, string>): PublishedRow => {
  const { contributors: _contributors, largest1: _largest1, largest2: _largest2, ...figure } = figureOf(row);
  return { ...figure, value: row.value ? Number(row.value) : null, status: row.value ? 'published' : 'suppressed' };
};

describe('figures', () => {
  it.each(foldersIn('figures'))('%s', (name) => {
    const folder = join(import.meta.dirname, 'figures', name);
    const { parameters, exposed = [] } = scenarioIn<{
      parameters?: Partial<typeof PARAMETERS>;
      exposed?: string[];
    }>(folder);
    const rules = { ...PARAMETERS, ...parameters };
    const figures = rowsOf(join(folder, 'figures.csv')).map(figureOf);
    const editions = readdirSync(folder)
      .filter((file) => file.startsWith('earlier'))
      .sort()
      .map((file) => rowsOf(join(folder, file)).map(publishedOf));
    const { figures: protectedFigures, protocol } = protectFigures(highs, figures, rules, ledgerOf(editions));
    const safe = closeGaps(highs, protectedFigures, rules);
    const reasons = new Map(
      protocol.entries.map(({ indicator, measure, referenceYear, breakdown, reason }) => [
        [indicator, measure, referenceYear, ...breakdown].join(' '),
        reason,
      ]),
    );
    const nameOf = (figure: (typeof safe)[number]): string =>
      [
        figure.indicator,
        figure.measure,
        figure.referenceYear,
        ...DIMENSIONS.filter((dimension) => figure[dimension] !== TOTAL).map((one) => `${one}=${figure[one]}`),
      ].join(' ');
    const expected = rowsOf(join(folder, 'expected.csv'));
    const found = safe.map((figure) => ({
      figure: nameOf(figure),
      status: figure.status,
      reason: figure.status === 'suppressed' ? (reasons.get(nameOf(figure)) ?? 'gap') : '',
    }));
    expect(found.map(({ figure, status, reason }) => ({ figure, status, reason }))).toEqual(
      expected.map(({ figure, status, reason }) => ({ figure, status, reason: reason ?? '' })),
    );
    const rows = safe.map((figure) => ({ ...figure }));
    expect(attackFigures(highs, rows, rules, editions.flat()).exposed.map(({ figure }) => figure)).toEqual(exposed);
  });
});

it('has a description for every example', () => {
  for (const kind of ['tables', 'figures'])
    for (const name of foldersIn(kind)) {
      expect(existsSync(join(import.meta.dirname, kind, name, 'scenario.yaml')), name).toBe(true);
      expect(
        scenarioIn<{ description?: string }>(join(import.meta.dirname, kind, name)).description,
        name,
      ).toBeTruthy();
    }
});
