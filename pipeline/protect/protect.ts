import { DIMENSIONS, type Figure, TOTAL } from '../contract/figure.ts';
import { type ProtectedFigure, seal } from './figure.ts';
import { type EditionProblem, editionProblem, type Ledger, ledgerKey } from './figures/problem.ts';
import type { Quantity } from './figures/quantities.ts';
import type { Protocol, ProtocolEntry } from './protocol.ts';
import { type DisclosureParameters, type PrimaryReason, primaryReason } from './rules.ts';
import type { Highs } from './solver.ts';
import { suppress } from './suppress/suppress.ts';
import { indexCells } from './system/index-of-cells.ts';
import { UNTOLD } from './system/problem.ts';
import { termsOf } from './system/system.ts';

export interface Protection {
  readonly figures: readonly ProtectedFigure[];
  /** How many figures each rule withheld; for the analyst only. */
  readonly suppressedByReason: Readonly<Partial<Record<PrimaryReason, number>>>;
  /** For the analyst only. */
  readonly protocol: Protocol;
}

const EMPTY_LEDGER: Ledger = new Map();

const breakdownOf = (figure: Figure): string[] =>
  DIMENSIONS.filter((name) => figure[name] !== TOTAL).map((name) => `${name}=${figure[name]}`);

/** Quotients without a numerator of their own, and survey rates, tell their n; others can do without. */
const leansOnN = ({ disclosureClass, unit, numerator }: Figure): boolean =>
  disclosureClass === 'S3' || (numerator === null && (unit === 'pct' || unit === 'dkk'));

/** For each figure: withheld because a number that it tells is, or only its n is kept back. */
function consequences(figures: readonly Figure[], edition: EditionProblem, isWithheld: Uint8Array) {
  const withheld = new Uint8Array(figures.length);
  const hidesN = new Uint8Array(figures.length);
  edition.quantities.forEach(({ role, figure }: Quantity, at) => {
    if (role === 'complement' || isWithheld[edition.cells.cellOf[at] as number] === 0) return;
    if (role === 'n' && !leansOnN(figures[figure] as Figure)) hidesN[figure] = 1;
    else withheld[figure] = 1;
  });
  return { withheld, hidesN };
}

/**
 * Applies disclosure control to all figures of an edition at once, in their order.
 *
 * Primary rules first; then, over everything that ties the figures together, what else must be withheld so that no
 * primary can be worked out or bounded too closely. `ledger` says what earlier editions told and withheld.
 */
export function protectFigures(
  highs: Highs,
  figures: readonly Figure[],
  parameters: DisclosureParameters,
  ledger: Ledger = EMPTY_LEDGER,
): Protection {
  const reasons = figures.map((figure) => primaryReason(figure, parameters));
  const earlier = figures.map((figure) => ledger.get(ledgerKey(figure)) ?? null);
  const edition = editionProblem(figures, reasons, parameters, earlier);
  const { isWithheld, unprotected } = suppress(highs, edition.problem);
  const { withheld, hidesN } = consequences(figures, edition, isWithheld);
  const suppressedByReason: Partial<Record<PrimaryReason, number>> = {};
  const entries: ProtocolEntry[] = [];
  const informationLost: Record<string, { figures: number; withheld: number }> = {};
  const guards = guardsOf(edition, isWithheld);
  const isHidden = figures.map(
    (figure, place) =>
      figure.status === 'computed' &&
      ((reasons[place] ?? null) !== null || earlier[place] === 'withheld' || withheld[place] === 1),
  );
  withholdCompanions(figures, isHidden);
  const protectedFigures = figures.map((figure, place) => {
    const reason = reasons[place] ?? null;
    const wasWithheld = figure.status === 'computed' && earlier[place] === 'withheld';
    const isSuppressed = isHidden[place] === true;
    if (reason !== null) suppressedByReason[reason] = (suppressedByReason[reason] ?? 0) + 1;
    if (figure.status === 'computed') {
      const level = DIMENSIONS.filter((name) => figure[name] !== TOTAL).join(' x ') || TOTAL;
      const lost = informationLost[level] ?? { figures: 0, withheld: 0 };
      informationLost[level] = { figures: lost.figures + 1, withheld: lost.withheld + (isSuppressed ? 1 : 0) };
    }
    if (isSuppressed) {
      const { indicator, measure, referenceYear } = figure;
      const why = reason ?? (wasWithheld ? 'earlier' : 'secondary');
      const protectedBy = reason === null ? [] : guards(place);
      entries.push({ indicator, measure, referenceYear, breakdown: breakdownOf(figure), reason: why, protectedBy });
    }
    return seal(figure, isSuppressed, hidesN[place] === 1);
  });
  const primary = reasons.filter((reason) => reason !== null).length;
  return {
    figures: protectedFigures,
    suppressedByReason,
    protocol: {
      entries,
      figures: figures.length,
      primary,
      secondary: entries.length - primary,
      informationLost,
      unprotected: unprotected.map((cell) => nameOf(figures, edition, cell)),
    },
  };
}

const placeOf = (figure: Figure): string =>
  [figure.indicator, figure.referenceYear, ...DIMENSIONS.map((name) => figure[name])].join('\u0001');

/**
 * Withholds the share beside a withheld count: its numerator is that count, or so near to it that it tells as much.
 */
function withholdCompanions(figures: readonly Figure[], isHidden: boolean[]): void {
  const counts = new Set(
    figures.flatMap((figure, at) => (isHidden[at] === true && figure.measure === 'count' ? [placeOf(figure)] : [])),
  );
  figures.forEach((figure, at) => {
    if (figure.status === 'computed' && figure.measure.startsWith('share') && counts.has(placeOf(figure)))
      isHidden[at] = true;
  });
}

/** Relations in which a number of the figure stands beside another withheld one. */
function guardsOf({ problem, cells, quantities, labels }: EditionProblem, isWithheld: Uint8Array) {
  const index = indexCells(problem.system);
  const cellsOfFigure = new Map<number, number[]>();
  quantities.forEach(({ figure }, at) => {
    cellsOfFigure.set(figure, [...(cellsOfFigure.get(figure) ?? []), cells.cellOf[at] as number]);
  });
  return (figure: number): string[] => {
    const found = new Set<string>();
    for (const cell of cellsOfFigure.get(figure) ?? [])
      for (let at = index.starts[cell] as number; at < (index.starts[cell + 1] as number); at += 1) {
        const relation = index.relations[at] as number;
        const others = [...termsOf(problem.system, relation)].filter(
          (term) => term.cell !== cell && isWithheld[term.cell] === 1 && problem.states[term.cell] !== UNTOLD,
        );
        if (others.length > 0) found.add(labels[relation] as string);
      }
    return [...found].sort();
  };
}

function nameOf(figures: readonly Figure[], { quantities, cells }: EditionProblem, cell: number): string {
  const quantity = quantities[cells.cellOf.indexOf(cell)];
  const figure = quantity === undefined ? undefined : figures[quantity.figure];
  if (quantity === undefined || figure === undefined) return '';
  return [quantity.family, ...breakdownOf(figure)].join(' ');
}
