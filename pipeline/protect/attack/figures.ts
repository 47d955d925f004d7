import { DIMENSIONS } from '../../contract/figure.ts';
import type { Highs } from '../solver.ts';
import type { Bounds } from './bounds.ts';
import { blocksOf, type Equation } from './equations.ts';
import { cellsOfRows, nameOfRow, type PublishedCells, type PublishedRow } from './published.ts';
import { sameCells } from './same.ts';
import { sumsOf } from './sums.ts';
import { unsafeBounds } from './unsafe.ts';

export type { PublishedRow } from './published.ts';

/** A withheld number that the rest of the bundle gives away. */
export interface ExposedFigure {
  readonly row: PublishedRow;
  readonly figure: string;
  readonly bounds: Bounds;
  /** The relations by which it can be worked out. */
  readonly by: readonly string[];
}

export interface FigureAudit {
  readonly figures: number;
  readonly withheld: number;
  /** Withheld numbers that were attacked: counts, sums, numerators, denominators and what is left of them. */
  readonly attacked: number;
  readonly relations: number;
  /** Relations that were tried and left out, because the published numbers contradict them. */
  readonly contradicted: number;
  readonly exposed: readonly ExposedFigure[];
}

export interface AuditRules {
  readonly minimumContributors: number;
  readonly pPercent: number;
}

/** What a withheld number would tell, and how it is called. */
interface Unknown {
  readonly row: PublishedRow;
  readonly name: string;
  /** A count is sensitive when it is small, a sum when it is known closely; a base of a share only ties others together. */
  readonly kind: 'count' | 'sum' | 'base';
}

/**
 * Attacks a published table of figures: what can be said of each withheld count, sum, numerator and rest from everything
 * that is published. Exposed is a count that must be from 1 up to less than the minimum, and a sum that is bounded more
 * closely than p %.
 *
 * It is an outsider's attack: nothing is known of true values. Totals are taken to be sums of their parts, places of the
 * places within them, and series that agree wherever both are told to be the same. What `earlier` editions told stands for
 * what is withheld now; a number that was told before is out and not exposed by this edition.
 */
export function attackFigures(
  highs: Highs,
  rows: readonly PublishedRow[],
  rules: AuditRules,
  earlier: readonly PublishedRow[] = [],
): FigureAudit {
  const published = cellsOfRows(withEarlier(rows, earlier));
  const { unknowns, priors, equations, attacked } = systemOf(published);
  const isSafe = (unknown: number, seen: Bounds): boolean => !isExposed(unknowns[unknown] as Unknown, seen, rules);
  const exposed: ExposedFigure[] = [];
  let contradicted = 0;
  const expose = (unknown: number, bounds: Bounds, equations: readonly Equation[]): void => {
    const { row, name } = unknowns[unknown] as Unknown;
    const by = equations.filter(({ terms }) => terms.has(unknown)).map(({ label }) => label);
    const limits = (priors[unknown] as Limit).labels.map((label) => label());
    exposed.push({ row, figure: name, bounds, by: [...by, ...limits] });
  };
  for (const block of blocksOf([...unknowns.keys()], equations)) {
    if (block.equations.length === 0) {
      for (const unknown of block.unknowns) {
        const { lower, upper } = priors[unknown] as Limit;
        if (!isSafe(unknown, { lower, upper })) expose(unknown, { lower, upper }, []);
      }
      continue;
    }
    const found = unsafeBounds(highs, priors, block, isSafe);
    contradicted += found.contradicted.length;
    for (const [unknown, bounds] of found.bounds) expose(unknown, bounds, block.equations);
  }
  return {
    figures: rows.length,
    withheld: rows.filter(({ status }) => status === 'suppressed').length,
    attacked,
    relations: equations.length,
    contradicted,
    exposed,
  };
}

/** The rows with what earlier editions told of them, where nothing is told now; the latest edition counts. */
function withEarlier(rows: readonly PublishedRow[], earlier: readonly PublishedRow[]): readonly PublishedRow[] {
  if (earlier.length === 0) return rows;
  const key = (row: PublishedRow): string =>
    [row.indicator, row.measure, row.referenceYear, ...DIMENSIONS.map((name) => row[name])].join('\u0001');
  const withheld = new Set(rows.flatMap((row) => (row.status === 'suppressed' ? [key(row)] : [])));
  const told = new Map<string, PublishedRow>();
  for (const row of earlier)
    if (row.status === 'published') {
      const name = key(row);
      if (withheld.has(name)) told.set(name, row);
    }
  if (told.size === 0) return rows;
  return rows.map((row) => {
    const before = row.status === 'suppressed' ? told.get(key(row)) : undefined;
    return before === undefined ? row : { ...before, unit: row.unit, disclosureClass: row.disclosureClass };
  });
}

/** What is known of an unknown alone, and from what. */
interface Limit {
  lower: number;
  upper: number;
  readonly labels: (() => string)[];
}

const UNLIMITED: Readonly<Limit> = { lower: 0, upper: Number.POSITIVE_INFINITY, labels: [] };

/** An equation that is put into words only when somebody asks. */
const equation = (terms: ReadonlyMap<number, number>, constant: number, label: () => string): Equation => ({
  terms,
  constant,
  slack: 0,
  get label() {
    return label();
  },
});

