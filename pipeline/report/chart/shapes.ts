type Point = readonly [x: number, y: number];
type Ring = readonly Point[];

/** Smallest triangle that three points of a border may span, in square pixels; smaller corners are cut. */
const SMALLEST_CORNER = 1.5;

/** Islands below this many square pixels are left out, but the largest of a municipality. */
const SMALLEST_ISLAND = 3;

const HATCH_DISTANCE = 6;

const keyOf = ([x, y]: Point): string => `${x},${y}`;

const corner = (a: Point, b: Point, c: Point): number =>
  Math.abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2;

/** Area of a ring; its sign says which way round it goes. */
export const areaOf = (ring: Ring): number =>
  ring.reduce((sum, [x, y], at) => {
    const [nextX, nextY] = ring[(at + 1) % ring.length] as Point;
    return sum + (x * nextY - nextX * y) / 2;
  }, 0);

/** Points on the grid of pixels, without those that stand still. The last point is not the first again. */
function onGrid(ring: Ring, toPixels: (point: Point) => Point): Point[] {
  const points: Point[] = [];
  for (const point of ring) {
    const [x, y] = toPixels(point).map(Math.round) as unknown as Point;
    const last = points.at(-1);
    if (last?.[0] !== x || last[1] !== y) points.push([x, y]);
  }
  const [first, last] = [points[0], points.at(-1)];
  if (points.length > 1 && first !== undefined && last !== undefined && keyOf(first) === keyOf(last)) points.pop();
  return points;
}

/**
 * Cuts small corners. A point goes only where all rings through it have the same two neighbours there, and the choice
 * depends on these alone: a border that two municipalities share stays one line.
 */
function cutCorners(rings: readonly Point[][]): Point[][] {
  const neighbours = new Map<string, Set<string>>();
  for (const ring of rings)
    ring.forEach((point, at) => {
      const ofPoint = neighbours.get(keyOf(point)) ?? new Set<string>();
      ofPoint.add(keyOf(ring.at(at - 1) as Point)).add(keyOf(ring[(at + 1) % ring.length] as Point));
      neighbours.set(keyOf(point), ofPoint);
    });
  const sizeOf = (ring: readonly Point[], at: number): number => {
    const point = ring.at(at % ring.length) as Point;
    if (neighbours.get(keyOf(point))?.size !== 2) return Number.POSITIVE_INFINITY;
    return corner(ring.at((at - 1) % ring.length) as Point, point, ring[(at + 1) % ring.length] as Point);
  };
  return rings.map((ring) => {
    if (ring.length < 8) return ring;
    return ring.filter((point, at) => {
      const size = sizeOf(ring, at);
      if (size > SMALLEST_CORNER) return true;
      // Of two neighbours that could both go, the one with the larger corner stays; where they are alike, the later point.
      return [at - 1, at + 1].some((beside) => {
        const other = sizeOf(ring, beside);
        return other < size || (other === size && keyOf(ring.at(beside % ring.length) as Point) < keyOf(point));
      });
    });
  });
}

/** Rings of municipalities in whole pixels, simplified together so that what touches still does. */
export function simplified(
  shapes: readonly (readonly Ring[])[],
  toPixels: (point: Point) => Point,
): readonly (readonly Ring[])[] {
  let rings = shapes.flatMap((shape, owner) => shape.map((ring) => ({ owner, points: onGrid(ring, toPixels) })));
  for (let before = Number.POSITIVE_INFINITY; ; ) {
    const count = rings.reduce((sum, { points }) => sum + points.length, 0);
    if (count === before) break;
    before = count;
    const cut = cutCorners(rings.map(({ points }) => points));
    rings = rings.map(({ owner }, at) => ({ owner, points: cut[at] ?? [] }));
  }
  return shapes.map((_shape, owner) => {
    const own = rings.flatMap(({ owner: of, points }) => (of === owner && points.length > 2 ? [points] : []));
    const sizes = own.map((ring) => Math.abs(areaOf(ring)));
    return own.filter((_ring, at) => (sizes[at] ?? 0) >= Math.min(SMALLEST_ISLAND, Math.max(...sizes)));
  });
}

/** Rings as the path of an SVG. */
export const pathOf = (rings: readonly Ring[]): string =>
  rings.map((ring) => `M${ring.map(([x, y]) => `${x},${y}`).join('L')}Z`).join('');

/** Diagonal lines within rings, as the path of an SVG: how a withheld municipality looks in a map. */
export function hatchOf(rings: readonly Ring[]): string {
  const edges = rings.flatMap((ring) =>
    ring.map((point, at) => [point, ring[(at + 1) % ring.length] as Point] as const),
  );
  const sums = edges.map(([[x, y]]) => x + y);
  const [from, to] = [Math.min(...sums), Math.max(...sums)];
  const lines: string[] = [];
  for (let sum = Math.ceil(from / HATCH_DISTANCE) * HATCH_DISTANCE + 0.5; sum < to; sum += HATCH_DISTANCE) {
    const crossings = edges
      .flatMap(([a, b]) => {
        const [atA, atB] = [a[0] + a[1] - sum, b[0] + b[1] - sum];
        return atA < 0 === atB < 0 ? [] : [a[0] + ((b[0] - a[0]) * atA) / (atA - atB)];
      })
      .sort((a, b) => a - b);
    for (let at = 0; at + 1 < crossings.length; at += 2) {
      const [x1 = 0, x2 = 0] = crossings.slice(at, at + 2).map((x) => Math.round(x * 10) / 10);
      lines.push(`M${x1},${Math.round((sum - x1) * 10) / 10}L${x2},${Math.round((sum - x2) * 10) / 10}`);
    }
  }
  return lines.join('');
}

/** A place for a name: the centre of the largest ring, and how wide a name may be there. */
export interface NamePlace {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

export function namePlaceOf(rings: readonly Ring[]): NamePlace {
  const largest = [...rings].sort((a, b) => Math.abs(areaOf(b)) - Math.abs(areaOf(a)))[0] ?? [];
  const area = areaOf(largest);
  const edges = largest.map((point, at) => [point, largest[(at + 1) % largest.length] as Point] as const);
  let [x, y] = [0, 0];
  for (const [from, to] of edges) {
    const share = (from[0] * to[1] - to[0] * from[1]) / (6 * area);
    x += (from[0] + to[0]) * share;
    y += (from[1] + to[1]) * share;
  }
  const crossings = edges.flatMap(([from, to]) =>
    from[1] < y === to[1] < y ? [] : [from[0] + ((to[0] - from[0]) * (y - from[1])) / (to[1] - from[1])],
  );
  const left = Math.max(...crossings.filter((at) => at < x), Number.NEGATIVE_INFINITY);
  const right = Math.min(...crossings.filter((at) => at >= x), Number.POSITIVE_INFINITY);
  const isInside = crossings.filter((at) => at < x).length % 2 === 1;
  return { x: Math.round(x), y: Math.round(y), width: isInside ? Math.round(2 * Math.min(x - left, right - x)) : 0 };
}
