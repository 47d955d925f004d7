import { describe, expect, it } from 'vitest';
import type { Figure } from '../../../pipeline/contract/figure.ts';
import { seal } from '../../../pipeline/protect/figure.ts';
import type { ProtectedFigure } from '../../../pipeline/protect/index.ts';
import { keyFigures } from '../../../pipeline/report/content/key-figures.ts';
import type { ReportInput } from '../../../pipeline/report/index.ts';
import { recipientsOf } from '../../../pipeline/report/page/recipient.ts';
import { editionOf, viewOf } from '../../../pipeline/report/page/view.ts';
import { figureWith } from '../../support/figures.ts';
import { fixtureInput } from '../../support/report-fixture.ts';

const base = fixtureInput({ clusters: 2 });

const plain = (markup: string): string =>
  markup
    .replace(/<[^>]*>/g, '')
    .replaceAll('\u00A0', ' ')
    .replaceAll('&#39;', "'");

/** What a page says about one key figure, given only these figures. */
function said(
  id: string,
  figures: readonly ProtectedFigure[],
  options: { language?: 'da' | 'en'; code?: string; input?: Partial<ReportInput> } = {},
): string[] {
  const { language = 'da', code = '1081', input = {} } = options;
  const edition = editionOf({ ...base, effect: null, ...input, figures });
  const recipient = recipientsOf(base).find((candidate) => candidate.code === code);
  if (recipient === undefined) throw new Error(code);
  const figure = keyFigures(viewOf(edition, recipient, language)).find((candidate) => candidate.id === id);
  return [figure?.sentence, ...(figure?.evidence ?? []), ...(figure?.remarks ?? [])].map((part) =>
    plain(part?.text ?? ''),
  );
}

const companies = (value: number | null, changes: Partial<Figure> = {}, isWithheld = false) =>
  seal(figureWith({ value, region: '1081', ...changes }), isWithheld);

const rate = (value: number, changes: Partial<Figure> = {}) =>
  seal(
    figureWith({
      indicator: 'SUR01',
      measure: 'rate_pct',
      unit: 'pct',
      value,
      standardError: 3,
      lower: value - 5.9,
      upper: value + 5.9,
      confidenceLevel: 0.95,
      n: 120,
      evidenceTier: 'survey',
      disclosureClass: 'S3',
      reliability: 'good',
      region: '1081',
      ...changes,
    }),
    false,
  );

const effect = (value: number, lower: number, upper: number, changes: Partial<Figure> = {}) =>
  seal(
    figureWith({
      indicator: 'EFF01',
      measure: 'effect_pct',
      item: 'sme',
      unit: 'pct',
      value,
      lower,
      upper,
      confidenceLevel: 0.95,
      n: 2410,
      evidenceTier: 'register',
      disclosureClass: 'S4',
      reliability: 'good',
      ...changes,
    }),
    false,
  );

