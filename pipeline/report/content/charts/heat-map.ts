import { type ChartModel, markText } from '../../chart/model.ts';
import { wrapLabel } from '../../chart/wrap.ts';
import { isPublished } from '../../figures/shown.ts';
import { type MeasureName, placeName, type View } from '../../page/view.ts';
import { finding } from '../sentences.ts';
import { countClasses, numberColumn, stateOf, textColumn, valueCell, withheldNote } from './support.ts';
import { measured, nameOf } from './titles.ts';

/** A count by industry and size. Null where there is no cell of a known industry to show. */
export function heatMap(view: View, name: MeasureName): ChartModel | null {
  const { texts, write, edition } = view;
  const { industries, sizeBands } = edition.input.lists;
  const figures = edition.index.list({
    ...name,
    year: view.year,
    place: view.recipient.place,
    by: ['industry', 'size_band'],
  });
  const byCell = new Map(figures.map((figure) => [`${figure.industry} ${figure.size_band}`, figure]));
  const lines = industries.map(({ code }) => code).filter((code) => figures.some(({ industry }) => industry === code));
  const isKnown = (industry: string, band: string) => stateOf(byCell.get(`${industry} ${band}`) ?? null) !== 'no_data';
  const columns = sizeBands.map(({ code }) => code).filter((code) => lines.some((industry) => isKnown(industry, code)));
  const cells = lines.flatMap((industry) =>
    columns.map((column) => ({ industry, column, figure: byCell.get(`${industry} ${column}`) ?? null })),
  );
  if (!cells.some(({ figure }) => isPublished(figure))) return null;
  const shown = cells.map(({ figure }) => figure);
  const classes = countClasses(view, shown);
  const [largest] = lines
    .map((industry) => ({
      industry,
      figure: edition.index.find({ ...name, year: view.year, place: { ...view.recipient.place, industry } }),
    }))
    .sort((a, b) => (b.figure?.value ?? 0) - (a.figure?.value ?? 0));
  const what = nameOf(view, name);
  return {
    spec: 'heat-map',
    finding: finding(
      view,
      'heat_map.finding',
      { value: largest?.figure ?? null },
      { industry: placeName(view, 'industry', largest?.industry ?? '') },
    ),
    measured: measured(view, texts.text('heat_map.what', { what })),
    alt: texts.text('heat_map.alt', {
      what,
      values: lines
        .map((industry) => {
          const values = columns.map((column) => write.text(byCell.get(`${industry} ${column}`) ?? null));
          return `${placeName(view, 'industry', industry)}: ${values.join(' / ')}`;
        })
        .join('; '),
      groups: columns.map((column) => placeName(view, 'size_band', column)).join(' / '),
    }),
    rows: cells.map(({ industry, column, figure }) => ({
      label: wrapLabel(placeName(view, 'industry', industry), 172),
      column: bandLabel(view, column),
      level: classes.of(figure).level,
      status: stateOf(figure),
      text: isPublished(figure) ? write.text(figure) : '–',
      mark: markText(
        '',
        `${placeName(view, 'industry', industry)}, ${placeName(view, 'size_band', column)}: ${write.text(figure)}`,
      ),
    })),
    key: classes.key,
    table: {
      caption: what,
      columns: [
        textColumn(texts.text('column.industry')),
        ...columns.map((column) => numberColumn(placeName(view, 'size_band', column))),
      ],
      rows: lines.map((industry) => ({
        cells: [
          placeName(view, 'industry', industry),
          ...columns.map((column) => valueCell(byCell.get(`${industry} ${column}`) ?? null)),
        ],
      })),
    },
    notes: withheldNote(view, shown),
  };
}

/** A size band in few signs: `10–49`. */
const bandLabel = ({ texts }: View, code: string): string =>
  code === 'unknown' ? texts.text('state.unknown') : code.replace('-', '–');
