import { describe, expect, it } from 'vitest';
import { loadCatalogue } from '../../../pipeline/accounts/catalogue/index.ts';
import type { Figure } from '../../../pipeline/contract/figure.ts';
import { nameOfItem } from '../../../pipeline/contract/indicator.ts';
import { seal } from '../../../pipeline/protect/figure.ts';
import type { ProtectedFigure } from '../../../pipeline/protect/index.ts';
import { CHARTS } from '../../../pipeline/report/content/charts/index.ts';
import type { DeliveryFact } from '../../../pipeline/report/index.ts';
import { recipientsOf } from '../../../pipeline/report/page/recipient.ts';
import { editionOf, type View, viewOf } from '../../../pipeline/report/page/view.ts';
import { figureWith } from '../../support/figures.ts';
import { fixtureInput } from '../../support/report-fixture.ts';

const base = fixtureInput({ clusters: 3 });

function viewWith(figures: readonly ProtectedFigure[], code = 'DK', deliveries: readonly DeliveryFact[] = []): View {
  const recipient = recipientsOf(base).find((one) => one.code === code);
  if (recipient === undefined) throw new Error(code);
  const quality = { ...base.quality, deliveries };
  return viewOf(editionOf({ ...base, quality, figures }), recipient, 'da');
}

const companies = (value: number, changes: Partial<Figure> = {}) => seal(figureWith({ value, ...changes }), false);

const missing = (referenceYear: number, supplier: string): DeliveryFact => ({
  drop: String(referenceYear),
  referenceYear,
  supplier,
  input: { da: 'Deltagere', en: 'Participants' },
  path: '',
  rows: 0,
  state: 'missing',
});

describe('bars', () => {
  it('never name the unknown as the largest, and are not drawn of the unknown alone', () => {
    const bands = [
      companies(90, { size_band: 'unknown' }),
      companies(8, { size_band: '1-9' }),
      companies(0, { size_band: '10-49' }),
    ];
    expect(CHARTS.size(viewWith(bands))?.finding).toBe('Flest deltagere har 1–9 ansatte: 8');
    expect(CHARTS.size(viewWith([bands[0] as ProtectedFigure, bands[2] as ProtectedFigure]))).toBeNull();
  });

  it('give each of several equals its number, and say how many of all they show', () => {
    const meetings = Array.from({ length: 17 }, (_, rank) =>
      companies(rank < 2 ? 9 : 5, {
        indicator: 'INT04',
        measure: 'held_meetings',
        unit: 'count',
        item: `Land ${rank}`,
      }),
    );
    const chart = CHARTS.countries(viewWith(meetings));
    expect(chart?.finding).toBe('Flest møder blev holdt med partnere fra Land 0 og Land 1: 9 med hvert land');
    expect(chart?.notes).toEqual([
      'Et møde med partnere fra flere lande tælles ved hvert af landene.',
      'Figuren viser de 15 største af 17; tabellen viser dem alle.',
    ]);
    expect(chart?.table.rows).toHaveLength(17);
  });
});

it('draws no map where nobody is anywhere', () => {
  const empty = ['0101', '0147', '0151'].map((municipality) => companies(0, { municipality }));
  expect(CHARTS['municipality-map'](viewWith(empty))).toBeNull();
  const one = companies(12, { municipality: '0147' });
  expect(CHARTS['municipality-map'](viewWith([...empty, one]))).not.toBeNull();
});

it('tells in words where on the map most and fewest are, and how much is withheld', () => {
  const withheld = seal(figureWith({ value: 2, municipality: '0153' }), true);
  const counts = (values: readonly number[]) =>
    values.map((value, at) => companies(value, { municipality: ['0101', '0147', '0151'][at] as string }));
  const wordsOf = (figures: readonly ProtectedFigure[]) => CHARTS['municipality-map'](viewWith(figures))?.alt;
  expect(wordsOf([...counts([40, 12, 9]), withheld])).toMatch(
    /Flest er der i København: 40\. Færrest er der i Ballerup: 9\. Tallet for én kommune er diskretioneret\.$/,
  );
  expect(wordsOf(counts([40, 9, 9]))).toMatch(/Færrest er der i 2 kommuner: 9\.$/);
  expect(wordsOf(counts([9, 9, 9]))).toMatch(/Flest er der i København: 9\.$/);
});

describe('a line over the years', () => {
  const years = [
    companies(100, { referenceYear: 2012, note: 'AS_REPORTED:2/3' }),
    companies(120, { note: 'AS_REPORTED:2/3' }),
  ];

  it('is whole where the same clusters reported', () => {
    const chart = CHARTS['participation-trend'](viewWith(years, 'DK', [missing(2012, 'K01'), missing(2013, 'K01')]));
    expect(chart?.rows.map(({ isComparable }) => isComparable)).toEqual([true, true]);
    expect(chart?.finding).toBe('Flere virksomheder deltager: 120 i 2013 mod 100 i 2012');
  });

  it('is dashed, with the reason, where as many reported but not the same', () => {
    const chart = CHARTS['participation-trend'](viewWith(years, 'DK', [missing(2012, 'K01'), missing(2013, 'K02')]));
    expect(chart?.rows.map(({ isComparable }) => isComparable)).toEqual([false, false]);
    expect(chart?.finding).toBe('Deltagende virksomheder i 2013: 120');
    expect(chart?.notes.join(' ')).toContain('2 af 3 i 2012 og 2 af 3 i 2013');
  });

  it('says why it is broken', () => {
    const rates = [2011, 2012, 2013].map((referenceYear) =>
      companies(50, { indicator: 'SUR01', measure: 'rate_pct', unit: 'pct', referenceYear }),
    );
    const chart = CHARTS['innovation-trend'](viewWith(rates));
    expect(chart?.rows.map(({ isBreak, segment }) => [isBreak, segment])).toEqual([
      [false, 1],
      [true, 2],
      [false, 2],
    ]);
    expect(chart?.notes).toContain('Brud i serien i 2012: Nyt spørgsmål.');
  });
});

