import type { Dimension, DisclosureClass, EvidenceTier } from './figure.ts';
import type { Language, Localised } from './finding.ts';

/** The eleven families of the catalogue, in the order they are listed. */
export const FAMILIES = ['DEL', 'VID', 'PRO', 'AKT', 'UDB', 'SUR', 'EFF', 'INT', 'FIN', 'ORG', 'KVA'] as const;

export type Family = (typeof FAMILIES)[number];

/**
 * How a measure is made of the contributions in a cell.
 *
 * `count`: distinct units for which the column `of` is true. `sum`: the numbers of `of`, each part once. `ratio`: `of` over
 * `over`, each counted or summed by its type. `share`: 100 times the ratio. `median`: middle of `of`, one number a unit.
 * `estimate`: what the indicator's estimator returns.
 */
export const STATISTICS = ['count', 'sum', 'ratio', 'share', 'median', 'estimate'] as const;

export type Statistic = (typeof STATISTICS)[number];

/** Who computes an indicator: its own SELECT of contributions, the survey estimators on that SELECT, or the effect study. */
export const ESTIMATORS = ['contributions', 'survey', 'effect'] as const;

export type Estimator = (typeof ESTIMATORS)[number];

/** A set of dimensions by which figures are given together; empty for the total. */
export type Breakdown = readonly Dimension[];

/** One number that an indicator gives, e.g. `count`, `share_pct`, `sum_dkk`. */
export interface Measure {
  readonly name: string;
  readonly title: Localised;
  /** `companies`, `count`, `pct`, `dkk`, `fte`, `ratio` ...; decides how the number is written. */
  readonly unit: string;
  readonly decimals: number;
  /** Class where it differs from the indicator's. */
  readonly disclosureClass?: DisclosureClass;
  readonly statistic: Statistic;
  /** Column of the contributions that is counted or summed. */
  readonly of: string;
  /** Column that is divided by; null unless the statistic is a ratio or a share. */
  readonly over: string | null;
  /** Column whose groups are the contributors, where these are not the units themselves (members who pay a cluster). */
  readonly contributorsOf: string | null;
  /** Breakdowns where they differ from the indicator's. */
  readonly breakdowns: readonly Breakdown[];
}

/** What the values of the `item` dimension are. */
export interface ItemSpec {
  readonly title: Localised;
  /** Names of the values, where they are a fixed list; free text such as an event's title has none. */
  readonly values: Readonly<Record<string, Localised>>;
  /** Names of values that drops often have where they are free text, such as types of events; others are told as delivered. */
  readonly usual: Readonly<Record<string, Localised>>;
  /** Items that cannot be added to a total, such as two size limits: every breakdown is by item. */
  readonly isRequired: boolean;
}

/** Name of a value of the `item` dimension; undefined where the catalogue has none and the value is told as delivered. */
export function nameOfItem(item: ItemSpec | null | undefined, value: string, language: Language): string | undefined {
  const names = [item?.values, item?.usual].find((known) => known !== undefined && Object.hasOwn(known, value));
  return names?.[value]?.[language];
}

/** A year from which a series is another one: the definition, the coverage or the source has changed. */
export interface SeriesBreak {
  readonly year: number;
  readonly reason: Localised;
}

/** A definition in the catalogue: what a figure means. Read from the header of `sql/4-indicators/<id>.sql`. */
export interface Indicator {
  readonly id: string;
  readonly family: Family;
  readonly name: Localised;
  readonly definition: Localised;
  readonly numerator: Localised;
  readonly denominator: Localised | null;
  readonly measures: readonly Measure[];
  readonly evidenceTier: EvidenceTier;
  readonly disclosureClass: DisclosureClass;
  /** Class of single items, e.g. public income sources that need no protection. */
  readonly disclosureByItem: Readonly<Record<string, DisclosureClass>>;
  /** Sets of dimensions by which it is broken down, e.g. `[[], ['region'], ['region', 'size_band']]`. */
  readonly breakdowns: readonly Breakdown[];
  /** Dimensions that the denominator is not broken down by: new participants are a share of all participants. */
  readonly denominatorIgnores: readonly Dimension[];
  /** Names of the contract's inputs it is computed from. */
  readonly inputs: readonly string[];
  /** What the values of the `item` dimension are, where it has one. */
  readonly item: ItemSpec | null;
  /** Years right before the reference year that it is compared with; 0 for most. Without any of them it has no meaning. */
  readonly earlierYears: number;
  readonly estimator: Estimator;
  readonly sinceYear: number | null;
  /** Years from which its numbers cannot be compared with those before, with the reason, oldest first. */
  readonly breaks: readonly SeriesBreak[];
  /** Notes on comparability over time and between clusters. */
  readonly comparability: Localised | null;
  /** The SELECT of contributions; empty for indicators that the effect study computes. */
  readonly sql: string;
  /** Path of the file in the package, with forward slashes. */
  readonly file: string;
}

/** All indicators, ordered by family and number. */
export type Catalogue = readonly Indicator[];
