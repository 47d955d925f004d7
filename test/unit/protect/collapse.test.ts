import { beforeAll, describe, expect, it } from 'vitest';
import { suggestFigureMerges } from '../../../pipeline/protect/collapse/figures.ts';
import { mergeCodes, suggestMerges } from '../../../pipeline/protect/collapse/tables.ts';
import { type Highs, loadSolver, protectFigures } from '../../../pipeline/protect/index.ts';
import { protectTables } from '../../../pipeline/protect/tables/protect.ts';
import { readTables } from '../../../pipeline/protect/tables/read.ts';
import { figureWith } from '../../support/figures.ts';

const RULES = { minimum: 3, dominance: null, pPercent: 15 } as const;
const PARAMETERS = {
  minimumContributors: 3,
  dominanceTop2Pct: 85,
  pPercent: 15,
  minimumRespondents: 10,
  minimumPairs: 10,
  minimumOrderStatistic: 10,
};

let highs: Highs;
beforeAll(async () => {
  highs = await loadSolver();
});

const SIZES = ['1-9', '10-49', '50-249', '250+'];
const REGIONS: Readonly<Record<string, readonly number[]>> = {
  N: [30, 20, 2, 2],
  M: [40, 25, 2, 1],
  S: [50, 35, 1, 2],
};

function table() {
  const lines = Object.entries(REGIONS).flatMap(([region, values]) => [
    ...values.map((value, at) => `${region},${SIZES[at]},${value},${value}`),
    `${region},Total,${values.reduce((sum, value) => sum + value, 0)},99`,
  ]);
  const totals = SIZES.map((_size, at) =>
    Object.values(REGIONS).reduce((sum, values) => sum + (values[at] as number), 0),
  );
  const all = totals.reduce((sum, value) => sum + value, 0);
  const text = [
    'region,size,value,count',
    ...lines,
    ...totals.map((value, at) => `Total,${SIZES[at]},${value},${value}`),
    `Total,Total,${all},${all}`,
  ].join('\n');
  return readTables([{ name: 't.csv', text }], new Map());
}

describe('merging codes of tables', () => {
  it('adds the cells of both, contributors and all', () => {
    const merged = mergeCodes(table(), 1, ['250+', '50-249']);
    expect(merged.cells).toHaveLength(4 * 4);
    expect(merged.cells.find(({ codes }) => codes.join() === 'N,250+ + 50-249')).toMatchObject({ value: 4, count: 4 });
  });

  it('says how many fewer cells are withheld, from protecting the merged table', () => {
    const set = table();
    const protection = protectTables(highs, set, RULES);
    const before = protection.pattern.filter((status) => status !== null).length;
    const [best] = suggestMerges(highs, set, RULES, protection);
    expect(best).toMatchObject({ dimension: 'size', codes: ['250+', '50-249'], before, after: 0 });
    expect(before).toBeGreaterThanOrEqual(6);
  });

  it('suggests nothing where nothing is withheld', () => {
    const set = readTables(
      [{ name: 't.csv', text: 's,value,count\nTotal,60,60\na,10,10\nb,20,20\nc,30,30' }],
      new Map(),
    );
    expect(suggestMerges(highs, set, RULES, protectTables(highs, set, RULES))).toEqual([]);
  });
});

describe('merging breakdowns of an edition', () => {
  const count = (value: number, place: Parameters<typeof figureWith>[0]) =>
    figureWith({ value, n: value, contributors: value, ...place });

  it('names neighbours whose merging shows what both withhold, in both languages', () => {
    const figures = Object.values(REGIONS).flatMap((values, at) =>
      values.map((value, size) => count(value, { region: `108${at + 1}`, size_band: SIZES[size] as string })),
    );
    const { figures: safe } = protectFigures(highs, figures, PARAMETERS);
    const [best, ...others] = suggestFigureMerges(figures, safe, PARAMETERS);
    expect(others).toEqual([]);
    expect(best).toMatchObject({ codes: ['50-249', '250+'], withheld: 6, stillPrimary: 0, fewer: 6 });
    expect(best?.text).toEqual({
      da: 'Slå størrelsesgrupperne 50-249 og 250+ sammen: omkring 6 færre diskretionerede tal',
      en: 'Merge the size bands 50-249 and 250+: about 6 fewer suppressions',
    });
  });

  it('does not suggest what stays withheld when merged', () => {
    const figures = [1, 2, 3, 4, 5].flatMap((region) => [
      count(1, { region: `108${region}`, size_band: '50-249' }),
      count(1, { region: `108${region}`, size_band: '250+' }),
    ]);
    const { figures: safe } = protectFigures(highs, figures, PARAMETERS);
    expect(suggestFigureMerges(figures, safe, PARAMETERS)).toEqual([]);
  });
});
