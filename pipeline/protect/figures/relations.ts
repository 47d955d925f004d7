import { readCodeList } from '../../contract/codelists.ts';
import { DIMENSIONS, type Dimension, TOTAL } from '../../contract/figure.ts';
import type { Term } from '../system/system.ts';
import type { QuantityCells } from './cells.ts';
import { brokenDown, dimensionAt, type Quantity } from './quantities.ts';

/** Relations between cells, and cells that no figure tells but that are known to be there. */
export interface FigureRelations {
  readonly relations: readonly (readonly Term[])[];
  /** Values of the added cells; they are numbered after those of the quantities. Never negative, never published. */
  readonly slacks: readonly number[];
  readonly labels: readonly string[];
}

/** Dimensions whose parts overlap: a company is in several clusters. */
const OVERLAPPING: ReadonlySet<Dimension> = new Set(['cluster', 'item']);

const placeOf = (dimension: Dimension): number => DIMENSIONS.indexOf(dimension);

const isNear = (difference: number, size: number): boolean =>
  Math.abs(difference) <= 1e-9 * Math.max(1, Math.abs(size)) + 1e-6;

/** Families of quantities, each with its quantities by their codes. */
function familiesOf(quantities: readonly Quantity[]): Map<string, Map<string, number>> {
  const families = new Map<string, Map<string, number>>();
  quantities.forEach(({ family, codes }, at) => {
    const members = families.get(family) ?? new Map<string, number>();
    members.set(codes.join('\u0001'), at);
    families.set(family, members);
  });
  return families;
}

/** Parts of larger places that everybody can look up. */
function placeParts(): {
  readonly of: Dimension;
  readonly by: Dimension;
  readonly parts: ReadonlyMap<string, readonly string[]>;
}[] {
  const municipalities = readCodeList('municipality');
  const group = (rows: readonly Readonly<Record<string, string>>[], parent: string, child: string) => {
    const parts = new Map<string, string[]>();
    for (const row of rows) {
      const list = parts.get(row[parent] as string) ?? [];
      if (!list.includes(row[child] as string)) list.push(row[child] as string);
      parts.set(row[parent] as string, list);
    }
    return parts;
  };
  return [
    { of: 'growth_forum', by: 'municipality', parts: group(municipalities, 'growth_forum', 'municipality_code') },
    { of: 'region', by: 'municipality', parts: group(municipalities, 'region_code', 'municipality_code') },
    { of: 'region', by: 'growth_forum', parts: group(readCodeList('growth_forum'), 'region_code', 'code') },
  ];
}

/** Size bands below each limit that an SME share is given for. */
const SME_BANDS: Readonly<Record<string, readonly string[]>> = {
  under_50: ['1-9', '10-49'],
  under_250: ['1-9', '10-49', '50-249'],
};

/**
 * Everything that ties the numbers of an edition together: totals and their parts, places within places, wholes with
 * numerator and complement. A total is taken as the sum of its parts where it is; over clusters and items, which overlap,
 * only where it is throughout, and otherwise as between its largest part and the sum of all.
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
  for (const [family, members] of families) {
    addTotals(quantities, family, members, value, cell, add);
    addPlaces(quantities, family, members, value, cell, add);
  }
  addComplements(families, value, cell, add);
  addSizeLimits(quantities, families, value, cell, add);
  return { relations, slacks, labels };
}

/** Adds whole - parts + coefficient * slack = 0. */
type Add = (
  whole: number,
  parts: readonly number[],
  label: string,
  slack?: { readonly value: number; readonly coefficient: 1 | -1 },
) => void;
type OfQuantity = (quantity: number) => number;

