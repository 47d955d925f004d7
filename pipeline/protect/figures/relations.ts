import { DIMENSIONS, type Dimension, TOTAL } from '../../contract/figure.ts';
import type { Term } from '../system/system.ts';
import type { QuantityCells } from './cells.ts';
import { type Nesting, nestings } from './nestings.ts';
import { dimensionAt, placeOfCodes, type Quantity } from './quantities.ts';
import { type PartOf, totalsAbove } from './totals.ts';

/** Relations between cells, and cells that no figure tells but that are known to be there. */
export interface FigureRelations {
  readonly relations: readonly (readonly Term[])[];
  /** Values of the added cells; they are numbered after those of the quantities. Never negative, never published. */
  readonly slacks: readonly number[];
  readonly labels: readonly string[];
}

/** Dimensions whose parts overlap: a company is in several clusters. */
const OVERLAPPING: ReadonlySet<Dimension> = new Set(['cluster', 'item']);

const positionOf = (dimension: Dimension): number => DIMENSIONS.indexOf(dimension);

const isNear = (difference: number, size: number): boolean =>
  Math.abs(difference) <= 1e-9 * Math.max(1, Math.abs(size)) + 1e-6;

/** Families of quantities, each with its quantities by their place. */
function familiesOf(quantities: readonly Quantity[]): Map<string, Map<string, number>> {
  const families = new Map<string, Map<string, number>>();
  quantities.forEach(({ family, place }, at) => {
    const members = families.get(family);
    if (members === undefined) families.set(family, new Map([[place, at]]));
    else members.set(place, at);
  });
  return families;
}

/** Size bands below each limit that an SME share is given for. */
const SME_BANDS: Readonly<Record<string, readonly string[]>> = {
  under_50: ['1-9', '10-49'],
  under_250: ['1-9', '10-49', '50-249'],
};

/** The families that a family of complements is the difference of: the wholes and the numerators. */
function minuendsOf<Held>(family: string, families: ReadonlyMap<string, Held>): readonly [Held, Held] | null {
  const wholes =
    families.get(family.replace('/complement@', '/denominator@')) ??
    families.get(family.replace('/complement@', '/n@'));
  const numerators = families.get(family.replace('/complement@', '/numerator@'));
  return wholes === undefined || numerators === undefined ? null : [wholes, numerators];
}

/**
 * Everything that ties the numbers of an edition together: totals and their parts, places within places, wholes with
 * numerator and complement. A total is taken as the sum of its parts where it is; over clusters and items, which overlap,
 * only where it is throughout, and otherwise as between its largest part and the sum of all.
 *
 * Sums of complements that follow from those of wholes and numerators are left out.
 */
export function relationsOf(quantities: readonly Quantity[], { cellOf, values }: QuantityCells): FigureRelations {
  const relations: Term[][] = [];
  const labels: string[] = [];
  const slacks: number[] = [];
  const seen = new Set<string>();
  const cell = (quantity: number): number => cellOf[quantity] as number;
  const value = (quantity: number): number => values[cell(quantity)] as number;
  const add: Add = (whole, parts, label, slack) => {
    const sums = new Map<number, number>([[whole, 1]]);
    for (const part of parts) sums.set(part, (sums.get(part) ?? 0) - 1);
    if (slack !== undefined) {
      sums.set(values.length + slacks.length, slack.coefficient);
      slacks.push(slack.value);
    }
    const terms = [...sums].filter(([, coefficient]) => coefficient !== 0).sort(([a], [b]) => a - b);
    const key = terms.map(([at, coefficient]) => `${at}:${coefficient}`).join();
    if (terms.length < 2 || seen.has(key)) return;
    seen.add(key);
    labels.push(label);
    relations.push(terms.map(([at, coefficient]) => ({ cell: at, coefficient })));
  };
  const families = familiesOf(quantities);
  const totalsOver = totalsAbove();
  const places = nestings();
  const sums = new Map<string, Sums>();
  const isComplement = (family: string): boolean => family.includes('/complement@');
  for (const complements of [false, true])
    for (const [family, members] of families) {
      if (isComplement(family) !== complements) continue;
      const known = complements ? minuendsOf(family, sums) : null;
      const held: Sums = new Map();
      sums.set(family, held);
      const addSum: AddSum = (key, whole, parts, label) => {
        held.set(key, parts.length);
        if (known?.every((other) => other.get(key) === parts.length) !== true) add(whole, parts, label);
      };
      addTotals({ family, members, quantities, value, cell }, totalsOver, add, addSum);
      addPlaces({ family, members, quantities, value, cell }, places, addSum);
    }
  addComplements(families, value, cell, add);
  addSizeLimits(quantities, families, value, cell, add);
  return { relations, slacks, labels };
}

/** Sums that hold in a family: how many parts each has. */
type Sums = Map<string, number>;

/** Adds whole - parts + coefficient * slack = 0. */
type Add = (
  whole: number,
  parts: readonly number[],
  label: string,
  slack?: { readonly value: number; readonly coefficient: 1 | -1 },
) => void;
/** Adds whole - parts = 0, unless it follows from other sums of the same key. */
type AddSum = (key: string, whole: number, parts: readonly number[], label: string) => void;
type OfQuantity = (quantity: number) => number;

