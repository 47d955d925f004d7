import type { ProtectedFigure } from '../../../protect/index.ts';
import { type ChartModel, markText } from '../../chart/model.ts';
import { wrapLabel } from '../../chart/wrap.ts';
import { isPublished } from '../../figures/shown.ts';
import { regionKey } from '../../page/recipient.ts';
import { type MeasureName, placeName, shortRegionName, type View } from '../../page/view.ts';
import { finding } from '../sentences.ts';
import { countClasses, numberColumn, stateOf, textColumn, valueCell, withheldNote } from './support.ts';
import { measured, nameOf } from './titles.ts';

/** A count by industry and size, or by industry and region. */
export function heatMap(view: View, name: MeasureName, across: 'size_band' | 'region'): ChartModel | null {
  const { texts, write, edition } = view;
  const { industries, sizeBands, regions } = edition.input.lists;
  const figures = edition.index.list({
    ...name,
    year: view.year,
    place: view.recipient.place,
    by: ['industry', across],
  });
  const byCell = new Map(figures.map((figure) => [`${figure.industry} ${figure[across]}`, figure]));
  const columns = (across === 'region' ? regions : sizeBands)
    .map(({ code }) => code)
    .filter((code) => figures.some((figure) => figure[across] === code));
  const lines = industries.map(({ code }) => code).filter((code) => figures.some(({ industry }) => industry === code));
  const cells = lines.flatMap((industry) =>
    columns.map((column) => ({ industry, column, figure: byCell.get(`${industry} ${column}`) ?? null })),
  );
  if (!cells.some(({ figure }) => isPublished(figure))) return null;
  const classes = countClasses(
    view,
    cells.map(({ figure }) => figure),
  );
  const columnLabel = (code: string) =>
    wrapLabel(across === 'region' ? shortRegionName(view, code) : placeName(view, across, code), 84);
  const total = (industry: string): ProtectedFigure | null =>
    edition.index.find({ ...name, year: view.year, place: { ...view.recipient.place, industry } });
  const largest = lines
    .map((industry) => ({ industry, figure: total(industry) }))
    .sort((a, b) => (b.figure?.value ?? 0) - (a.figure?.value ?? 0))[0];
  const what = nameOf(view, name);
  return {
    spec: 'heat-map',
    finding: finding(
      view,
      'heat_map.finding',
      { value: largest?.figure ?? null },
      { industry: placeName(view, 'industry', largest?.industry ?? '') },
    ),
    measured: measured(view, texts.text(`heat_map.what_${across}`, { what })),
    alt: texts.text('heat_map.alt', { what, rows: lines.length, columns: columns.length }),
    rows: cells.map(({ industry, column, figure }) => ({
      label: wrapLabel(placeName(view, 'industry', industry), 168),
      column: columnLabel(column),
      level: classes.of(figure).level,
      status: stateOf(figure),
      text: isPublished(figure) ? write.text(figure) : '–',
      mark: markText(
        across === 'region' ? regionKey(column) : '',
        `${placeName(view, 'industry', industry)}, ${placeName(view, across, column)}: ${write.text(figure)}`,
      ),
    })),
    key: classes.key,
    table: {
      caption: what,
      columns: [
        textColumn(texts.text('column.industry')),
        ...columns.map((column) => numberColumn(placeName(view, across, column))),
      ],
      rows: lines.map((industry) => ({
        cells: [
          placeName(view, 'industry', industry),
          ...columns.map((column) => valueCell(byCell.get(`${industry} ${column}`) ?? null)),
        ],
      })),
    },
    notes: withheldNote(view, figures),
  };
}
