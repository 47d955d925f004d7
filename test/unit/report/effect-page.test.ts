import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Figure } from '../../../pipeline/contract/figure.ts';
import { resourcePath } from '../../../pipeline/contract/resources.ts';
import { seal } from '../../../pipeline/protect/figure.ts';
import type { ProtectedFigure } from '../../../pipeline/protect/index.ts';
import type { ChartModel } from '../../../pipeline/report/chart/model.ts';
import { CHARTS } from '../../../pipeline/report/content/charts/index.ts';
import { TABLES } from '../../../pipeline/report/content/tables/index.ts';
import type { Verdict } from '../../../pipeline/report/index.ts';
import { type Recipient, recipientsOf } from '../../../pipeline/report/page/recipient.ts';
import { cellHtml } from '../../../pipeline/report/page/table.ts';
import { editionOf, type View, viewOf } from '../../../pipeline/report/page/view.ts';
import { loadTexts } from '../../../pipeline/report/text/texts.ts';
import { figureWith } from '../../support/figures.ts';
import { fixtureInput } from '../../support/report-fixture.ts';

const base = fixtureInput({ clusters: 2 });
const [national] = recipientsOf(base);

function viewWith(figures: readonly ProtectedFigure[], verdicts: readonly Verdict[] = []): View {
  if (national === undefined) throw new Error('no recipient');
  return viewOf(editionOf({ ...base, effect: { verdicts, cim: [] }, figures }), national, 'da');
}

const register = (changes: Partial<Figure>, isWithheld = false): ProtectedFigure =>
  seal(figureWith({ evidenceTier: 'register', disclosureClass: 'S4', ...changes }), isWithheld);

const flow = (step: string, value: number, isWithheld = false) =>
  register({ indicator: 'EFF08', measure: 'companies', unit: 'companies', item: `flow|${step}`, value }, isWithheld);

const effect = (item: string, value: number, lower: number, upper: number, changes: Partial<Figure> = {}) =>
  register({
    indicator: 'EFF01',
    measure: 'effect_pct',
    unit: 'pct',
    item,
    value,
    lower,
    upper,
    confidenceLevel: 0.95,
    n: 100,
    ...changes,
  });

const diagnostic = (measure: string, item: string, value: number | null, changes: Partial<Figure> = {}) =>
  register({ indicator: 'EFF08', measure, unit: 'number', item, value, ...changes });

const drawn = (model: ChartModel | null): ChartModel => {
  if (model === null) throw new Error('nothing drawn');
  return model;
};

/** Cells of a table as text. */
const textsOf = (view: View, name: keyof typeof TABLES): string[][] =>
  (TABLES[name](view)?.rows ?? []).map(({ cells }) =>
    cells.map((cell) =>
      cellHtml(view.write)(cell)
        .text.replace(/<[^>]*>/g, '')
        .replaceAll('\u00A0', ' '),
    ),
  );

describe('the flow of companies', () => {
  const figures = [
    flow('treated|in_accounts', 100),
    flow('treated|-foreign', 30),
    flow('treated|-other_reasons', 2, true),
    flow('treated|scored', 60),
    flow('donor|in_register', 900),
    flow('treated|-caliper', 20),
    flow('treated|matched', 40),
    flow('donor|matched', 40),
  ];

  it('hangs what is lost from the end of what was left, side by side with its reason', () => {
    const { rows, finding } = drawn(CHARTS['flow-participants'](viewWith(figures)));
    expect(rows.map(({ label, from, to, text }) => [label, from, to, text])).toEqual([
      ['I regnskabet', 0, 100, '100'],
      ['udenlandske', 70, 100, '−30'],
      ['andre grunde', 70, 70, null],
      ['Har de nødvendige oplysninger', 0, 60, '60'],
      ['ingen med næsten samme\nsandsynlighed', 40, 60, '−20'],
      ['Parret', 0, 40, '40'],
    ]);
    expect(finding).toBe('40 af 100 deltagere indgår i sammenligningen');
  });

  it('keeps the sides apart and names a withheld step as that', () => {
    const { table } = drawn(CHARTS['flow-comparison'](viewWith(figures)));
    expect(table.rows).toHaveLength(2);
    const treated = drawn(CHARTS['flow-participants'](viewWith(figures)));
    expect(treated.rows[2]?.absent).toBe('diskretioneret');
    expect(treated.notes).toHaveLength(1);
  });
});

