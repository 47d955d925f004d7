import type { ProtectedFigure } from '../../../protect/index.ts';
import { type ChartModel, markText } from '../../chart/model.ts';
import { wrapLabel } from '../../chart/wrap.ts';
import { isPublished } from '../../figures/shown.ts';
import type { MeasureName, View } from '../../page/view.ts';
import { MEASURES } from '../measures.ts';
import { finding } from '../sentences.ts';
import { numberColumn, textColumn, tip, valueCell, withheldNote } from './support.ts';
import { measured } from './titles.ts';

interface Rung {
  readonly key: string;
  readonly count: MeasureName;
  readonly share: MeasureName | null;
}

const RUNGS: readonly Rung[] = [
  { key: 'companies', count: MEASURES.companies, share: null },
  { key: 'projects', count: MEASURES.inProjects, share: MEASURES.inProjectsShare },
  { key: 'ideas', count: MEASURES.newIdeas, share: MEASURES.newIdeasShare },
  { key: 'competences', count: MEASURES.newCompetences, share: MEASURES.newCompetencesShare },
  { key: 'products', count: MEASURES.newProducts, share: MEASURES.newProductsShare },
];

/** From taking part to new products: how many companies reach each rung, and what share of participants that is. */
export function ladder(view: View): ChartModel | null {
  const { texts, write } = view;
  const rungs = RUNGS.map(({ key, count, share }) => ({
    label: texts.text(`ladder.${key}`),
    isBase: share === null,
    figure: view.figure(count),
    share: share === null ? null : view.figure(share),
    hasShare: share !== null,
  }));
  if (!rungs.some(({ figure }) => isPublished(figure))) return null;
  const rows = rungs.map(({ label, isBase, figure, share, hasShare }) => {
    return {
      label: wrapLabel(label, 128),
      value: isPublished(figure) ? figure.value : null,
      isBase,
      text: isPublished(figure) ? write.text(figure) : null,
      absent: isPublished(figure) ? null : write.text(figure),
      share: !isPublished(figure)
        ? null
        : hasShare
          ? texts.text('ladder.share', { share: write.text(share) })
          : texts.text('ladder.base'),
      mark: markText(view.recipient.key, tip(view, label, figure)),
    };
  });
  const last = rungs.at(-1);
  return {
    spec: 'ladder',
    finding: finding(view, 'ladder.finding', { share: last?.share ?? null }),
    measured: measured(view, texts.text('ladder.what')),
    alt: texts.text('ladder.alt', {
      values: rungs
        .map(
          ({ label, figure, share, hasShare }) =>
            `${label}: ${write.text(figure)}${hasShare ? ` (${write.text(share)})` : ''}`,
        )
        .join('; '),
    }),
    rows,
    table: {
      caption: texts.text('ladder.what'),
      columns: [
        textColumn(texts.text('column.rung')),
        numberColumn(texts.text('column.companies')),
        numberColumn(texts.text('column.share_of_participants')),
      ],
      rows: rungs.map(({ label, figure, share, hasShare }) => ({
        cells: [label, valueCell(figure), hasShare ? valueCell(share) : ''],
      })),
    },
    notes: [
      texts.text('ladder.note'),
      ...(rungs.some((rung) => isOfOthersToo(rung, rungs[0]?.figure ?? null)) ? [texts.text('ladder.listed')] : []),
      ...withheldNote(
        view,
        rungs.map(({ figure }) => figure),
      ),
    ],
  };
}

/** Whether a rung's count holds companies that its share leaves out, so that the two do not go together. */
function isOfOthersToo(
  { figure, share }: { readonly figure: ProtectedFigure | null; readonly share: ProtectedFigure | null },
  base: ProtectedFigure | null,
): boolean {
  if (!isPublished(figure) || !isPublished(share) || !isPublished(base)) return false;
  return Math.abs((100 * figure.value) / base.value - share.value) > 0.05;
}
