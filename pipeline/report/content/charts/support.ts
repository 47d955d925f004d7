import type { ProtectedFigure } from '../../../protect/index.ts';
import type { Cell } from '../../chart/model.ts';
import { isPublished } from '../../figures/shown.ts';
import type { View } from '../../page/view.ts';
import { formatNumber } from '../../text/number.ts';
import { classLimits, classOf } from '../classes.ts';

/** A cell with a figure's value. */
export const valueCell = (figure: ProtectedFigure | null): Cell => ({ figure, part: 'value' });

/** A cell with a figure's interval; empty where the value's cell says that there is none. */
export const intervalCell = (figure: ProtectedFigure | null): Cell =>
  isPublished(figure) ? { figure, part: 'interval' } : '';

/** A cell with the number of units behind a figure; empty where the value's cell says that there is none. */
export const nCell = (figure: ProtectedFigure | null): Cell => (isPublished(figure) ? { figure, part: 'n' } : '');

export const textColumn = (heading: string) => ({ heading, isNumeric: false });

export const numberColumn = (heading: string) => ({ heading, isNumeric: true });

/** State of a figure as charts write it. */
export const stateOf = (figure: ProtectedFigure | null): 'published' | 'suppressed' | 'no_data' =>
  figure?.status ?? 'no_data';

/** Sentence for those who point at a mark: what it is, then its number. */
export const tip = (view: View, what: string, figure: ProtectedFigure | null): string =>
  `${what}: ${view.write.text(figure)}`;

/** Classes of counts with their names, for heat maps and maps. */
export function countClasses(view: View, figures: readonly (ProtectedFigure | null)[]) {
  const limits = classLimits(figures.filter(isPublished).map(({ value }) => value));
  const number = (value: number) => formatNumber(value, 0, view.language);
  const names = limits.map((limit, position) => {
    const from = (limits[position - 1] ?? 0) + 1;
    return from === limit ? number(limit) : `${number(from)}–${number(limit)}`;
  });
  const state = (name: 'suppressed' | 'no_data') => figures.some((figure) => stateOf(figure) === name);
  return {
    /** What the colours stand for, in the order of the classes; zero and withheld where they occur. */
    key: [
      ...(figures.some((figure) => isPublished(figure) && figure.value === 0) ? [{ label: '0', colour: 'wash' }] : []),
      ...names.map((label, position) => ({ label, colour: `ramp${position + 1}` })),
      ...(state('suppressed') ? [{ label: view.texts.text('state.suppressed'), colour: 'hatch' }] : []),
      ...(state('no_data') ? [{ label: view.texts.text('state.no_data'), colour: 'wash' }] : []),
    ],
    /** Number and name of the class of a figure; zero is a class of its own. */
    of: (figure: ProtectedFigure | null): { level: number; name: string } => {
      if (!isPublished(figure)) return { level: -1, name: view.texts.text(`state.${stateOf(figure)}`) };
      const level = classOf(figure.value, limits);
      return { level, name: level === 0 ? '0' : (names[level - 1] ?? '') };
    },
  };
}

/** Remark that some cells of a chart are withheld, or nothing. */
export function withheldNote(view: View, figures: readonly (ProtectedFigure | null)[]): string[] {
  return figures.some((figure) => stateOf(figure) === 'suppressed') ? [view.texts.text('note.suppressed')] : [];
}

/** The edition's confidence level in per cent. */
export const confidence = (view: View): string =>
  String(Math.round(100 * view.edition.input.parameters.confidence_level));
