import { DOUBLE, INTEGER, VARCHAR } from '@duckdb/node-api';
import { createTableFrom } from '../../store/append.ts';
import type { Store } from '../../store/store.ts';
import type { EffectStudy } from './study.ts';

/** Who was matched with whom, one element a pair, by company number of the treated, then of the control. */
export interface StudyPairs {
  readonly treated: readonly string[];
  readonly control: readonly string[];
  readonly entry: readonly number[];
  readonly treatedScore: readonly number[];
  readonly controlScore: readonly number[];
}

/** The pairs of a study by company number. */
export function pairsOfStudy({ panel, treatment, sample }: EffectStudy): StudyPairs {
  const { pairs, pairRows, score } = sample;
  const id = (unit: number | undefined): string => panel.idOf(unit as number);
  const order = Array.from(pairs.treated.keys()).sort(
    (a, b) =>
      (pairs.treated[a] as number) - (pairs.treated[b] as number) ||
      (pairs.control[a] as number) - (pairs.control[b] as number),
  );
  return {
    treated: order.map((at) => id(pairs.treated[at])),
    control: order.map((at) => id(pairs.control[at])),
    entry: order.map((at) => treatment.entry[pairs.treated[at] as number] as number),
    treatedScore: order.map((at) => score.score[pairRows.treated[at] as number] as number),
    controlScore: order.map((at) => score.score[pairRows.control[at] as number] as number),
  };
}

/** Writes the pairs to `effect.pair`, for the analyst: the table stays in the store and is never published. */
export const storePairs = (store: Store, pairs: StudyPairs): Promise<void> =>
  createTableFrom(store, 'effect', 'pair', [
    { name: 'treated_company_id', type: VARCHAR, values: pairs.treated },
    { name: 'control_company_id', type: VARCHAR, values: pairs.control },
    { name: 'entry_year', type: INTEGER, values: pairs.entry },
    { name: 'treated_score', type: DOUBLE, values: pairs.treatedScore },
    { name: 'control_score', type: DOUBLE, values: pairs.controlScore },
  ]);
