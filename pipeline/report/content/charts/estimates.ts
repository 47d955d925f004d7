import type { ProtectedFigure } from '../../../protect/index.ts';
import { hasInterval, isPublished } from '../../figures/shown.ts';
import type { View } from '../../page/view.ts';
import { numberColumn, textColumn } from './support.ts';

/** An estimate and its interval as a row of a chart. */
export const shownValue = (figure: ProtectedFigure | null) => ({
  value: isPublished(figure) ? figure.value : null,
  lower: hasInterval(figure) ? figure.lower : null,
  upper: hasInterval(figure) ? figure.upper : null,
});

/** Columns of a table of estimates of the effect study. */
export const estimateColumns = ({ texts }: View, first: string) => [
  textColumn(first),
  numberColumn(texts.text('column.effect')),
  numberColumn(texts.text('column.interval')),
  numberColumn(texts.text('column.pairs')),
];

/** Event time with its sign: +1, 0, −1. */
export const signed = (time: number): string => (time > 0 ? `+${time}` : time < 0 ? `\u2212${-time}` : '0');
