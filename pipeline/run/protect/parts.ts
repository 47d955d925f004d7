import { DIMENSIONS, type Figure, TOTAL } from '../../contract/figure.ts';
import type { Catalogue } from '../../contract/indicator.ts';
import {
  closeGaps,
  type DisclosureParameters,
  type Highs,
  type ProtectedFigure,
  type Protocol,
  type ProtocolEntry,
  protectFigures,
} from '../../protect/index.ts';
import type { EarlierEditions } from './ledger.ts';

/** Figures that no relation ties to those of other parts, protected; with the reasons, for the analyst only. */
export interface ProtectedPart {
  readonly figures: readonly ProtectedFigure[];
  readonly protocol: Protocol;
}

/** Protects a part of the edition's figures against one another, against earlier editions and against an outsider's guesses. */
export function protectPart(
  highs: Highs,
  figures: readonly Figure[],
  parameters: DisclosureParameters,
  { rows, ledger }: EarlierEditions,
): ProtectedPart {
  const { figures: safe, protocol } = protectFigures(highs, figures, parameters, ledger);
  const closed = closeGaps(highs, safe, parameters, rows);
  return { figures: closed, protocol: withGaps(protocol, safe, closed) };
}

/** The protocol with the figures that were withheld to close gaps. */
function withGaps(protocol: Protocol, before: readonly ProtectedFigure[], after: readonly ProtectedFigure[]): Protocol {
  const informationLost = { ...protocol.informationLost };
  const entries = after.flatMap((figure, at): ProtocolEntry[] => {
    if (figure.status !== 'suppressed' || before[at]?.status === 'suppressed') return [];
    const names = DIMENSIONS.filter((name) => figure[name] !== TOTAL);
    const level = names.join(' x ') || TOTAL;
    const lost = informationLost[level];
    if (lost !== undefined) informationLost[level] = { ...lost, withheld: lost.withheld + 1 };
    const { indicator, measure, referenceYear } = figure;
    const breakdown = names.map((name) => `${name}=${figure[name]}`);
    return [{ indicator, measure, referenceYear, breakdown, reason: 'gap', protectedBy: [] }];
  });
  if (entries.length === 0) return protocol;
  return {
    ...protocol,
    entries: [...protocol.entries, ...entries],
    secondary: protocol.secondary + entries.length,
    informationLost,
  };
}

function addLost(parts: readonly Protocol[]): Protocol['informationLost'] {
  const lost: Record<string, { figures: number; withheld: number }> = {};
  for (const { informationLost } of parts)
    for (const [level, { figures, withheld }] of Object.entries(informationLost)) {
      const before = lost[level] ?? { figures: 0, withheld: 0 };
      lost[level] = { figures: before.figures + figures, withheld: before.withheld + withheld };
    }
  return lost;
}

/** The parts as one edition: figures and entries in the order of the catalogue. */
export function joinParts(catalogue: Catalogue, parts: readonly ProtectedPart[]): ProtectedPart {
  const place = new Map(catalogue.map(({ id }, at) => [id, at]));
  const byIndicator = <Item extends { readonly indicator: string }>(items: readonly Item[]): Item[] =>
    items.toSorted((a, b) => (place.get(a.indicator) as number) - (place.get(b.indicator) as number));
  const protocols = parts.map(({ protocol }) => protocol);
  const sum = (key: 'figures' | 'primary' | 'secondary'): number =>
    protocols.reduce((total, protocol) => total + protocol[key], 0);
  return {
    figures: byIndicator(parts.flatMap(({ figures }) => figures)),
    protocol: {
      entries: byIndicator(protocols.flatMap(({ entries }) => entries)),
      figures: sum('figures'),
      primary: sum('primary'),
      secondary: sum('secondary'),
      informationLost: addLost(protocols),
      unprotected: protocols.flatMap(({ unprotected }) => unprotected),
    },
  };
}
