import type { ProtectedFigure } from '../../../protect/index.ts';
import { type ChartModel, markText } from '../../chart/model.ts';
import { wrapLabel } from '../../chart/wrap.ts';
import { isPublished } from '../../figures/shown.ts';
import { plainText } from '../../html/escape.ts';
import type { View } from '../../page/view.ts';
import { effectFigures } from '../effect-items.ts';
import { finding } from '../sentences.ts';
import { numberColumn, textColumn, tip, valueCell, withheldNote } from './support.ts';

/** Participants, or companies outside the clusters that could be compared with. */
type Side = 'treated' | 'donor';

interface Step {
  readonly label: string;
  readonly isLoss: boolean;
  readonly figure: ProtectedFigure;
  /** Where the step's bar begins and ends. */
  readonly from: number;
  readonly to: number;
}

/** From all companies of a side to those that are paired: who is left after each step, and why the others fell out. */
export function companyFlow(view: View, side: Side): ChartModel | null {
  const { texts, write } = view;
  const steps = stepsOf(view, side);
  if (!steps.some(({ figure }) => isPublished(figure))) return null;
  const kept = steps.filter(({ isLoss }) => !isLoss).map(({ figure }) => figure);
  const caption = texts.text(`selection.${side}.caption`);
  return {
    spec: 'company-flow',
    finding: finding(view, `selection.${side}.finding`, { first: kept[0] ?? null, last: kept.at(-1) ?? null }),
    measured: caption,
    alt: texts.text('bars.alt', {
      what: caption,
      values: steps.map(({ label, figure }) => `${label}: ${write.text(figure)}`).join('; '),
    }),
    rows: steps.map(({ label, isLoss, figure, from, to }) => ({
      label: wrapLabel(label, 170),
      isLoss,
      from,
      to: isPublished(figure) ? to : from,
      text: isPublished(figure) ? `${isLoss ? '\u2212' : ''}${write.text(figure)}` : null,
      absent: isPublished(figure) ? null : write.text(figure),
      mark: markText('', tip(view, label, figure)),
    })),
    key: [
      { label: texts.text('selection.kept'), colour: 'accent' },
      { label: texts.text('selection.lost'), colour: 'quiet' },
    ],
    table: {
      caption,
      columns: [textColumn(texts.text('column.rung')), numberColumn(texts.text('column.companies'))],
      rows: steps.map(({ label, isLoss, figure }) => ({
        cells: [isLoss ? `\u2212 ${label}` : label, valueCell(figure)],
        isMine: !isLoss,
      })),
    },
    notes: withheldNote(
      view,
      steps.map(({ figure }) => figure),
    ),
  };
}

/** Bars of those left begin at zero; bars of those lost hang from the end of what was left before. */
function stepsOf(view: View, side: Side): Step[] {
  let left = 0;
  return effectFigures(view, 'EFF08', 'companies', 'flow')
    .filter(({ rest }) => rest[0] === side)
    .map(({ rest: [, step = ''], figure }) => {
      const isLoss = step.startsWith('-');
      const value = isPublished(figure) ? figure.value : 0;
      const before = left;
      left = isLoss ? Math.max(0, before - value) : value;
      return {
        label: stepName(view, step, side),
        isLoss,
        figure,
        from: isLoss ? left : 0,
        to: isLoss ? before : value,
      };
    });
}

function stepName({ texts }: View, step: string, side: Side): string {
  const name = step.replace(/^-/, '');
  const keys = step.startsWith('-')
    ? [`selection.without.${name}`]
    : [`selection.${side}.step.${name}`, `selection.step.${name}`];
  const known = keys.find((key) => texts.has(key));
  return known === undefined ? plainText(name.replaceAll('_', ' ')) : texts.text(known);
}
