import type { ProtectedFigure } from '../../../protect/index.ts';
import { type ChartModel, type ChartRow, markText } from '../../chart/model.ts';
import { shortLabel } from '../../chart/wrap.ts';
import { isPublished } from '../../figures/shown.ts';
import type { ReportMunicipality } from '../../input.ts';
import type { MeasureName, View } from '../../page/view.ts';
import { formatNumber } from '../../text/number.ts';
import { type MapPlace, shapeRows } from './municipality-shapes.ts';
import { countClasses, numberColumn, stateOf, textColumn, tip, valueCell, withheldNote } from './support.ts';
import { measured, nameOf } from './titles.ts';

/** Widest tile, in pixels: a region of few municipalities does not fill the page. */
const LARGEST_TILE = 58;

/**
 * A count by municipality: within borders where the analyst has given those of all, otherwise one tile each, placed like
 * the country. Null where the recipient is one municipality.
 */
export function municipalityMap(
  view: View,
  name: MeasureName,
  page: { readonly wide: number; readonly narrow: number },
): ChartModel | null {
  const { texts, write } = view;
  const mine = ownMunicipalities(view);
  const byCode = new Map(
    view.edition.index
      .list({ ...name, year: view.year, by: ['municipality'] })
      .map((figure) => [figure.municipality, figure]),
  );
  const tiles: readonly Tile[] = mine.map((municipality) => ({
    municipality,
    figure: byCode.get(municipality.code) ?? null,
  }));
  const figures = tiles.map(({ figure }) => figure);
  if (tiles.length < 2 || !figures.some((figure) => isPublished(figure) && figure.value > 0)) return null;
  const classes = countClasses(view, figures);
  const columns = range(mine.map(({ tileColumn }) => tileColumn));
  const rows = range(mine.map(({ tileRow }) => tileRow));
  const isLarge = columns.length <= 12;
  const tileRows: ChartRow[] = tiles.map(({ municipality, figure }) => {
    const label = view.local(municipality.name);
    return {
      column: municipality.tileColumn,
      row: municipality.tileRow,
      isTile: true,
      level: classes.of(figure).level,
      status: stateOf(figure),
      short: isLarge ? shortLabel(label, LARGEST_TILE - 6) : label.slice(0, 3),
      mark: markText(`m-${municipality.code}`, tip(view, label, figure)),
    };
  });
  // Every column and row of the grid must occur, or the tiles would close up over the sea.
  const sea: ChartRow[] = [
    ...columns.map((column) => ({ column, row: rows[0] as number, isTile: false })),
    ...rows.map((row) => ({ column: columns[0] as number, row, isTile: false })),
  ];
  const boundaries = new Map(view.edition.input.boundaries?.map((boundary) => [boundary.code, boundary]));
  const places = tiles.flatMap(({ municipality, figure }): MapPlace[] => {
    const boundary = boundaries.get(municipality.code);
    const label = view.local(municipality.name);
    const mark = markText(`m-${municipality.code}`, tip(view, label, figure));
    return boundary === undefined
      ? []
      : [{ boundary, label, level: classes.of(figure).level, status: stateOf(figure), mark }];
  });
  const largest = tiles
    .filter(({ figure }) => isPublished(figure))
    .sort((a, b) => (b.figure?.value ?? 0) - (a.figure?.value ?? 0))[0];
  const most = {
    municipality: largest === undefined ? '' : view.local(largest.municipality.name),
    value: write.text(largest?.figure ?? null),
  };
  const what = nameOf(view, name);
  const sizeOf = (width: number) => {
    const tile = Math.min(LARGEST_TILE, Math.floor(width / columns.length));
    return { width: tile * columns.length, height: tile * rows.length };
  };
  const drawing = (): Pick<ChartModel, 'spec' | 'rows' | 'size'> => {
    if (places.length < tiles.length)
      return {
        spec: 'municipality-map',
        rows: [...tileRows, ...sea].sort(
          (a, b) => Number(a.column) - Number(b.column) || Number(a.row) - Number(b.row),
        ),
        size: { wide: sizeOf(page.wide), narrow: sizeOf(page.narrow) },
      };
    const { rows: shapes, heightFor } = shapeRows(places);
    const sizeFor = (width: number) => ({ width, height: heightFor(width) });
    return {
      spec: 'municipality-shapes',
      rows: shapes,
      size: { wide: sizeFor(page.wide), narrow: sizeFor(page.narrow) },
    };
  };
  return {
    ...drawing(),
    finding: texts.text('map.finding', most),
    measured: measured(view, what),
    alt: [
      texts.text('map.alt', { what, count: formatNumber(tiles.length, 0, view.language), ...most }),
      ...restInWords(view, tiles),
    ].join(' '),
    key: classes.key,
    table: {
      caption: what,
      columns: [textColumn(texts.text('column.municipality')), numberColumn(texts.text('column.companies'))],
      rows: tiles.map(({ municipality, figure }) => ({ cells: [view.local(municipality.name), valueCell(figure)] })),
    },
    notes: withheldNote(view, figures),
  };
}

interface Tile {
  readonly municipality: ReportMunicipality;
  readonly figure: ProtectedFigure | null;
}

/** Where the fewest are, if not everywhere alike, and how many numbers are withheld. */
function restInWords({ texts, write, local }: View, tiles: readonly Tile[]): string[] {
  const values = tiles.flatMap(({ figure }) => (isPublished(figure) ? [figure.value] : []));
  const least = Math.min(...values);
  const fewest = tiles.filter(({ figure }) => isPublished(figure) && figure.value === least);
  const withheld = tiles.filter(({ figure }) => stateOf(figure) === 'suppressed').length;
  const [first] = fewest;
  return [
    ...(first === undefined || least === Math.max(...values)
      ? []
      : [
          texts.text('map.fewest', {
            count: fewest.length,
            municipality: local(first.municipality.name),
            value: write.text(first.figure),
          }),
        ]),
    ...(withheld === 0 ? [] : [texts.text('map.withheld', { count: withheld })]),
  ];
}

function ownMunicipalities(view: View): readonly ReportMunicipality[] {
  const { recipient, edition } = view;
  // Christiansø is in no region and has no tile.
  const municipalities = edition.input.lists.municipalities.filter(({ region }) => region !== '');
  if (recipient.kind === 'region') return municipalities.filter(({ region }) => region === recipient.code);
  if (recipient.kind === 'growth_forum')
    return municipalities.filter(({ growthForum }) => growthForum === recipient.code);
  return municipalities;
}

const range = (values: readonly number[]): number[] => {
  const from = Math.min(...values);
  return Array.from({ length: Math.max(...values) - from + 1 }, (_, step) => from + step);
};
