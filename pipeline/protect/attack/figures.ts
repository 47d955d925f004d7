import { DIMENSIONS, type Dimension, TOTAL } from '../../contract/figure.ts';
import type { Highs } from '../solver.ts';
import { attack, type Bounds } from './bounds.ts';
import { blocksOf, type Equation, type Prior } from './equations.ts';

/** A row of a published table of figures. Numbers are null where the row does not tell them. */
export interface PublishedRow extends Readonly<Record<Dimension, string>> {
  readonly indicator: string;
  readonly measure: string;
  readonly referenceYear: number;
  readonly unit: string;
  readonly disclosureClass: string;
  readonly status: string;
  readonly value: number | null;
  readonly n: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
}

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
  /** Withheld numbers that were attacked: counts and sums. */
  readonly attacked: number;
  readonly relations: number;
  readonly exposed: readonly ExposedFigure[];
}

export interface AuditRules {
  readonly minimumContributors: number;
  readonly pPercent: number;
}

/** Dimensions over which companies are counted more than once. */
const MAY_OVERLAP = new Set<Dimension>(['cluster', 'item']);

const nameOf = (row: PublishedRow): string =>
  [
    `${row.indicator}/${row.measure} ${row.referenceYear}`,
    ...DIMENSIONS.filter((name) => row[name] !== TOTAL).map((name) => `${name}=${row[name]}`),
  ].join(' ');

const isMagnitude = ({ unit, disclosureClass }: PublishedRow): boolean =>
  unit !== 'pct' && (disclosureClass === 'S1' || disclosureClass === 'S2');

const keyOf = (row: PublishedRow, replaced?: Dimension): string =>
  [
    row.indicator,
    row.measure,
    row.referenceYear,
    ...DIMENSIONS.map((name) => (name === replaced ? TOTAL : row[name])),
  ].join('\u0001');

/** A number of a row, or of another row that tells the same: a share's numerator is the count beside it. */
function toldElsewhere(rows: readonly PublishedRow[]): Map<string, number> {
  const told = new Map<string, number>();
  for (const row of rows)
    if (row.status === 'published' && row.numerator !== null && row.measure.startsWith('share'))
      told.set(keyOf({ ...row, measure: 'count' }), row.numerator);
  return told;
}

interface Family {
  readonly whole: PublishedRow;
  readonly parts: PublishedRow[];
  readonly dimension: Dimension;
}

/** Totals with the rows they are broken down into, along each dimension. */
function familiesOf(rows: readonly PublishedRow[]): Family[] {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  const families = new Map<string, Family>();
  for (const row of rows)
    for (const dimension of DIMENSIONS) {
      if (row[dimension] === TOTAL) continue;
      const parent = keyOf(row, dimension);
      const whole = byKey.get(parent);
      if (whole === undefined) continue;
      const key = `${dimension}\u0001${parent}`;
      const family = families.get(key) ?? { whole, parts: [], dimension };
      family.parts.push(row);
      families.set(key, family);
    }
  return [...families.values()];
}

/**
 * Attacks a published table of figures: what can be said of each withheld count and sum from the totals and parts that
 * are published. Exposed is a count that must be from 1 up to less than the minimum, and a sum that is bounded more
 * closely than p %.
 *
 * It is an outsider's attack: nothing is known of true values. Parts are taken to add up where no published total with
 * all its parts published contradicts it for the same indicator and dimension.
 */
export function attackFigures(highs: Highs, rows: readonly PublishedRow[], rules: AuditRules): FigureAudit {
  const told = toldElsewhere(rows);
  const magnitudes = rows.filter((row) => isMagnitude(row) && row.status !== 'no_data');
  const knownValue = (row: PublishedRow): number | null =>
    row.status === 'published' ? row.value : (told.get(keyOf(row)) ?? null);
  const unknowns = new Map<string, number>();
  const unknownRows: PublishedRow[] = [];
  for (const row of magnitudes)
    if (knownValue(row) === null) {
      unknowns.set(keyOf(row), unknownRows.length);
      unknownRows.push(row);
    }
  const families = familiesOf(magnitudes);
  const contradicted = new Set<string>();
  const seriesOf = ({ whole, dimension }: Family): string => `${whole.indicator}/${whole.measure}/${dimension}`;
  for (const family of families) {
    const numbers = [family.whole, ...family.parts].map(knownValue);
    if (numbers.includes(null)) continue;
    const [whole = 0, ...parts] = numbers as number[];
    const gap = whole - parts.reduce((sum, part) => sum + part, 0);
    if (Math.abs(gap) > 1e-6 * Math.max(1, Math.abs(whole)) && MAY_OVERLAP.has(family.dimension))
      contradicted.add(seriesOf(family));
  }
  const equations: Equation[] = [];
  for (const family of families) {
    if (contradicted.has(seriesOf(family))) continue;
    const terms = new Map<number, number>();
    let constant = 0;
    for (const row of [family.whole, ...family.parts]) {
      const sign = row === family.whole ? 1 : -1;
      const unknown = unknowns.get(keyOf(row));
      if (unknown === undefined) constant -= sign * (knownValue(row) ?? 0);
      else terms.set(unknown, sign);
    }
    if (terms.size > 0)
      equations.push({
        terms,
        constant,
        slack: 0,
        label: `${nameOf(family.whole)} is the sum over ${family.dimension}`,
      });
  }
  const priors: Prior[] = unknownRows.map(() => ({ lower: 0, upper: Number.POSITIVE_INFINITY }));
  const exposed: ExposedFigure[] = [];
  for (const block of blocksOf(unknownRows.length, equations)) {
    if (block.equations.length === 0) continue;
    const bounds = boundsOf(highs, priors, block.equations, block.unknowns);
    block.unknowns.forEach((unknown, at) => {
      const found = bounds?.[at];
      const row = unknownRows[unknown] as PublishedRow;
      if (found === undefined || !isExposed(row, found, rules)) return;
      const by = block.equations.filter(({ terms }) => terms.has(unknown)).map(({ label }) => label);
      exposed.push({ row, figure: nameOf(row), bounds: found, by });
    });
  }
  return {
    figures: rows.length,
    withheld: rows.filter(({ status }) => status === 'suppressed').length,
    attacked: unknownRows.length,
    relations: equations.length,
    exposed,
  };
}

/** Bounds, or null where the relations contradict each other: then they do not hold and tell nothing. */
function boundsOf(
  highs: Highs,
  priors: readonly Prior[],
  equations: readonly Equation[],
  unknowns: readonly number[],
): Bounds[] | null {
  try {
    return attack(highs, priors, equations, unknowns);
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('The published numbers contradict')) return null;
    throw error;
  }
}

function isExposed(
  row: PublishedRow,
  { lower, upper }: Bounds,
  { minimumContributors, pPercent }: AuditRules,
): boolean {
  const play = 1e-6 * Math.max(1, Math.abs(upper));
  if (row.disclosureClass === 'S1') {
    const [least, most] = [Math.ceil(lower - play), Math.floor(upper + play)];
    return least >= 1 && most < minimumContributors;
  }
  return upper > 0 && upper - lower < (pPercent / 100) * upper - play;
}
