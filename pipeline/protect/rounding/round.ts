import type { Highs } from 'highs';
import { type LinearSystem, relationCount, termsOf } from '../system/system.ts';
import { solveWhole } from './programme.ts';

/** Rounded values of the cells of a system. */
export interface Rounding {
  /** One multiple of the base a cell. */
  readonly values: Float64Array;
  /** Cells that are further from their value than the next multiple below or above, because nothing nearer adds up. */
  readonly strayed: readonly number[];
  /** Relations that do not hold between the true values and so are not kept. */
  readonly loose: readonly number[];
}

/** How many multiples beyond the neighbouring ones a cell may be moved, tried one after the other. */
const REACHES = [0, 1, 3];

/** A move beyond the neighbouring multiples costs as much as this many ordinary ones. */
const PENALTY = 100;

/**
 * Rounds cells to multiples of a base so that every relation holds between the rounded values as well (controlled rounding:
 * Cox 1987; Salazar-González, Lowthian, Young, Merola, Bond and Brown 2004), and as little as possible is changed in sum.
 *
 * Zero-restricted where that is possible: a multiple stays, another value goes to the multiple below or above. Where no such
 * rounding adds up, cells may go further. Returns null where even that does not exist. Values must be whole numbers.
 */
export function roundControlled(highs: Highs, system: LinearSystem, base: number): Rounding | null {
  const values = new Float64Array(system.values.length);
  const strayed: number[] = [];
  const loose: number[] = [];
  const held: number[] = [];
  for (let relation = 0; relation < relationCount(system); relation += 1) {
    let sum = 0;
    for (const { cell, coefficient } of termsOf(system, relation)) sum += coefficient * (system.values[cell] as number);
    (Math.abs(sum) < 1e-6 ? held : loose).push(relation);
  }
  for (const component of componentsOf(system, held)) {
    const rounded = roundComponent(highs, system, component, base);
    if (rounded === null) return null;
    component.cells.forEach((cell, at) => {
      values[cell] = rounded[at] as number;
      if (Math.abs((values[cell] as number) - (system.values[cell] as number)) >= base) strayed.push(cell);
    });
  }
  return { values, strayed: strayed.sort((a, b) => a - b), loose };
}

interface Component {
  readonly cells: readonly number[];
  readonly relations: readonly number[];
}

function componentsOf(system: LinearSystem, held: readonly number[]): Component[] {
  const leader = Int32Array.from(system.values, (_value, cell) => cell);
  const find = (cell: number): number => {
    let root = cell;
    while (leader[root] !== root) {
      leader[root] = leader[leader[root] as number] as number;
      root = leader[root] as number;
    }
    return root;
  };
  const firstOf = (relation: number): number => system.cells[system.starts[relation] as number] as number;
  for (const relation of held)
    for (const { cell } of termsOf(system, relation)) {
      const [a, b] = [find(firstOf(relation)), find(cell)];
      leader[Math.max(a, b)] = Math.min(a, b);
    }
  const components = new Map<number, { cells: number[]; relations: number[] }>();
  system.values.forEach((_value, cell) => {
    const root = find(cell);
    const component = components.get(root) ?? { cells: [], relations: [] };
    component.cells.push(cell);
    components.set(root, component);
  });
  for (const relation of held) components.get(find(firstOf(relation)))?.relations.push(relation);
  return [...components.values()];
}

/** Rounds cells that relations tie together; null where no rounding within the widest reach adds up. */
function roundComponent(highs: Highs, system: LinearSystem, component: Component, base: number): number[] | null {
  const { cells, relations } = component;
  const trueOf = (cell: number): number => system.values[cell] as number;
  if (relations.length === 0) return cells.map((cell) => base * Math.round(trueOf(cell) / base));
  for (const reach of REACHES) {
    const found = search(highs, system, component, base, reach);
    if (found !== null) return found;
  }
  return null;
}

/**
 * One integer programme: a cell is `below + base * step`, with steps from -reach to 1 + reach. Steps beyond 0 and 1 have two
 * columns of their own, for their price. A cell that is a multiple already has no step of its own.
 */
function search(
  highs: Highs,
  system: LinearSystem,
  { cells, relations }: Component,
  base: number,
  reach: number,
): number[] | null {
  const below = cells.map((cell) => base * Math.floor((system.values[cell] as number) / base + 1e-9));
  const rest = cells.map((cell, at) => (system.values[cell] as number) - (below[at] as number));
  const place = new Map(cells.map((cell, at) => [cell, at]));
  const count = cells.length;
  const columns = reach === 0 ? count : 3 * count;
  const cost = new Float64Array(columns);
  const upper = new Float64Array(columns);
  for (let at = 0; at < count; at += 1) {
    cost[at] = (base - 2 * (rest[at] as number)) / base;
    upper[at] = (rest[at] as number) > 1e-9 ? 1 : 0;
    if (reach === 0) continue;
    cost[count + at] = PENALTY;
    cost[2 * count + at] = PENALTY;
    upper[count + at] = reach;
    upper[2 * count + at] = Math.max(0, Math.min(reach, (below[at] as number) / base));
  }
  const starts = [0];
  const indices: number[] = [];
  const coefficients: number[] = [];
  const sums: number[] = [];
  for (const relation of relations) {
    let sum = 0;
    for (const { cell, coefficient } of termsOf(system, relation)) {
      const at = place.get(cell) as number;
      sum -= (coefficient * (below[at] as number)) / base;
      indices.push(at);
      coefficients.push(coefficient);
      if (reach === 0) continue;
      indices.push(count + at, 2 * count + at);
      coefficients.push(coefficient, -coefficient);
    }
    starts.push(indices.length);
    sums.push(Math.round(sum));
  }
  const found = solveWhole(highs, { costs: cost, upper, sums, starts, columns: indices, coefficients });
  if (found === null) return null;
  const step = (at: number): number => Math.round(found[at] as number);
  const steps = cells.map((_cell, at) => step(at) + (reach === 0 ? 0 : step(count + at) - step(2 * count + at)));
  const isMet = relations.every((relation, row) => {
    let sum = 0;
    for (const { cell, coefficient } of termsOf(system, relation))
      sum += coefficient * (steps[place.get(cell) as number] as number);
    return sum === sums[row];
  });
  return isMet ? steps.map((own, at) => (below[at] as number) + base * own) : null;
}