describe('a count', () => {
  it('is written in the singular and the plural', () => {
    expect(said('companies', [companies(1)])[0]).toBe(
      '1 virksomhed deltog i klyngernes aktiviteter i Region Nordjylland i 2013.',
    );
    expect(said('companies', [companies(1234)])[0]).toBe(
      '1.234 virksomheder deltog i klyngernes aktiviteter i Region Nordjylland i 2013.',
    );
    expect(said('companies', [companies(1)], { language: 'en' })[0]).toBe(
      "1 company in the North Denmark Region took part in the clusters' activities in 2013.",
    );
    expect(said('companies', [companies(0)])[0]).toMatch(/^0 virksomheder/);
  });

  it('speaks of a cluster as one', () => {
    const figure = seal(figureWith({ value: 1, cluster: 'K01' }), false);
    expect(said('companies', [figure], { code: 'K01' })[0]).toBe('1 virksomhed deltog i klyngen Vandklyngen i 2013.');
  });

  it('says the year before and the country by their numbers', () => {
    const figures = [companies(120), companies(100, { referenceYear: 2012 }), companies(14_000, { region: 'Total' })];
    expect(said('companies', figures).slice(1)).toEqual([
      'Flere end i 2012, da tallet var 100.',
      'Hele landet: 14.000.',
    ]);
    expect(said('companies', figures, { language: 'en' }).slice(1)).toEqual([
      'More than in 2012, when it was 100.',
      'Denmark: 14,000.',
    ]);
  });

  it('warns where not the same clusters reported', () => {
    const figures = [
      companies(120, { note: 'AS_REPORTED:44/50' }),
      companies(100, { referenceYear: 2012, note: 'AS_REPORTED:42/49' }),
    ];
    expect(said('companies', figures)).toContain('44 af 50 klynger har indberettet');
    expect(said('companies', figures).at(-1)).toMatch(/ikke de samme klynger/);
  });

  it('warns where as many clusters reported but not the same', () => {
    const figures = [
      companies(120, { note: 'AS_REPORTED:12/14' }),
      companies(100, { referenceYear: 2012, note: 'AS_REPORTED:12/14' }),
    ];
    const missing = (referenceYear: number, supplier: string) => ({
      drop: String(referenceYear),
      referenceYear,
      supplier,
      input: { da: 'Deltagere', en: 'Participants' },
      path: '',
      rows: 0,
      state: 'missing' as const,
    });
    const inputWith = (earlier: string) => ({
      input: { quality: { ...base.quality, deliveries: [missing(2013, 'K01'), missing(2012, earlier)] } },
    });
    expect(said('companies', figures, inputWith('K02')).at(-1)).toMatch(/ikke de samme klynger/);
    expect(said('companies', figures, inputWith('K01')).at(-1)).toMatch(/^Flere end i 2012/);
  });

  it('is not told where it is withheld, nor compared', () => {
    const figures = [companies(2, {}, true), companies(100, { referenceYear: 2012 })];
    expect(said('companies', figures)).toEqual([
      'Deltagende virksomheder i Region Nordjylland i 2013: diskretioneret.',
      'Tallet vises ikke af hensyn til fortrolighed.',
    ]);
  });

  it('says why there is none', () => {
    const figures = [companies(null, { status: 'no_data', note: 'INPUT_MISSING:participants' })];
    expect(said('companies', figures)).toEqual([
      'Deltagende virksomheder i Region Nordjylland i 2013: ingen oplysninger.',
      'Oplysningerne er ikke leveret: Deltagere i klyngen.',
    ]);
    const notReported = [companies(null, { status: 'no_data', note: 'CLUSTER_NOT_REPORTED' })];
    expect(said('companies', notReported, { language: 'en' }).at(-1)).toBe(
      'The cluster delivered nothing for the year.',
    );
    expect(said('companies', [])[0]).toMatch(/ingen oplysninger/);
  });
});

describe('a rate', () => {
  it('has its interval and its answers, and says no clear change where there is none', () => {
    const figures = [rate(55), rate(52, { referenceYear: 2012 }), rate(54, { region: 'Total', standardError: 1 })];
    const input = { catalogue: base.catalogue.map((indicator) => ({ ...indicator, breaks: [] })) };
    expect(said('innovation_rate', figures, { input })).toEqual([
      '55,0 pct. af de dedikerede virksomheder i Region Nordjylland har indført et nyt produkt eller en ny proces.',
      '95 pct.-interval 49,1–60,9 pct.',
      '120 svar',
      'Ingen sikker ændring fra 2012, da tallet var 52,0 pct.',
      'Ingen sikker forskel fra hele landet (54,0 pct.).',
    ]);
  });

  it('says higher or lower where the difference is clear', () => {
    const figures = [rate(70), rate(50, { referenceYear: 2012 }), rate(80, { region: 'Total', standardError: 1 })];
    const input = { catalogue: base.catalogue.map((indicator) => ({ ...indicator, breaks: [] })) };
    expect(said('innovation_rate', figures, { input }).slice(3)).toEqual([
      'Højere end i 2012, da tallet var 50,0 pct.',
      'Lavere end i hele landet (80,0 pct.).',
    ]);
  });

  it('asks for care where the estimate is weak', () => {
    expect(said('innovation_rate', [rate(55, { reliability: 'use_with_care' })])).toContain(
      'Brug tallet med varsomhed',
    );
    expect(said('innovation_rate', [rate(55, { reliability: 'unreliable' })])).toContain('Usikkert tal');
  });
});

