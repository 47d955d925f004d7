import type { ProtectedFigure } from '../../../protect/index.ts';
import type { Cell, TableModel } from '../../chart/model.ts';
import { isPublished } from '../../figures/shown.ts';
import type { Verdict } from '../../input.ts';
import type { View } from '../../page/view.ts';
import { formatNumber, formatValue } from '../../text/number.ts';
import { intervalCell, nCell, numberColumn, textColumn, valueCell } from '../charts/support.ts';
import { effectFigures } from '../effect-items.ts';
import { MEASURES } from '../measures.ts';

const diagnostic = (view: View, measure: string, item?: string): ProtectedFigure | null =>
  view.figure({ indicator: 'EFF08', measure, ...(item === undefined ? {} : { item }) }, { place: {} });

const TESTS = ['pre_trend', 'group_time_pre_trend', 'placebo_year', 'placebo_outcome'];
const SENSITIVITIES = [
  'attrition_pct',
  'critical_gamma',
  'e_value',
  'e_value_limit',
  'robustness_value',
  'breakdown_m',
  'minimum_detectable_pct',
];

/** A number, or the words for one that lies beyond all that was searched. */
const searched = (view: View, figure: ProtectedFigure | null): Cell =>
  figure?.note === 'HOLDS_BEYOND_SEARCH' ? view.texts.text('sensitivity.beyond') : valueCell(figure);

/** Tests that the study should not fail, and how strong a hidden cause would have to be to explain the result. */
export function sensitivityTable(view: View): TableModel | null {
  const { texts } = view;
  const lines = [
    ...TESTS.map((item) => ({ item, figure: diagnostic(view, 'p_value', item) })),
    ...SENSITIVITIES.map((item) => ({ item, figure: diagnostic(view, 'sensitivity', item) })),
  ].filter(({ figure }) => figure !== null);
  if (lines.length === 0) return null;
  return {
    caption: texts.text('sensitivity.caption'),
    columns: [
      textColumn(texts.text('column.test')),
      numberColumn(texts.text('column.value')),
      textColumn(texts.text('column.meaning')),
    ],
    rows: lines.map(({ item, figure }) => ({
      cells: [
        texts.text(`sensitivity.${item}.name`),
        searched(view, figure),
        texts.text(`sensitivity.${item}.meaning`),
      ],
    })),
  };
}

/** Limits of the effect where the two groups would not have developed alike, by how unlike they are taken to be. */
export function honestTable(view: View): TableModel | null {
  const { texts, language } = view;
  const lines = (['honest', 'smooth'] as const).flatMap((kind) => {
    const upper = new Map(
      effectFigures(view, 'EFF08', 'sensitivity', `${kind}_upper`).map(({ rest, figure }) => [rest[0], figure]),
    );
    return effectFigures(view, 'EFF08', 'sensitivity', `${kind}_lower`).map(({ rest: [bound = ''], figure }) => ({
      label: texts.text(`honest.${kind}`, { bound: shortest(Number(bound), language) }),
      lower: figure,
      upper: upper.get(bound) ?? null,
    }));
  });
  if (lines.length === 0) return null;
  return {
    caption: texts.text('honest.caption'),
    columns: [
      textColumn(texts.text('honest.assumption')),
      numberColumn(texts.text('honest.lower')),
      numberColumn(texts.text('honest.upper')),
      textColumn(texts.text('honest.zero')),
    ],
    rows: lines.map(({ label, lower, upper }) => ({
      cells: [label, valueCell(lower), valueCell(upper), zeroWord(view, lower, upper)],
    })),
  };
}

/** A bound as it was set, with no more decimals than it has. */
const shortest = (value: number, language: View['language']): string =>
  formatNumber(value, String(value).split('.')[1]?.length ?? 0, language);

function zeroWord({ texts }: View, lower: ProtectedFigure | null, upper: ProtectedFigure | null): string {
  if (!isPublished(lower) || !isPublished(upper)) return '';
  return texts.text(lower.value <= 0 && upper.value >= 0 ? 'honest.holds_zero' : 'honest.leaves_zero');
}

interface Rule {
  /** Reason of the verdict that stands for the rule's being broken. */
  readonly reason: string;
  readonly cell: (view: View) => Cell;
  /** Without it nothing is identified. */
  readonly isDecisive?: boolean;
}

/** A number in the unit that its rule speaks of. */
const inUnit = (view: View, figure: ProtectedFigure | null, unit: 'pct' | 'pp'): Cell =>
  isPublished(figure) ? formatValue(figure.value, unit, 1, view.language) : valueCell(figure);

const headline = (view: View): ProtectedFigure | null => view.figure(MEASURES.productivity, { place: {} });

const RULES: readonly Rule[] = [
  { reason: 'few_pairs', cell: (view) => nCell(headline(view)), isDecisive: true },
  { reason: 'pre_trend', cell: (view) => valueCell(diagnostic(view, 'p_value', 'pre_trend')), isDecisive: true },
  { reason: 'balance', cell: (view) => valueCell(diagnostic(view, 'max_smd', 'after')), isDecisive: true },
  { reason: 'interval_holds_zero', cell: (view) => intervalCell(headline(view)) },
  { reason: 'placebo_year', cell: (view) => valueCell(diagnostic(view, 'p_value', 'placebo_year')) },
  { reason: 'placebo_outcome', cell: (view) => valueCell(diagnostic(view, 'p_value', 'placebo_outcome')) },
  { reason: 'specifications', cell: (view) => inUnit(view, diagnostic(view, 'specification_spread_pct'), 'pp') },
  { reason: 'one_cluster', cell: () => '' },
  { reason: 'one_cohort', cell: () => '' },
  { reason: 'hidden_bias', cell: (view) => searched(view, diagnostic(view, 'sensitivity', 'critical_gamma')) },
  { reason: 'attrition', cell: (view) => inUnit(view, diagnostic(view, 'sensitivity', 'attrition_pct'), 'pct') },
];

/** The rules that the verdict on productivity follows from, and how each came out. */
export function ruleTable(view: View): TableModel | null {
  const { texts, edition } = view;
  const verdict = edition.input.effect?.verdicts.find(
    ({ indicator, measure }) => indicator === 'EFF01' && measure === 'effect_pct',
  );
  if (verdict === undefined || verdict.code === 'no_data') return null;
  return {
    caption: texts.text('rules.caption'),
    columns: [
      textColumn(texts.text('rules.rule')),
      numberColumn(texts.text('rules.here')),
      textColumn(texts.text('rules.outcome')),
    ],
    rows: RULES.map((rule) => ({
      cells: [texts.text(`rules.${rule.reason}`), rule.cell(view), texts.text(`rules.${outcomeOf(rule, verdict)}`)],
    })),
  };
}

/** Where nothing is identified, the rules that only weigh a result are not asked. */
function outcomeOf({ reason, isDecisive }: Rule, { code, reasons }: Verdict): 'met' | 'broken' | 'not_asked' {
  if (reasons.includes(reason)) return 'broken';
  return code === 'not_identified' && !isDecisive ? 'not_asked' : 'met';
}
