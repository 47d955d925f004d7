import { DIMENSIONS, TOTAL } from '../../../contract/figure.ts';
import type { TableModel } from '../../chart/model.ts';
import { plainText } from '../../html/escape.ts';
import type { CorrectionEffect, CorrectionFact } from '../../input.ts';
import { placeName, type View } from '../../page/view.ts';
import { textColumn } from '../charts/support.ts';

/** Whether the national figure that a correction moves is published itself. */
const isTold = ({ edition }: View, { indicator, measure, referenceYear }: CorrectionEffect): boolean =>
  edition.input.figures.some(
    (figure) =>
      figure.indicator === indicator &&
      figure.measure === measure &&
      figure.referenceYear === referenceYear &&
      figure.status === 'published' &&
      DIMENSIONS.every((dimension) => figure[dimension] === TOTAL),
  );

function effectText(view: View, { together, effects }: CorrectionFact): string {
  const { texts, edition } = view;
  const told = effects.filter((effect) => isTold(view, effect));
  if (told.length === 0) return texts.text('quality.effect.none');
  const lines = told.map(({ indicator, referenceYear, direction, size }) => {
    const name = edition.input.catalogue.find(({ id }) => id === indicator)?.name;
    const change = [texts.text(`quality.effect.${direction}`), texts.text(`quality.effect.${size}`)];
    return `${name === undefined ? indicator : view.local(name)} ${referenceYear}: ${change.join(', ')}`;
  });
  return [...lines, ...(together > 1 ? [texts.text('quality.effect.together', { count: String(together) })] : [])].join(
    '; ',
  );
}

/** Corrections of the recipient's deliveries: which column, for which reason, and what each alone does to the key figures. */
export function correctionTable(view: View): TableModel | null {
  const { texts, edition, recipient } = view;
  const corrections = edition.input.quality.corrections.filter(
    ({ supplier }) => recipient.kind !== 'cluster' || supplier === recipient.code,
  );
  if (corrections.length === 0) return null;
  return {
    caption: texts.text('quality.corrections'),
    columns: [
      textColumn(texts.text('column.year')),
      textColumn(texts.text('column.supplier')),
      textColumn(texts.text('column.correction')),
      textColumn(texts.text('column.reason')),
      textColumn(texts.text('column.effect')),
    ],
    rows: corrections.map((correction) => {
      const kind = texts.text(`quality.correction.${correction.kind}`);
      return {
        cells: [
          String(correction.referenceYear ?? ''),
          placeName(view, 'cluster', correction.supplier),
          `${view.local(correction.what)}: ${kind}`,
          correction.reason === null ? texts.text('quality.reason_withheld') : plainText(correction.reason),
          effectText(view, correction),
        ],
      };
    }),
  };
}