describe('an effect', () => {
  it('is claimed only where its interval leaves out zero', () => {
    expect(said('productivity', [effect(3.6, 1.3, 5.9)])).toEqual([
      'I hele landet blev små og mellemstore deltagere 3,6 pct. mere produktive end sammenlignelige virksomheder uden for klyngerne.',
      '95 pct.-interval 1,3–5,9 pct.',
      '2.410 par',
      'Tallet gælder hele landet og ikke særskilt i Region Nordjylland.',
    ]);
    expect(said('productivity', [effect(3.6, 1.3, 5.9)], { code: 'DK' })).toHaveLength(3);
    expect(said('productivity', [effect(1.6, -0.7, 3.9)])[0]).toMatch(/^I hele landet er der ingen sikker forskel/);
    expect(said('productivity', [effect(-3.6, -5.9, -1.3)])[0]).toMatch(/svagere/);
    expect(
      said('productivity', [effect(0, 0, 0, { status: 'no_data', value: null, lower: null, upper: null })])[0],
    ).toMatch(/ingen oplysninger/);
  });

  it('brings the verdict of the study and its reservations', () => {
    const verdicts = [
      { indicator: 'EFF01', measure: 'effect_pct', code: 'suggestive' as const, reasons: ['few_pairs', 'one_cluster'] },
    ];
    expect(
      said('productivity', [effect(3.6, 1.3, 5.9)], { code: 'DK', input: { effect: { verdicts, cim: [] } } }).at(-1),
    ).toBe(
      'Studiet peger i den retning, men kan ikke udelukke andre forklaringer. Forbehold: der er få par; resultatet hviler på én klynge.',
    );
  });

  it('is no success where the years before speak against it, however clear its interval', () => {
    const doubtful = [effect(3.6, 1.3, 5.9, { note: 'PRE_TREND', reliability: 'unreliable' })];
    expect(said('productivity', doubtful)[0]).toMatch(/^Studiet kan ikke afgøre, om deltagelsen har gjort/);
    expect(said('productivity', doubtful, { language: 'en' })[0]).toMatch(/^The study cannot settle whether/);
    const verdicts = [
      { indicator: 'EFF01', measure: 'effect_pct', code: 'not_identified' as const, reasons: ['pre_trend'] },
    ];
    const input = { effect: { verdicts, cim: [] } };
    expect(said('productivity', [effect(3.6, 1.3, 5.9)], { code: 'DK', input })).toEqual([
      'Studiet kan ikke afgøre, om deltagelsen har gjort små og mellemstore virksomheder i hele landet mere produktive; forskellen til sammenlignelige virksomheder er 3,6 pct.',
      '95 pct.-interval 1,3–5,9 pct.',
      '2.410 par',
      'Studiet kan ikke afgøre spørgsmålet. Forbehold: virksomhederne udviklede sig forskelligt allerede før deltagelsen.',
    ]);
  });

  it('says why there is none, also where only the whole has a reason', () => {
    const none = { status: 'no_data' as const, value: null, lower: null, upper: null };
    const figure = effect(0, 0, 0, { ...none, item: 'Total', note: 'INPUT_MISSING:firm_register' });
    expect(said('productivity', [figure], { code: 'DK' })).toEqual([
      'Virkning på små og mellemstore deltageres produktivitet: ingen oplysninger.',
      'Oplysningerne er ikke leveret: Firmaregister.',
    ]);
  });

  it('takes a ratio of one for no effect', () => {
    const ratio = (lower: number, upper: number) =>
      effect(1.8, lower, upper, { indicator: 'EFF03', measure: 'risk_ratio', unit: 'ratio' });
    expect(said('innovation_ratio', [ratio(1.2, 2.6)])[0]).toMatch(/blev 1,80 gange så stor en andel/);
    expect(said('innovation_ratio', [ratio(0.9, 2.6)])[0]).toMatch(/ingen sikker forskel/);
    expect(said('innovation_ratio', [ratio(1.2, 2.6)], { language: 'en' })[0]).toContain('1.80 times as large a share');
  });
});
