import { type ChartModel, markText } from '../../chart/model.ts';
import { wrapLabel } from '../../chart/wrap.ts';
import { isPublished } from '../../figures/shown.ts';
import type { View } from '../../page/view.ts';
import { MEASURES } from '../measures.ts';
import { numberColumn, textColumn, tip, valueCell, withheldNote } from './support.ts';
import { itemName, measured } from './titles.ts';

/** Income by source, with the budget as a mark where it was delivered. */
export function financing(view: View): ChartModel | null {
  const { texts, write, edition, recipient } = view;
  const list = (measure: string) =>
    edition.index.list({ indicator: 'FIN01', measure, year: view.year, place: recipient.place, by: ['item'] });
  const budgets = new Map(list('budget_dkk').map((figure) => [figure.item, figure]));
  const sources = list(MEASURES.income.measure).sort((a, b) => (b.value ?? -1) - (a.value ?? -1));
  if (!sources.some(isPublished)) return null;
  const largest = sources.find(isPublished) ?? null;
  const total = view.figure(MEASURES.income);
  const name = (item: string) => itemName(view, 'FIN01', item);
  return {
    spec: 'financing',
    finding: texts.text('financing.finding', {
      source: largest === null ? '' : name(largest.item),
      value: write.text(largest),
    }),
    measured: measured(view, texts.text('financing.what')),
    alt: texts.text('bars.alt', {
      what: texts.text('financing.what'),
      values: sources.map((figure) => `${name(figure.item)}: ${write.text(figure)}`).join('; '),
    }),
    rows: sources.map((figure) => {
      const budget = budgets.get(figure.item) ?? null;
      const value = isPublished(figure) ? figure.value : null;
      // Beside a withheld bar its budget would stand for its length; the table tells it.
      const planned = isPublished(budget) && figure.status !== 'suppressed' ? budget.value : null;
      return {
        label: wrapLabel(name(figure.item), 130),
        value,
        budget: planned,
        reach: value === null ? null : Math.max(value, planned ?? 0),
        text: isPublished(figure) ? write.text(figure) : null,
        absent: isPublished(figure) ? null : write.text(figure),
        mark: markText('', tip(view, name(figure.item), figure)),
        budgetMark: markText('', tip(view, `${name(figure.item)}, ${texts.text('financing.budget')}`, budget)),
      };
    }),
    key: [
      { label: texts.text('financing.actual'), colour: 'accent' },
      { label: texts.text('financing.budget'), colour: 'ink' },
    ],
    table: {
      caption: texts.text('financing.what'),
      columns: [
        textColumn(texts.text('column.source')),
        numberColumn(texts.text('financing.actual')),
        numberColumn(texts.text('financing.budget')),
      ],
      rows: [
        ...sources.map((figure) => ({
          cells: [name(figure.item), valueCell(figure), valueCell(budgets.get(figure.item) ?? null)],
        })),
        {
          cells: [
            texts.text('column.total'),
            valueCell(total),
            valueCell(view.figure({ indicator: 'FIN01', measure: 'budget_dkk' })),
          ],
        },
      ],
    },
    notes: withheldNote(view, sources),
  };
}
