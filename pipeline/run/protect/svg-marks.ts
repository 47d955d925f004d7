/** A mark of an SVG chart: where it is and how large, and the number that its tip tells. */
export interface Mark {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly tip: string | null;
  readonly number: number | null;
}

/** What geometry gives away. */
export interface GeometryLeak {
  readonly what: string;
}

/** Marks may be this far, in pixels, from where their number puts them; Vega rounds some. */
const PIXEL = 1.01;

/** A number as a page writes it in its language: `1.234,5 pct.` or `1,234.5 %`, and in millions. */
export function numberWritten(text: string, language: string): number | null {
  const [thousands, decimal] = language === 'da' ? ['.', ','] : [',', '.'];
  const match = /[−-]?\d[\d.,\u00a0 ]*/.exec(text);
  if (match === null) return null;
  const digits = match[0]
    .trim()
    .replace('−', '-')
    .replaceAll(thousands as string, '')
    .replace(/[\u00a0 ]/g, '');
  const number = Number(digits.replace(decimal as string, '.').replace(/[.,]$/, ''));
  if (!Number.isFinite(number)) return null;
  return /mio|million/.test(text) ? number * 1e6 : number;
}

function markFrom(attributes: string, language: string): Mark | null {
  const path = /\sd="([^"]*)"/.exec(attributes)?.[1] ?? '';
  const tip = /data-tip="([^"]*)"/.exec(attributes)?.[1] ?? null;
  const said = tip === null ? '' : tip.slice(tip.lastIndexOf(': ') + 1);
  const number = tip === null ? null : numberWritten(said, language);
  const rectangle = /^M(-?[\d.e-]+),(-?[\d.e-]+)h(-?[\d.e-]+)v(-?[\d.e-]+)h/.exec(path);
  if (rectangle !== null) {
    const [left = 0, top = 0, width = 0, height = 0] = rectangle.slice(1).map(Number);
    return { left, top, width, height, tip, number };
  }
  const moved = /transform="translate\((-?[\d.e-]+),(-?[\d.e-]+)\)"/.exec(attributes);
  if (moved === null) return null;
  return { left: Number(moved[1]), top: Number(moved[2]), width: 0, height: 0, tip, number };
}

/** Marks of an SVG, group by group as Vega draws its layers. */
export function groupsOfMarks(svg: string, language: string): Mark[][] {
  return [...svg.matchAll(/<g class="mark-(?:rect|symbol|arc|shape) role-mark[^"]*">([\s\S]*?)<\/g>/g)].map((group) =>
    [...(group[1] ?? '').matchAll(/<path([^>]*)\/>/g)].flatMap((match) => markFrom(match[1] ?? '', language) ?? []),
  );
}

type Reading = (mark: Mark) => number;

/** What of a mark can stand for its number: how wide or high it is, and where its middle is. */
const READINGS: readonly (readonly [name: string, of: Reading])[] = [
  ['width', ({ width }) => width],
  ['height', ({ height }) => height],
  ['place from the left', ({ left, width }) => left + width / 2],
  ['place from the top', ({ top, height }) => top + height / 2],
];

const isLength = (name: string): boolean => name === 'width' || name === 'height';

/** Places of two marks always lie on a line; of so many they do only where places stand for numbers. */
const LEAST_POINTS = 3;

interface Scale {
  readonly perPixel: number;
  readonly atZero: number;
}

/** The straight line from pixels to numbers on which all marks with a number lie, or null where they lie on none. */
function scaleOf(marks: readonly Mark[], of: Reading): Scale | null {
  const points = marks.flatMap((mark) => (mark.number === null ? [] : [[of(mark), mark.number] as const]));
  const [first] = points;
  const far = points.reduce((best, point) =>
    Math.abs(point[1] - (first?.[1] ?? 0)) > Math.abs(best[1] - (first?.[1] ?? 0)) ? point : best,
  );
  if (first === undefined || Math.abs(far[0] - first[0]) < 4 || far[1] === first[1]) return null;
  const perPixel = (far[1] - first[1]) / (far[0] - first[0]);
  const atZero = first[1] - perPixel * first[0];
  const rounded = Math.max(...points.map(([, number]) => Math.abs(number))) >= 1e6 ? 60_000 : 0.06;
  const fits = points.every(
    ([pixel, number]) => Math.abs(number - (atZero + perPixel * pixel)) <= PIXEL * Math.abs(perPixel) + rounded,
  );
  return fits && points.length >= 2 ? { perPixel, atZero } : null;
}

export const shown = (number: number): string => String(Number(number.toPrecision(4)));

/**
 * Numbers that can be measured in an SVG although its words withhold them: a bar with a length, a point off the start of the
 * axis, a mark that has no words. The scale is worked out from the marks that tell their number.
 */
export function leaksOfGeometry(groups: readonly (readonly Mark[])[], words: ReadonlySet<string>): GeometryLeak[] {
  const isWithheld = ({ tip }: Mark): boolean => tip !== null && words.has(tip.slice(tip.lastIndexOf(': ') + 2));
  return groups.flatMap((marks) => {
    const told = marks.filter((mark) => mark.number !== null && !isWithheld(mark));
    const silent = marks.filter(
      (mark) => isWithheld(mark) || (mark.tip === null && marks.some(({ tip }) => tip !== null)),
    );
    if (silent.length === 0 || told.length === 0) return [];
    const leaks: GeometryLeak[] = [];
    const reading = READINGS.map(([name, of]) => ({ name, of, scale: scaleOf(told, of) })).find(
      ({ name, scale }) => scale !== null && (isLength(name) || told.length >= LEAST_POINTS),
    );
    if (reading === undefined || reading.scale === null) return [];
    const { name, of, scale } = reading;
    for (const mark of silent) {
      const pixels = of(mark);
      const number = scale.atZero + scale.perPixel * pixels;
      const tells = isLength(name) ? pixels > PIXEL : Math.abs(number) > PIXEL * Math.abs(scale.perPixel);
      if (tells) leaks.push({ what: `${mark.tip ?? 'a mark without words'}: its ${name} gives ${shown(number)}` });
    }
    return leaks;
  });
}