describe('effects by cohort and year', () => {
  const figures = [
    effect('gt|2011|2010', -6, -9, -3),
    effect('gt|2011|2011', 1, -1, 3),
    effect('gt|2011|2012', 12, 8, 16),
    effect('gt|2012|2012', -2.5, -6, 1),
    effect('spec|group_time', 3.5, 1, 6),
  ];

  it('colours size and direction, and tells clear cells and the year of entry', () => {
    const { rows, finding, table } = drawn(CHARTS['group-time'](viewWith(figures)));
    const cell = (label: string, year: string) => rows.find((row) => row.label === label && row.year === year);
    expect([cell('Gik med i 2011', '2010')?.level, cell('Gik med i 2011', '2010')?.isClear]).toEqual([-2, true]);
    expect([cell('Gik med i 2011', '2011')?.level, cell('Gik med i 2011', '2011')?.isEntry]).toEqual([0, true]);
    expect(cell('Gik med i 2011', '2012')?.level).toBe(3);
    expect([cell('Gik med i 2012', '2012')?.level, cell('Gik med i 2012', '2012')?.isClear]).toEqual([-1, false]);
    expect(cell('Gik med i 2012', '2010')?.status).toBe('no_data');
    expect(finding).toBe(
      'Årgang for årgang er forskellen 3,5\u00A0pct. i gennemsnit, og over nul i 2 af 3 felter efter deltagelsen',
    );
    expect(table.rows).toHaveLength(2);
  });
});

describe('the event study', () => {
  const points = [effect('sme', 3.6, 1.3, 5.9), effect('e=0', 1, 0, 2), effect('band|e=0', 1, -0.5, 2.5)];

  it('has bands that hold for all years beside the intervals', () => {
    const { rows, table } = drawn(CHARTS['event-study'](viewWith(points)));
    expect(rows[0]).toMatchObject({ lower: 0, upper: 2, bandLower: -0.5, bandUpper: 2.5 });
    expect(table.columns).toHaveLength(5);
    expect(drawn(CHARTS['event-study'](viewWith(points.slice(0, 2)))).table.columns).toHaveLength(4);
  });

  it('claims nothing where the study cannot settle the question', () => {
    const verdict = {
      indicator: 'EFF01',
      measure: 'effect_pct',
      code: 'not_identified' as const,
      reasons: ['balance'],
    };
    expect(drawn(CHARTS['event-study'](viewWith(points))).finding).toMatch(
      /^Små og mellemstore deltagere blev 3,6.pct. mere produktive end sammenlignelige/,
    );
    expect(drawn(CHARTS['event-study'](viewWith(points, [verdict]))).finding).toMatch(/kan ikke afgøre/);
    const forest = [...points, effect('spec|base', 3.6, 1.3, 5.9)];
    expect(drawn(CHARTS.robustness(viewWith(forest))).finding).toMatch(/^Alle metoder finder en positiv virkning/);
    expect(drawn(CHARTS.robustness(viewWith(forest, [verdict]))).finding).toMatch(/kan ikke afgøre/);
  });
});

describe('the settings of the study', () => {
  it('are all told in words, whatever the study file says', () => {
    const { properties } = JSON.parse(readFileSync(resourcePath('pipeline/contract/study.schema.json'), 'utf8')) as {
      properties: Record<string, { enum?: unknown[]; items?: { enum?: unknown[] } }>;
    };
    const rows = TABLES.study(viewOf(editionOf(base), national as Recipient, 'da'))?.rows ?? [];
    const optional = 'entry_years sme_limit seed covariate_calipers antiexact mahalanobis'.split(' ');
    expect(rows).toHaveLength(Object.keys(properties).length - optional.length);
    expect(rows.map(({ cells }) => cells)).toContainEqual(['År efter, hvis gennemsnit er hovedtallet', '1, 2, 3 og 4']);
    const words = Object.values(properties).flatMap(({ enum: own, items }) => [...(own ?? []), ...(items?.enum ?? [])]);
    expect(words.length).toBeGreaterThan(20);
    for (const word of words)
      if (typeof word === 'string') expect([word, loadTexts('da').has(`study_value.${word}`)]).toEqual([word, true]);
    for (const key of Object.keys(properties)) expect([key, loadTexts('en').has(`study.${key}`)]).toEqual([key, true]);
  });
});

