import { DIMENSIONS, type Dimension, TOTAL } from '../contract/figure.ts';
import type { Catalogue } from '../contract/indicator.ts';
import type { ProtectedFigure } from '../protect/index.ts';

/** A figure that everybody asks for first: which one it is among the figures. */
interface HeadlineKey {
  readonly indicator: string;
  readonly measure: string;
  readonly at?: Readonly<Partial<Record<Dimension, string>>>;
  /** The measure says more than the indicator's name. */
  readonly isMeasureTold?: boolean;
}

/** A headline figure as it is told in the terminal and in JSON. */
export interface Headline {
  readonly indicator: string;
  readonly measure: string;
  readonly title: string;
  readonly referenceYear: number;
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly unit: string;
  readonly decimals: number;
  readonly n: number | null;
  readonly evidenceTier: string;
  readonly status: string;
}

/** The published figures of design.md's list, in the order they are told. */
export const HEADLINES: readonly HeadlineKey[] = [
  { indicator: 'DEL01', measure: 'count' },
  { indicator: 'PRO02', measure: 'count' },
  { indicator: 'UDB03', measure: 'count' },
  { indicator: 'SUR01', measure: 'rate_pct' },
  { indicator: 'EFF01', measure: 'effect_pct', at: { item: 'sme' } },
  { indicator: 'EFF03', measure: 'risk_ratio', at: { item: 'sme' } },
  { indicator: 'AKT03', measure: 'held' },
  { indicator: 'AKT04', measure: 'representatives', isMeasureTold: true },
  { indicator: 'AKT04', measure: 'organisations', isMeasureTold: true },
  { indicator: 'AKT04', measure: 'countries', isMeasureTold: true },
  { indicator: 'ORG02', measure: 'held', at: { item: 'bronze' } },
  { indicator: 'ORG02', measure: 'held', at: { item: 'silver' } },
  { indicator: 'ORG02', measure: 'held', at: { item: 'gold' } },
];

/** Names of items that no indicator's header lists. */
const ITEMS: Readonly<Record<string, string>> = { sme: 'SMEs' };

const isAt = (figure: ProtectedFigure, { indicator, measure, at = {} }: HeadlineKey): boolean =>
  figure.indicator === indicator &&
  figure.measure === measure &&
  DIMENSIONS.every((dimension) => figure[dimension] === (at[dimension] ?? TOTAL));

/** The headline figures of a year; what a drop gave no data for is left out. */
export function headlinesOf(
  figures: readonly ProtectedFigure[],
  catalogue: Catalogue,
  referenceYear: number,
): Headline[] {
  const ofYear = figures.filter((figure) => figure.referenceYear === referenceYear);
  return HEADLINES.flatMap((key) => {
    const figure = ofYear.find((one) => isAt(one, key));
    const indicator = catalogue.find(({ id }) => id === key.indicator);
    const measure = indicator?.measures.find(({ name }) => name === key.measure);
    if (figure === undefined || figure.status === 'no_data' || indicator === undefined) return [];
    const item = indicator.item?.values[key.at?.item ?? '']?.en ?? ITEMS[key.at?.item ?? ''] ?? key.at?.item;
    const title = key.isMeasureTold === true ? `${measure?.title.en} at matchmaking events` : indicator.name.en;
    const { value, lower, upper, unit, n, evidenceTier, status } = figure;
    return [
      {
        indicator: key.indicator,
        measure: key.measure,
        title: [title, item].filter(Boolean).join(', '),
        referenceYear,
        value,
        lower,
        upper,
        unit,
        decimals: measure?.decimals ?? 0,
        n,
        evidenceTier,
        status,
      },
    ];
  });
}
