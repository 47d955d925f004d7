import { type GeometryLeak, type Mark, numberWritten, shown } from './svg-marks.ts';

/** The labels of an axis that counts from nothing upwards in equal steps. */
interface Axis {
  readonly isUpright: boolean;
  readonly step: number;
  readonly last: number;
  readonly perPixel: number;
}

type Point = readonly [x: number, y: number];

interface Line {
  readonly from: Point;
  readonly to: Point;
}

const numberIn = (attributes: string, name: string): number =>
  Number(new RegExp(`\\s${name}="([^"]*)"`).exec(attributes)?.[1] ?? 0);

const placeIn = (attributes: string): Point => {
  const moved = /transform="translate\((-?[\d.e-]+),(-?[\d.e-]+)\)"/.exec(attributes);
  return [Number(moved?.[1] ?? 0), Number(moved?.[2] ?? 0)];
};

function axesOf(svg: string, language: string): Axis[] {
  return [...svg.matchAll(/<g class="mark-text role-axis-label">([\s\S]*?)<\/g>/g)].flatMap((axis): Axis[] => {
    const labels = [...(axis[1] ?? '').matchAll(/<text([^>]*)>([^<]*)<\/text>/g)].map(
      ([, attributes = '', text = '']) => ({
        text,
        place: placeIn(attributes),
      }),
    );
    const isOfNumbers = labels.every(({ text }) => /^[−-]?[\d.,\u00a0 ]+( ?%| pct\.)?$/.test(text));
    if (labels.length < 3 || !isOfNumbers) return [];
    const ticks = labels.map(({ text }) => numberWritten(text, language) ?? Number.NaN);
    const [last = 0, before = 0] = [ticks.at(-1), ticks.at(-2)];
    const step = last - before;
    const isEven =
      ticks[0] === 0 && ticks.every((tick, at) => at === 0 || Math.abs(tick - (ticks[at - 1] as number) - step) < 1e-6);
    if (!isEven || step <= 0) return [];
    const [[left, top], [right, bottom]] = [labels[0]?.place ?? [0, 0], labels.at(-1)?.place ?? [0, 0]];
    const isUpright = Math.abs(bottom - top) > Math.abs(right - left);
    return [{ isUpright, step, last, perPixel: last / (isUpright ? bottom - top : right - left) }];
  });
}

function linesOf(svg: string): Line[] {
  return [...svg.matchAll(/<g class="mark-rule role-mark[^"]*">([\s\S]*?)<\/g>/g)].flatMap((group) =>
    [...(group[1] ?? '').matchAll(/<line([^>]*)\/>/g)].map(([, attributes = '']): Line => {
      const [x, y] = placeIn(attributes);
      return { from: [x, y], to: [x + numberIn(attributes, 'x2'), y + numberIn(attributes, 'y2')] };
    }),
  );
}

/** A line is drawn through a mark when it is no further off than this, in pixels. */
const NEAR = 1.5;

/** The largest number that a mark stands for, or that the interval drawn through it reaches. */
function reachOf(
  { left, top, width, height, number }: Mark,
  { isUpright, perPixel }: Axis,
  lines: readonly Line[],
): number {
  const along = isUpright ? 1 : 0;
  const across = isUpright ? 0 : 1;
  const end: Point = isUpright ? [left + width / 2, top] : [left + width, top + height / 2];
  const ends = lines.flatMap(({ from, to }) => {
    const isThrough =
      Math.abs(from[across] - end[across]) < NEAR &&
      Math.abs(to[across] - end[across]) < NEAR &&
      Math.min(from[along], to[along]) - NEAR < end[along] &&
      Math.max(from[along], to[along]) + NEAR > end[along];
    return isThrough ? [from[along], to[along]] : [];
  });
  return Math.max(...[end[along], ...ends].map((pixel) => (number ?? 0) + (pixel - end[along]) * perPixel));
}

/**
 * Where the axis of an SVG goes further than its marks need: its last label is more than one step beyond the largest number,
 * stack of numbers or end of an interval that is told, so something larger was there when it was drawn.
 */
export function leaksOfAxis(svg: string, groups: readonly (readonly Mark[])[], language: string): GeometryLeak[] {
  const marks = groups.flat().filter(({ number, tip }) => number !== null && tip !== null);
  if (marks.length === 0) return [];
  const stacks = new Map<number, number>();
  for (const { left, height, number } of marks)
    if (height > 0) stacks.set(left, (stacks.get(left) ?? 0) + (number as number));
  const lines = linesOf(svg);
  return axesOf(svg, language).flatMap((axis) => {
    const largest = Math.max(...marks.map((mark) => reachOf(mark, axis, lines)), ...stacks.values());
    return axis.last > largest + axis.step
      ? [{ what: `the axis goes to ${shown(axis.last)}, the largest number told is ${shown(largest)}` }]
      : [];
  });
}