describe('the tables of credibility', () => {
  it('say of every honest bound whether it holds zero', () => {
    const figures = [
      diagnostic('sensitivity', 'honest_lower|0.5', 0.4),
      diagnostic('sensitivity', 'honest_upper|0.5', 6.9),
      diagnostic('sensitivity', 'smooth_lower|0', -0.25),
      diagnostic('sensitivity', 'smooth_upper|0', 6.2),
    ];
    const rows = textsOf(viewWith(figures), 'honest');
    expect(rows.map(([, lower, upper, zero]) => [lower, upper, zero])).toEqual([
      ['0,40', '6,90', 'nej'],
      ['−0,25', '6,20', 'ja'],
    ]);
    expect(rows[0]?.[0]).toContain('højst 0,5 ×');
    expect(rows[1]?.[0]).toContain('højst knækker 0 procentpoint');
  });

  it('say what is beyond all that was searched, not that it is missing', () => {
    const beyond = diagnostic('sensitivity', 'critical_gamma', null, {
      status: 'no_data',
      note: 'HOLDS_BEYOND_SEARCH',
    });
    expect(textsOf(viewWith([beyond]), 'sensitivity')[0]?.[1]).toBe('mere end prøvet');
  });

  it('tell how each rule of the verdict came out', () => {
    const figures = [effect('sme', 3.6, 1.3, 5.9), diagnostic('p_value', 'pre_trend', 0.012, { unit: 'p_value' })];
    const outcomes = (code: Verdict['code'], reasons: string[]) =>
      textsOf(viewWith(figures, [{ indicator: 'EFF01', measure: 'effect_pct', code, reasons }]), 'rules').map(
        ([, , outcome]) => outcome,
      );
    expect(outcomes('supported', [])).toEqual(Array.from({ length: 11 }, () => 'overholdt'));
    expect(outcomes('suggestive', ['one_cluster'])[7]).toBe('brudt');
    const unsettled = outcomes('not_identified', ['pre_trend']);
    expect(unsettled.slice(0, 4)).toEqual(['overholdt', 'brudt', 'overholdt', 'ikke prøvet']);
    expect(outcomes('no_data', [])).toEqual([]);
    const spread = register({ indicator: 'EFF08', measure: 'specification_spread_pct', unit: 'pct', value: 2.44 });
    const lost = diagnostic('sensitivity', 'attrition_pct', 8.149);
    const here = textsOf(
      viewWith([spread, lost], [{ indicator: 'EFF01', measure: 'effect_pct', code: 'supported', reasons: [] }]),
      'rules',
    );
    expect([here[6]?.[1], here[10]?.[1]]).toEqual(['2,4 pct.point', '8,1 pct.']);
  });

  it('mark outcomes whose years before speak against them', () => {
    const at = (indicator: string, note: string | null) => effect('sme', 2.2, 1.5, 3, { indicator, note });
    const jobs = { ...at('EFF04', null), measure: 'extra_fte', unit: 'fte' };
    const rows = textsOf(viewWith([at('EFF01', null), at('EFF04', 'PRE_TREND'), jobs]), 'outcomes');
    const doubt = 'udviklede sig forskelligt allerede før';
    expect(rows.map((cells) => cells.at(-1))).toEqual(['', doubt, doubt]);
    expect(textsOf(viewWith([at('EFF01', null)]), 'outcomes')[0]).toHaveLength(5);
  });

  it('write the interval of an amount in millions where the amount is', () => {
    const extra = register({
      indicator: 'EFF05',
      measure: 'extra_dkk',
      unit: 'dkk',
      item: 'sme',
      value: 351_900_000,
      lower: -246_400_000,
      upper: 976_000_000,
    });
    expect(textsOf(viewWith([extra]), 'outcomes')[0]?.[1]).toBe('351,9 mio. kr. −246,4 til 976,0');
  });
});

it('names the groups whose effect is to be used with care, and what the dashed line goes through', () => {
  const ofBand = (size_band: string, reliability: Figure['reliability']) =>
    effect('Total', 1, -2, 4, { size_band, reliability });
  const notesOf = (figures: readonly ProtectedFigure[]) => drawn(CHARTS.segments(viewWith(figures))).notes;
  const sme = effect('sme', 2.2, 1.5, 3, { reliability: 'good' });
  expect(notesOf([sme, ofBand('1-9', 'good'), ofBand('250+', 'use_with_care')])).toEqual([
    'De vandrette streger er 95 pct.-konfidensintervaller.',
    'Den stiplede linje går gennem »Små og mellemstore«.',
    'Forskelle mellem grupperne er usikre, hvor intervallerne overlapper hinanden meget.',
    'Brug tallene for »250 ansatte og derover« med varsomhed.',
  ]);
  expect(notesOf([ofBand('1-9', 'good')])).toHaveLength(2);
  expect(notesOf([ofBand('1-9', 'unreliable')])).toContain('Brug alle tallene med varsomhed.');
});