it('warns that clusters which did not report make companies look new or lost', () => {
  const figures = [2012, 2013].flatMap((referenceYear) => [
    companies(60, { referenceYear, participation_status: 'continuing' }),
    companies(20, { referenceYear, participation_status: 'new' }),
  ]);
  const notesOf = (deliveries: readonly DeliveryFact[]) =>
    CHARTS.flows(viewWith(figures, 'DK', deliveries))?.notes ?? [];
  expect(notesOf([missing(2012, 'K01'), missing(2013, 'K02')])).toHaveLength(2);
  expect(notesOf([missing(2012, 'K01'), missing(2013, 'K01')])).toHaveLength(1);
});

it('says for which years there were too few earlier ones to tell who is new', () => {
  const share = (referenceYear: number, note: string | null) =>
    companies(20, { indicator: 'DEL06', measure: 'share_pct', unit: 'pct', referenceYear, note });
  const news = companies(20, { participation_status: 'new' });
  const notesOf = (figures: readonly ProtectedFigure[]) => CHARTS.flows(viewWith([news, ...figures]))?.notes ?? [];
  expect(notesOf([share(2012, 'EARLIER_YEARS:1/3'), share(2013, 'EARLIER_YEARS:2/3')])).toContain(
    'Med færre end tre tidligere år at sammenligne med tæller flere som nye: 1 tidligere år for 2012 og 2 tidligere år for 2013.',
  );
  expect(notesOf([share(2013, null)])).toHaveLength(1);
});

it('says on the ladder where the share leaves out companies that the count has', () => {
  const inProjects = (value: number, measure: 'count' | 'share_pct') =>
    companies(value, { indicator: 'PRO02', measure, unit: measure === 'count' ? 'companies' : 'pct' });
  const notesOf = (sharePct: number) =>
    CHARTS.ladder(viewWith([companies(200), inProjects(20, 'count'), inProjects(sharePct, 'share_pct')]))?.notes;
  expect(notesOf(10)).toHaveLength(1);
  expect(notesOf(9)).toHaveLength(2);
});

it('speaks of a label as the cluster has it in its own report, and counts them elsewhere', () => {
  const held = companies(1, { indicator: 'ORG02', measure: 'held', unit: 'count', item: 'silver', cluster: 'K01' });
  expect(CHARTS.labels(viewWith([held], 'K01'))?.finding).toBe('Klyngens mærke ved udgangen af 2013: Sølv');
  expect(CHARTS.labels(viewWith([held]))?.finding).toBe('1 klynge havde et mærke ved udgangen af 2013');
  const home = base.lists.clusters[0]?.region as string;
  expect(CHARTS.labels(viewWith([held], home))?.finding).toMatch(
    /^1 klynge med hjemsted i Region \w+ havde et mærke ved udgangen af 2013$/,
  );
});

it('draws no table in colours without a known industry', () => {
  const cell = (industry: string) => companies(9, { industry, size_band: '1-9' });
  expect(CHARTS['size-industry'](viewWith([cell('unknown')]))).toBeNull();
  const chart = CHARTS['size-industry'](viewWith([cell('C'), companies(9, { industry: 'C' })]));
  expect(chart?.rows.map(({ column, text }) => [column, text])).toEqual([['1–9', '9']]);
  const ofUnknownSize = companies(4, { industry: 'unknown', size_band: 'unknown' });
  expect(CHARTS['size-industry'](viewWith([cell('C'), ofUnknownSize]))?.rows).toHaveLength(1);
});

it('names types of events and projects in the language of the page, others as they came', () => {
  const named = (language: 'da' | 'en', item: string) =>
    nameOfItem(loadCatalogue().find(({ id }) => id === 'AKT01')?.item, item, language);
  expect(named('en', 'Netværksmøde')).toBe('Network meeting');
  expect(named('da', 'unknown')).toBe('Ukendt');
  expect(named('en', 'Fyraftensmøde')).toBeUndefined();
  expect(named('en', '__proto__')).toBeUndefined();
});

it('sets a growth forum that is no region among the regions in its own report, and compares nothing unreliable', () => {
  const rate = (value: number, changes: Partial<Figure>) =>
    companies(value, {
      ...{ indicator: 'SUR01', measure: 'rate_pct', unit: 'pct', evidenceTier: 'survey', reliability: 'good' },
      ...{ standardError: 1, lower: value - 2, upper: value + 2, n: 400 },
      ...changes,
    });
  const figures = [
    rate(50, {}),
    rate(51, { region: '1081' }),
    rate(40, { region: '1082' }),
    rate(24, { growth_forum: 'bornholm', reliability: 'unreliable' }),
  ];
  const own = CHARTS['innovation-regions'](viewWith(figures, 'bornholm'));
  expect(own?.finding).toBe(
    'Bornholms Vækstforum: 24,0\u00A0pct.; usikkerheden er for stor til en sammenligning med landet som helhed',
  );
  expect(own?.rows.map(({ isMine }) => isMine)).toEqual([false, false, true]);
  const national = CHARTS['innovation-regions'](viewWith(figures));
  expect(national?.rows).toHaveLength(2);
  expect(national?.finding).toBe(
    'Region Midtjylland ligger under landet som helhed: 40,0\u00A0pct. mod 50,0\u00A0pct.',
  );
});