function addTotals(
  quantities: readonly Quantity[],
  family: string,
  members: ReadonlyMap<string, number>,
  value: OfQuantity,
  cell: OfQuantity,
  add: Add,
): void {
  const groups = new Map<string, { whole: number; parts: number[]; series: string; dimension: Dimension }>();
  for (const quantity of members.values()) {
    const { codes } = quantities[quantity] as Quantity;
    const places = brokenDown(codes);
    for (const place of places) {
      const parent = codes.map((code, at) => (at === place ? TOTAL : code)).join('\u0001');
      const whole = members.get(parent);
      if (whole === undefined) continue;
      const key = `${place}|${parent}`;
      const group = groups.get(key);
      if (group === undefined)
        groups.set(key, {
          whole,
          parts: [quantity],
          series: `${places.join()}|${place}`,
          dimension: dimensionAt(place),
        });
      else group.parts.push(quantity);
    }
  }
  const missing = (group: { whole: number; parts: number[] }): number =>
    value(group.whole) - group.parts.reduce((sum, part) => sum + value(part), 0);
  const overlapping = new Set<string>();
  for (const group of groups.values())
    if (OVERLAPPING.has(group.dimension) && !isNear(missing(group), value(group.whole))) overlapping.add(group.series);
  for (const group of groups.values()) {
    const parts = group.parts.map(cell);
    const difference = missing(group);
    const label = `${family}: total over ${group.dimension}`;
    if (isNear(difference, value(group.whole)) && !overlapping.has(group.series)) add(cell(group.whole), parts, label);
    else if (overlapping.has(group.series) && difference <= 0 && group.parts.every((part) => value(part) >= 0)) {
      add(cell(group.whole), parts, `${label}, at most the sum`, { value: -difference, coefficient: 1 });
      for (const part of group.parts)
        if (2 * value(part) >= value(group.whole) && value(part) <= value(group.whole) && value(part) > 0)
          add(cell(group.whole), [cell(part)], `${label}, at least each part`, {
            value: value(group.whole) - value(part),
            coefficient: -1,
          });
    }
  }
}

function addPlaces(
  quantities: readonly Quantity[],
  family: string,
  members: ReadonlyMap<string, number>,
  value: OfQuantity,
  cell: OfQuantity,
  add: Add,
): void {
  for (const { of, by, parts } of placeParts()) {
    const [upper, lower] = [placeOf(of), placeOf(by)];
    for (const quantity of members.values()) {
      const { codes } = quantities[quantity] as Quantity;
      if (codes[upper] === TOTAL || codes[lower] !== TOTAL) continue;
      const inside = (parts.get(codes[upper] as string) ?? []).flatMap((part) => {
        const child = codes.map((code, at) => (at === upper ? TOTAL : at === lower ? part : code)).join('\u0001');
        const found = members.get(child);
        return found === undefined ? [] : [found];
      });
      if (inside.length === 0) continue;
      const difference = value(quantity) - inside.reduce((sum, part) => sum + value(part), 0);
      if (isNear(difference, value(quantity))) add(cell(quantity), inside.map(cell), `${family}: ${of} by ${by}`);
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
    const numerators = families.get(family.replace('/complement@', '/numerator@'));
    const wholes =
      families.get(family.replace('/complement@', '/denominator@')) ??
      families.get(family.replace('/complement@', '/n@'));
    for (const [codes, complement] of members) {
      const numerator = numerators?.get(codes);
      const whole = wholes?.get(codes);
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
  const [item, size] = [placeOf('item'), placeOf('size_band')];
  for (const [family, members] of families) {
    if (!family.startsWith('DEL05/') || family.includes('/n@')) continue;
    const bands = families.get(`DEL01/count/value@${family.split('@')[1]}`);
    for (const quantity of members.values()) {
      const { codes } = quantities[quantity] as Quantity;
      const found = (SME_BANDS[codes[item] as string] ?? []).flatMap((band) => {
        const key = codes.map((code, at) => (at === item ? TOTAL : at === size ? band : code)).join('\u0001');
        const part = bands?.get(key);
        return part === undefined ? [] : [part];
      });
      if (found.length === 0) continue;
      const difference = value(quantity) - found.reduce((sum, part) => sum + value(part), 0);
      if (isNear(difference, value(quantity))) add(cell(quantity), found.map(cell), `${family}: sum of size bands`);
    }
  }
}