interface Family {
  readonly family: string;
  readonly members: ReadonlyMap<string, number>;
  readonly quantities: readonly Quantity[];
  readonly value: OfQuantity;
  readonly cell: OfQuantity;
}

interface Total {
  readonly whole: number;
  readonly parts: number[];
  readonly series: string;
  readonly dimension: Dimension;
}

function totalsOf(
  { members, quantities }: Family,
  totalsOver: (codes: readonly string[], place: string) => readonly PartOf[],
): ReadonlyMap<string, Total> {
  const totals = new Map<string, Total>();
  for (const [place, quantity] of members) {
    for (const { position, place: above, key, series } of totalsOver((quantities[quantity] as Quantity).codes, place)) {
      const whole = members.get(above);
      if (whole === undefined) continue;
      const total = totals.get(key);
      if (total !== undefined) total.parts.push(quantity);
      else totals.set(key, { whole, parts: [quantity], series, dimension: dimensionAt(position) });
    }
  }
  return totals;
}

function addTotals(
  of: Family,
  totalsOver: (codes: readonly string[], place: string) => readonly PartOf[],
  add: Add,
  addSum: AddSum,
): void {
  const { family, value, cell } = of;
  const totals = totalsOf(of, totalsOver);
  const missing = (total: Total): number =>
    value(total.whole) - total.parts.reduce((sum, part) => sum + value(part), 0);
  const overlapping = new Set<string>();
  for (const total of totals.values())
    if (OVERLAPPING.has(total.dimension) && !isNear(missing(total), value(total.whole))) overlapping.add(total.series);
  for (const [key, total] of totals) {
    const { whole, parts, series, dimension } = total;
    const difference = missing(total);
    const label = `${family}: total over ${dimension}`;
    const isOverlapping = overlapping.has(series);
    if (isNear(difference, value(whole)) && !isOverlapping) addSum(key, cell(whole), parts.map(cell), label);
    else if (isOverlapping && difference <= 0 && parts.every((part) => value(part) >= 0)) {
      add(cell(whole), parts.map(cell), `${label}, at most the sum`, { value: -difference, coefficient: 1 });
      for (const part of parts)
        if (2 * value(part) >= value(whole) && value(part) <= value(whole) && value(part) > 0)
          add(cell(whole), [cell(part)], `${label}, at least each part`, {
            value: value(whole) - value(part),
            coefficient: -1,
          });
    }
  }
}

function addPlaces(
  { family, members, quantities, value, cell }: Family,
  nestings: readonly Nesting[],
  addSum: AddSum,
): void {
  const codesOf = (quantity: number): readonly string[] => (quantities[quantity] as Quantity).codes;
  for (const { label, by, partsOf } of nestings) {
    if (![...members.values()].some((quantity) => codesOf(quantity)[by] !== TOTAL)) continue;
    for (const [place, quantity] of members) {
      const inside = partsOf(codesOf(quantity), place).flatMap((part) => members.get(part) ?? []);
      if (inside.length === 0) continue;
      const difference = value(quantity) - inside.reduce((sum, part) => sum + value(part), 0);
      if (isNear(difference, value(quantity)))
        addSum(`${label}|${place}`, cell(quantity), inside.map(cell), `${family}: ${label}`);
    }
  }
}

function addComplements(
  families: ReadonlyMap<string, ReadonlyMap<string, number>>,
  value: OfQuantity,
  cell: OfQuantity,
  add: Add,
): void {
  for (const [family, members] of families) {
    if (!family.includes('/complement@')) continue;
    const [wholes, numerators] = minuendsOf(family, families) ?? [];
    for (const [place, complement] of members) {
      const numerator = numerators?.get(place);
      const whole = wholes?.get(place);
      if (numerator === undefined || whole === undefined) continue;
      if (isNear(value(whole) - value(numerator) - value(complement), value(whole)))
        add(cell(whole), [cell(numerator), cell(complement)], `${family}: whole less numerator`);
    }
  }
}

/** Companies below a size limit are the sum of the bands below it. */
function addSizeLimits(
  quantities: readonly Quantity[],
  families: ReadonlyMap<string, ReadonlyMap<string, number>>,
  value: OfQuantity,
  cell: OfQuantity,
  add: Add,
): void {
  const [item, size] = [positionOf('item'), positionOf('size_band')];
  for (const [family, members] of families) {
    if (!family.startsWith('DEL05/') || family.includes('/n@')) continue;
    const bands = families.get(`DEL01/count/value@${family.split('@')[1]}`);
    for (const quantity of members.values()) {
      const { codes } = quantities[quantity] as Quantity;
      const found = (SME_BANDS[codes[item] as string] ?? []).flatMap((band) => {
        const part = bands?.get(placeOfCodes(codes.with(item, TOTAL).with(size, band)));
        return part === undefined ? [] : [part];
      });
      if (found.length === 0) continue;
      const difference = value(quantity) - found.reduce((sum, part) => sum + value(part), 0);
      if (isNear(difference, value(quantity))) add(cell(quantity), found.map(cell), `${family}: sum of size bands`);
    }
  }
}
