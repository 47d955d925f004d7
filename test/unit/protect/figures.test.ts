import { beforeAll, describe, expect, it } from 'vitest';
import { attackFigures, type PublishedRow } from '../../../pipeline/protect/attack/figures.ts';
import { type Highs, ledgerOf, loadSolver, protectFigures } from '../../../pipeline/protect/index.ts';
import { figureWith } from '../../support/figures.ts';

const parameters = {
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

const count = (value: number, place: Parameters<typeof figureWith>[0] = {}) =>
  figureWith({ value, n: value, contributors: value, ...place });

const regions = (values: readonly number[]) => [
  count(values.reduce((sum, value) => sum + value, 0)),
  ...values.map((value, at) => count(value, { region: `108${at + 1}` })),
];

const rowsOf = (figures: ReturnType<typeof protectFigures>['figures']): PublishedRow[] =>
  figures.map((figure) => ({ ...figure }));

describe('figures of an edition', () => {
  it('withholds a second region rather than the national total', () => {
    const { figures, protocol } = protectFigures(highs, regions([2, 30, 40, 50, 60]), parameters);
    expect(figures[0]?.status).toBe('published');
    expect(figures.map(({ status }) => status).filter((status) => status === 'suppressed')).toHaveLength(2);
    expect(protocol).toMatchObject({ primary: 1, secondary: 1, unprotected: [] });
    expect(protocol.entries[0]?.protectedBy).toEqual([expect.stringContaining('total over region')]);
    expect(attackFigures(highs, rowsOf(figures), parameters).exposed).toEqual([]);
  });

  it('finds what subtraction of regions from the nation gives away', () => {
    const { figures } = protectFigures(highs, regions([2, 30, 40, 50, 60]), parameters);
    const rows = rowsOf(figures).map((row, at) =>
      row.status === 'suppressed' && at !== 1
        ? { ...row, status: 'published', value: [182, 2, 30, 40, 50, 60][at] as number }
        : row,
    );
    const { exposed } = attackFigures(highs, rows, parameters);
    expect(exposed).toMatchObject([
      { figure: 'DEL01/count 2013 region=1081', bounds: { lower: expect.closeTo(2, 5) } },
    ]);
    expect(exposed[0]?.by).toEqual(['DEL01/count 2013 is the sum over region']);
  });

  it('does not let a sum be protected by that of a contributor who is alone and knows it', () => {
    const sum = (value: number, contributors: number, region?: string) =>
      figureWith({
        indicator: 'FIN01',
        measure: 'sum_dkk',
        unit: 'dkk',
        disclosureClass: 'S2',
        value,
        contributors,
        largest1: contributors < 3 ? value : value / 10,
        largest2: contributors < 3 ? 0 : value / 20,
        ...(region === undefined ? {} : { region }),
      });
    const edition = (contributors: number) => [
      sum(4300, 40),
      sum(1000, contributors, '1081'),
      sum(1200, 2, '1082'),
      sum(900, 12, '1083'),
      sum(1200, 20, '1084'),
    ];
    const withheld = (contributors: number): number =>
      protectFigures(highs, edition(contributors), parameters).figures.filter(({ status }) => status === 'suppressed')
        .length;
    expect(withheld(2)).toBe(2);
    expect(withheld(1)).toBe(3);
  });

  it('withholds a share with the count that it tells', () => {
    const share = (numerator: number, denominator: number, region?: string) =>
      figureWith({
        indicator: 'DEL04',
        measure: 'share_pct',
        unit: 'pct',
        value: (100 * numerator) / denominator,
        numerator,
        denominator,
        contributors: Math.min(numerator, denominator - numerator),
        n: denominator,
        ...(region === undefined ? {} : { region }),
      });
    const dedicated = (value: number, region?: string) =>
      count(value, { indicator: 'DEL04', ...(region === undefined ? {} : { region }) });
    const figures = [
      dedicated(62),
      dedicated(2, '1081'),
      dedicated(25, '1082'),
      dedicated(35, '1083'),
      share(62, 120),
      share(2, 30, '1081'),
      share(25, 40, '1082'),
      share(35, 50, '1083'),
    ];
    const result = protectFigures(highs, figures, parameters).figures;
    for (let at = 0; at < 4; at += 1) expect(result[at + 4]?.status).toBe(result[at]?.status);
    expect(result[1]?.status).toBe('suppressed');
    expect(result.filter(({ status }) => status === 'suppressed').length).toBeGreaterThanOrEqual(4);
  });

  it('does not lean on a number that an earlier edition told', () => {
    const figures = regions([2, 30, 40, 50, 60]);
    const first = protectFigures(highs, figures, parameters).figures;
    const second = first.findIndex(({ status }, at) => status === 'suppressed' && at !== 1);
    const told = rowsOf(first).map((row, at) =>
      at === second ? { ...row, status: 'published', value: figures[at]?.value ?? null } : row,
    );
    const again = protectFigures(highs, figures, parameters, ledgerOf([told.slice(second, second + 1)])).figures;
    expect(again[second]?.status).toBe('published');
    expect(again.filter(({ status }) => status === 'suppressed')).toHaveLength(2);
    const { protocol } = protectFigures(highs, figures, parameters, ledgerOf([told]));
    expect(protocol.unprotected).toEqual(['DEL01/count/value@2013 region=1081']);
  });

  it('keeps withheld what an earlier edition withheld', () => {
    const earlier = rowsOf(protectFigures(highs, regions([2, 30, 40, 50, 60]), parameters).figures);
    const again = protectFigures(highs, regions([5, 30, 40, 50, 60]), parameters, ledgerOf([earlier])).figures;
    expect(again.map(({ status }) => status)).toEqual(earlier.map(({ status }) => status));
  });

  it('sees a total over clusters as a bound, not as a sum', () => {
    const clusters = [count(50), count(2, { cluster: 'a' }), count(30, { cluster: 'b' }), count(30, { cluster: 'c' })];
    const { figures } = protectFigures(highs, clusters, parameters);
    expect(figures.map(({ status }) => status)).toEqual(['published', 'suppressed', 'published', 'published']);
  });

  it('asks no more of an answer than that all who answered may have given it', () => {
    const rate = (numerator: number, n: number, sizeBand?: string) =>
      figureWith({
        indicator: 'SUR01',
        measure: 'rate_pct',
        unit: 'pct',
        disclosureClass: 'S3',
        value: (100 * numerator) / n,
        ...{ numerator, denominator: n, n, contributors: n },
        ...(sizeBand === undefined ? {} : { size_band: sizeBand }),
      });
    const answered = (n: number, sizeBand?: string) =>
      count(n, {
        indicator: 'SUR00',
        disclosureClass: 'S0',
        ...(sizeBand === undefined ? {} : { size_band: sizeBand }),
      });
    const bands = { '1-9': [79, 185], '10-49': [255, 514], '50-249': [200, 355], unknown: [0, 1] } as const;
    const figures = [
      rate(534, 1055),
      answered(1055),
      ...Object.entries(bands).flatMap(([band, [numerator, n]]) => [rate(numerator, n, band), answered(n, band)]),
    ];
    const { figures: safe, protocol } = protectFigures(highs, figures, parameters);
    expect(protocol.unprotected).toEqual([]);
    expect(safe.filter(({ status }) => status === 'suppressed')).toHaveLength(2);
    expect(safe.at(-2)?.status).toBe('suppressed');
  });
});
