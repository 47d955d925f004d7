import type { ChartRow } from '../../chart/model.ts';
import { hatchOf, namePlaceOf, pathOf, simplified } from '../../chart/shapes.ts';
import { textWidth } from '../../chart/text-width.ts';
import type { Boundary } from '../../input.ts';

/** Width of the map in the units of its paths; the spec says the same number. */
const MAP_WIDTH = 680;
const TALLEST = 620;
const LABEL_SIZE = 11;

/** Maps of more municipalities than this have no names on them. */
const MOST_LABELS = 30;

/** A municipality as the map shows it. */
export interface MapPlace {
  readonly boundary: Boundary;
  readonly label: string;
  readonly level: number;
  readonly status: string;
  readonly mark: string;
}

/** The rows of a map by borders, and its height for a width. */
export function shapeRows(places: readonly MapPlace[]): {
  readonly rows: readonly ChartRow[];
  readonly heightFor: (width: number) => number;
} {
  const points = places.flatMap(({ boundary }) => boundary.rings.flat());
  const extent = (values: readonly number[]): [number, number] => [
    values.reduce((low, value) => Math.min(low, value), Number.POSITIVE_INFINITY),
    values.reduce((high, value) => Math.max(high, value), Number.NEGATIVE_INFINITY),
  ];
  const [left, right] = extent(points.map(([x]) => x));
  const [top, bottom] = extent(points.map(([, y]) => y));
  const scale = Math.min(MAP_WIDTH / (right - left), TALLEST / (bottom - top));
  const shapes = simplified(
    places.map(({ boundary }) => boundary.rings),
    ([x, y]) => [(x - left) * scale, (y - top) * scale],
  );
  const rows = places.map(({ label, level, status, mark }, at): ChartRow => {
    const rings = shapes[at] ?? [];
    const { x, y, width } = namePlaceOf(rings);
    const fits = places.length <= MOST_LABELS && textWidth(label, LABEL_SIZE) < width;
    return {
      path: pathOf(rings),
      hatch: status === 'suppressed' ? hatchOf(rings) : '',
      x,
      y,
      level,
      status,
      short: fits && status !== 'suppressed' ? label : '',
      mark,
    };
  });
  const height = (bottom - top) * scale;
  return { rows, heightFor: (width) => Math.ceil((height * width) / MAP_WIDTH) };
}
