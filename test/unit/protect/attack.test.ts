import { beforeAll, describe, expect, it } from 'vitest';
import { DIMENSIONS, TOTAL } from '../../../pipeline/contract/figure.ts';
import { attackFigures, type PublishedRow } from '../../../pipeline/protect/attack/figures.ts';
import { type Highs, loadSolver } from '../../../pipeline/protect/index.ts';

const RULES = { minimumContributors: 3, pPercent: 15 };

let highs: Highs;
beforeAll(async () => {
  highs = await loadSolver();
});

type Changes = Partial<Omit<PublishedRow, 'value'>>;

/** A row of a count; null is withheld. */
const row = (value: number | null, changes: Changes = {}): PublishedRow => ({
  ...(Object.fromEntries(DIMENSIONS.map((name) => [name, TOTAL])) as Record<(typeof DIMENSIONS)[number], string>),
  indicator: 'DEL01',
  measure: 'count',
  referenceYear: 2013,
  unit: 'companies',
  disclosureClass: 'S1',
  status: value === null ? 'suppressed' : 'published',
  value,
  n: null,
  numerator: null,
  denominator: null,
  ...changes,
});

const attackOf = (...rows: PublishedRow[]) => attackFigures(highs, rows, RULES);

const exposedIn = (...rows: PublishedRow[]): string[] => attackOf(...rows).exposed.map(({ figure }) => figure);

describe('what an outsider takes to hold', () => {
  it('knows which municipalities are in a region, although no row says so', () => {
    const north = [
      row(40, { region: '1081' }),
      row(30, { municipality: '0851' }),
      row(8, { municipality: '0860' }),
      row(null, { municipality: '0787' }),
    ];
    expect(exposedIn(...north)).toEqual(['DEL01/count 2013 municipality=0787']);
    expect(exposedIn(...north, row(null, { municipality: '0773' }))).toEqual([]);
  });

  it('knows which size bands are below the limit of small companies', () => {
    const share = (numerator: number | null): PublishedRow =>
      row(numerator === null ? null : 50, {
        indicator: 'DEL05',
        measure: 'share_pct',
        unit: 'pct',
        item: 'under_50',
        numerator,
        denominator: numerator === null ? null : 80,
      });
    const bands = [row(38, { size_band: '1-9' }), row(null, { size_band: '10-49' })];
    expect(exposedIn(share(40), ...bands)).toEqual(['DEL01/count 2013 size_band=10-49']);
    expect(exposedIn(share(55), ...bands)).toEqual([]);
  });

  it('subtracts numerators of shares, and what is left of their bases', () => {
    const share = (numerator: number | null, denominator: number | null, region?: string): PublishedRow =>
      row(numerator, {
        measure: 'share_pct',
        unit: 'pct',
        numerator,
        denominator,
        ...(region === undefined ? {} : { region }),
      });
    const found = exposedIn(share(60, 100), share(40, 60, '1081'), share(null, null, '1082'));
    expect(found).toEqual([]);
    expect(exposedIn(share(42, 100), share(40, 60, '1081'), share(null, null, '1082'))).toEqual([
      'DEL01/share_pct 2013 region=1082 (numerator)',
    ]);
    expect(exposedIn(share(78, 100), share(40, 60, '1081'), share(null, null, '1082'))).toEqual([
      'DEL01/share_pct 2013 region=1082 (rest)',
    ]);
  });

  it('recognises a number that another indicator tells under another name', () => {
    const regions = ['1081', '1082', '1083', '1084', '1085'];
    const counts = (indicator: string, values: readonly (number | null)[]): PublishedRow[] =>
      values.map((value, at) => row(value, { indicator, region: regions[at] as string }));
    const hidden = counts(
      'DEL01',
      [2, 30, 40, 50, 60].map((value, at) => (at === 0 ? null : value)),
    );
    const found = attackOf(...hidden, ...counts('DEL02', [2, 30, 40, 50, 60])).exposed;
    expect(found.map(({ figure }) => figure)).toEqual(['DEL01/count 2013 region=1081']);
    expect(found[0]?.by).toEqual(['DEL01/count 2013 region=1081 is DEL02/count 2013 region=1081']);
    expect(exposedIn(...hidden, ...counts('DEL02', [2, 31, 40, 50, 60]))).toEqual([]);
  });

  it('takes a total over clusters for a bound, and for a sum where it shows to be one', () => {
    const year = (referenceYear: number, values: readonly (number | null)[], total: number): PublishedRow[] => [
      row(total, { referenceYear }),
      ...values.map((value, at) => row(value, { referenceYear, cluster: `K0${at + 1}` })),
    ];
    const hidden = year(2013, [null, 30, 40], 72);
    expect(exposedIn(...hidden)).toEqual([]);
    expect(exposedIn(...hidden, ...year(2012, [5, 30, 40], 75))).toEqual(['DEL01/count 2013 cluster=K01']);
    expect(exposedIn(...hidden, ...year(2012, [5, 30, 40], 60))).toEqual([]);
    expect(exposedIn(...year(2013, [null, 0, 0], 2))).toEqual(['DEL01/count 2013 cluster=K01']);
  });

  it('leaves out a sum that cannot hold and attacks with the others', () => {
    const rows = [
      row(72),
      row(null, { region: '1081' }),
      row(70, { region: '1082' }),
      row(60, { growth_forum: 'nordjylland' }),
      row(null, { growth_forum: 'nordjylland', size_band: '1-9' }),
      row(80, { growth_forum: 'nordjylland', size_band: '10-49' }),
    ];
    const { contradicted, exposed } = attackOf(...rows);
    expect(contradicted).toBeGreaterThan(0);
    expect(exposed.map(({ figure }) => figure)).toContain('DEL01/count 2013 region=1081');
  });

  it('bounds a sum by what is not withheld, up to p %', () => {
    const sum = (value: number | null, region?: string): PublishedRow =>
      row(value, {
        indicator: 'FIN01',
        measure: 'sum_dkk',
        unit: 'dkk',
        disclosureClass: 'S2',
        ...(region === undefined ? {} : { region }),
      });
    expect(exposedIn(sum(1000), sum(100, '1081'), sum(null, '1082'))).toEqual(['FIN01/sum_dkk 2013 region=1082']);
    expect(exposedIn(sum(1000), sum(100, '1081'), sum(null, '1082'), sum(null, '1083'))).toEqual([]);
  });
});
