import type { ProtectedFigure } from '../../../protect/index.ts';
import { type ChartModel, markText } from '../../chart/model.ts';
import { wrapLabel } from '../../chart/wrap.ts';
import { isPublished } from '../../figures/shown.ts';
import type { View } from '../../page/view.ts';
import { finding } from '../sentences.ts';
import { numberColumn, textColumn, valueCell, withheldNote } from './support.ts';
import { measured } from './titles.ts';

/** Companies asked, those that answered, and those that answered in full. */
export function responseFunnel(view: View): ChartModel | null {
  const { texts, write } = view;
  const at = (measure: string) => view.figure({ indicator: 'SUR10', measure });
  const asked = at('eligible_count');
  const answered = at('response_pct');
  const complete = at('complete_pct');
  if (!isPublished(asked)) return null;
  const steps = [
    { key: 'asked', figure: asked, part: 'value' as const, count: asked.value },
    { key: 'answered', figure: answered, part: 'numerator' as const, count: answered?.numerator ?? null },
    { key: 'complete', figure: complete, part: 'numerator' as const, count: complete?.numerator ?? null },
  ];
  const share = (key: string, figure: ProtectedFigure | null) =>
    key === 'asked' ? texts.text('ladder.base') : texts.text('response.share', { share: write.text(figure) });
  return {
    spec: 'response-funnel',
    finding: finding(view, 'response.finding', { share: answered }),
    measured: measured(view, texts.text('response.what')),
    alt: texts.text('bars.alt', {
      what: texts.text('response.what'),
      values: steps
        .map(({ key, figure, part }) => `${texts.text(`response.${key}`)}: ${write.text(figure, part)}`)
        .join('; '),
    }),
    rows: steps.map(({ key, figure, part, count }, position) => ({
      label: wrapLabel(texts.text(`response.${key}`), 140),
      step: position + 1,
      value: count,
      text: count === null ? null : write.text(figure, part),
      share: count === null ? null : share(key, figure),
      absent: count === null ? write.text(figure) : null,
      mark: markText('', `${texts.text(`response.${key}`)}: ${write.text(figure, part)}`),
    })),
    table: {
      caption: texts.text('response.what'),
      columns: [
        textColumn(texts.text('column.rung')),
        numberColumn(texts.text('column.companies')),
        numberColumn(texts.text('column.share_of_asked')),
      ],
      rows: steps.map(({ key, figure, part }) => ({
        cells: [texts.text(`response.${key}`), { figure, part }, key === 'asked' ? '' : valueCell(figure)],
      })),
    },
    notes: withheldNote(
      view,
      steps.map(({ figure }) => figure),
    ),
  };
}