/** The withheld numbers as unknowns, and what ties them together. */
function systemOf(published: PublishedCells): {
  readonly unknowns: readonly Unknown[];
  readonly priors: readonly Readonly<Limit>[];
  readonly equations: readonly Equation[];
  readonly attacked: number;
} {
  const { rows, cells, cellOf, placeOf, subject, rowOf } = published;
  const unknowns: Unknown[] = [];
  const unknownOf = new Int32Array(cells.length).fill(-1);
  const kindOf = ({ disclosureClass }: PublishedRow, role: string): Unknown['kind'] =>
    role === 'denominator' ? 'base' : role === 'value' && disclosureClass !== 'S1' ? 'sum' : 'count';
  cells.forEach(({ row: place, role, value }, cell) => {
    if (value !== null) return;
    const row = rows[place] as PublishedRow;
    unknownOf[cell] = unknowns.length;
    const name = role === 'value' ? nameOfRow(row) : `${nameOfRow(row)} (${role})`;
    unknowns.push({ row, name, kind: kindOf(row, role) });
  });
  const attacked = unknowns.length;
  const equations: Equation[] = [];
  const limits = new Map<number, Limit>();
  const limit = (unknown: number, bound: number, side: 'lower' | 'upper', label: () => string): void => {
    const known = limits.get(unknown) ?? { lower: 0, upper: Number.POSITIVE_INFINITY, labels: [] };
    if (side === 'lower') known.lower = Math.max(known.lower, bound);
    else known.upper = Math.min(known.upper, bound);
    known.labels.push(label);
    limits.set(unknown, known);
  };
  /** Adds sum of terms = 0; with `play` -1 the sum may be less than nothing, with 1 more. */
  const add = (
    terms: readonly (readonly [cell: number, sign: number])[],
    label: () => string,
    play: -1 | 0 | 1 = 0,
  ): void => {
    const sums = new Map<number, number>();
    let constant = 0;
    for (const [cell, sign] of terms) {
      const unknown = unknownOf[cell] as number;
      if (unknown === -1) constant -= sign * (cells[cell]?.value ?? 0);
      else sums.set(unknown, (sums.get(unknown) ?? 0) + sign);
    }
    for (const [unknown, coefficient] of sums) if (coefficient === 0) sums.delete(unknown);
    if (sums.size === 0) return;
    const [only, ...others] = sums;
    if (play !== 0 && only !== undefined && others.length === 0) {
      limit(only[0], constant / only[1], play * only[1] > 0 ? 'lower' : 'upper', label);
      return;
    }
    if (play !== 0) {
      sums.set(unknowns.length, -play);
      unknowns.push({ row: rows[0] as PublishedRow, name: '', kind: 'base' });
    }
    equations.push(equation(sums, constant, label));
  };
  for (const { whole, parts, relation, label } of sumsOf(published))
    add(
      [[whole, 1], ...parts.map((part) => [part, -1] as const)],
      label,
      relation === 'equals' ? 0 : relation === 'at_most' ? -1 : 1,
    );
  const nameOf = (cell: number): string => {
    const { row, role } = cells[cell] as (typeof cells)[number];
    return `${nameOfRow(rows[row] as PublishedRow)}${role === 'value' ? '' : ` (${role})`}`;
  };
  for (const [withheld, other] of sameCells(published))
    add(
      [
        [withheld, 1],
        [other, -1],
      ],
      () => `${nameOf(withheld)} is ${nameOf(other)}`,
    );
  rows.forEach((row, place) => {
    const numerator = cellOf(place, 'numerator');
    if (numerator === undefined) return;
    const denominator = cellOf(place, 'denominator');
    if (denominator !== undefined && row.status === 'suppressed') {
      const rest = unknowns.length;
      unknowns.push({ row, name: `${nameOfRow(row)} (rest)`, kind: 'count' });
      const terms = new Map([
        [unknownOf[denominator] as number, 1],
        [unknownOf[numerator] as number, -1],
        [rest, -1],
      ]);
      equations.push(equation(terms, 0, () => `${nameOfRow(row)} is numerator and rest`));
    }
    if (!row.measure.startsWith('share') || row.status !== 'published') return;
    const counts = subject(row.indicator, 'count', row.referenceYear);
    const count = counts === undefined ? undefined : rowOf(counts, placeOf[place] as number);
    const beside = count === undefined ? undefined : cellOf(count, 'value');
    if (beside !== undefined && cells[beside]?.value === null)
      add(
        [
          [beside, 1],
          [numerator, -1],
        ],
        () => `${nameOf(beside)} is the numerator of the share beside it`,
      );
  });
  const priors = unknowns.map((_unknown, at) => limits.get(at) ?? UNLIMITED);
  return { unknowns, priors, equations, attacked };
}

function isExposed(
  { kind }: Unknown,
  { lower, upper }: Bounds,
  { minimumContributors, pPercent }: AuditRules,
): boolean {
  const play = 1e-6 * Math.max(1, Math.abs(upper));
  if (kind === 'base') return false;
  if (kind === 'count') {
    const [least, most] = [Math.ceil(lower - play), Math.floor(upper + play)];
    return least >= 1 && most < minimumContributors;
  }
  return upper > 0 && upper - lower < (pPercent / 100) * upper - play;
}
