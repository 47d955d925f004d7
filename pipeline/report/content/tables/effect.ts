import type { Cell, TableModel } from '../../chart/model.ts';
import { isPublished } from '../../figures/shown.ts';
import type { MeasureName, View } from '../../page/view.ts';
import { nCell, numberColumn, textColumn } from '../charts/support.ts';
import { nameOf } from '../charts/titles.ts';

const RATIO_ITEMS = ['sme', 'Total', 'large', 'stratified', 'weighted', 'unmatched', 'rates'] as const;

/** Every measure of "becoming innovative" side by side, so that no ratio stands alone. */
export function ratioTable(view: View): TableModel | null {
  const { texts } = view;
  const at = (measure: string, item: string) =>
    view.figure(item === 'Total' ? { indicator: 'EFF03', measure } : { indicator: 'EFF03', measure, item }, {
      place: {},
    });
  const items = RATIO_ITEMS.filter((item) => at('risk_ratio', item) !== null);
  if (!items.some((item) => isPublished(at('risk_ratio', item)))) return null;
  const measures = ['treated_rate_pct', 'control_rate_pct', 'risk_ratio', 'odds_ratio', 'risk_difference_pp'];
  return {
    caption: texts.text('ratio.caption'),
    columns: [
      textColumn(texts.text('column.group')),
      ...measures.map((measure) => numberColumn(texts.text(`ratio.${measure}`))),
      numberColumn(texts.text('ratio.n')),
    ],
    rows: items.map((item) => ({
      cells: [
        texts.text(`effect.item.${item}`),
        ...measures.map((measure): Cell => {
          const figure = at(measure, item);
          return figure === null ? '' : { figure, part: 'estimate' };
        }),
        nCell(at('risk_ratio', item)),
      ],
      isMine: item === 'sme',
    })),
  };
}

const EFFECTS: readonly MeasureName[] = [
  { indicator: 'EFF01', measure: 'effect_pct' },
  { indicator: 'EFF02', measure: 'effect_pct' },
  { indicator: 'EFF04', measure: 'effect_pct' },
  { indicator: 'EFF04', measure: 'extra_fte' },
  { indicator: 'EFF05', measure: 'effect_pct' },
  { indicator: 'EFF05', measure: 'extra_dkk' },
  { indicator: 'EFF06', measure: 'share_effect_pp' },
  { indicator: 'EFF06', measure: 'starter_effect_pp' },
  { indicator: 'EFF07', measure: 'difference_pp' },
];

/** All outcomes of the effect study for small and medium-sized companies and for all. */
export function outcomeTable(view: View): TableModel | null {
  const { texts } = view;
  const lines = EFFECTS.map((name) => ({
    name,
    sme: view.figure({ ...name, item: 'sme' }, { place: {} }),
    all: view.figure(name, { place: {} }),
  })).filter(({ sme, all }) => sme !== null || all !== null);
  if (!lines.some(({ sme, all }) => isPublished(sme) || isPublished(all))) return null;
  // What casts doubt on an effect casts it on the jobs or the money made of it.
  const doubtful = new Set(
    lines.flatMap(({ name, sme, all }) =>
      [sme, all].some((figure) => figure?.note === 'PRE_TREND') ? [name.indicator] : [],
    ),
  );
  const hasDoubts = doubtful.size > 0;
  return {
    caption: texts.text('outcomes_table.caption'),
    columns: [
      textColumn(texts.text('column.measure')),
      numberColumn(texts.text('effect.item.sme')),
      numberColumn(texts.text('column.pairs')),
      numberColumn(texts.text('effect.item.Total')),
      numberColumn(texts.text('column.pairs')),
      ...(hasDoubts ? [textColumn(texts.text('outcomes_table.doubt'))] : []),
    ],
    rows: lines.map(({ name, sme, all }) => ({
      cells: [
        nameOf(view, name),
        { figure: sme, part: 'estimate' },
        nCell(sme),
        { figure: all, part: 'estimate' },
        nCell(all),
        ...(hasDoubts ? [doubtful.has(name.indicator) ? texts.text('outcomes_table.pre_trend') : ''] : []),
      ],
    })),
  };
}

/** The nine principles of CIM 2.0 and how far this study meets them. */
export function cimTable(view: View): TableModel | null {
  const { texts, edition } = view;
  const rows = edition.input.effect?.cim ?? [];
  if (rows.length === 0) return null;
  return {
    caption: texts.text('cim.caption'),
    columns: [
      textColumn(texts.text('cim.principle')),
      textColumn(texts.text('cim.state')),
      textColumn(texts.text('cim.comment')),
    ],
    rows: rows.map(({ principle, state, comment }) => ({
      cells: [texts.text(`cim.name.${principle}`), texts.text(`cim.${state}`), view.local(comment)],
    })),
  };
}
