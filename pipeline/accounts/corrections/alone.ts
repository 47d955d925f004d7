import { readFile } from 'node:fs/promises';
import type { InputContract } from '../../contract/inputs.ts';
import { resourcePath } from '../../contract/resources.ts';
import { identifier } from '../../store/quote.ts';
import type { Store } from '../../store/store.ts';
import { affectedSteps } from '../lineage/affected.ts';
import { codeListInputs, typeCells } from '../typed/tables.ts';
import { KEY_FIGURE_TABLES, type KeyFigure, movedFigures, readKeyFigures } from './effect.ts';

/** Corrections above which those of one delivery are tried together: each trial costs a part of the accounts. */
const TRIED_ONE_BY_ONE = 40;

interface Applied {
  readonly line: number;
  readonly delivery_id: number;
  readonly input: string;
  readonly field: string;
  readonly source_row: number;
  readonly old_value: string;
}

/** Corrections that are taken back together: those of one cell, or of one delivery where there are many. */
function groupsOf(applied: readonly Applied[]): readonly (readonly Applied[])[] {
  const groups = new Map<string, Applied[]>();
  for (const one of applied) {
    const cell = [one.delivery_id, one.source_row, one.field];
    const key = (applied.length > TRIED_ONE_BY_ONE ? cell.slice(0, 1) : cell).join(' ');
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()];
}

/** Puts the delivered texts back into the cells of some corrections, the last correction first. */
async function takeBack(store: Store, group: readonly Applied[]): Promise<void> {
  for (const { input, field, delivery_id, source_row, old_value } of [...group].reverse())
    await store.run(
      `UPDATE landing.${identifier(input)} SET ${identifier(field)} = $text WHERE delivery_id = $id AND source_row = $row`,
      { text: old_value, id: delivery_id, row: source_row },
    );
}

/** The key figures as they would be without some corrections and with all others; the store is left as it was. */
async function figuresWithout(
  store: Store,
  contract: readonly InputContract[],
  group: readonly Applied[],
  steps: readonly string[],
): Promise<readonly KeyFigure[]> {
  const inputs = new Set(group.map(({ input }) => input));
  await store.run('BEGIN');
  try {
    await takeBack(store, group);
    await typeCells(
      store,
      contract.filter(({ name }) => inputs.has(name)),
    );
    for (const file of steps) await store.run(await readFile(resourcePath(...file.split('/')), 'utf8'));
    return await readKeyFigures(store);
  } finally {
    await store.run('ROLLBACK');
  }
}

/**
 * Tells what each correction did to the key figures: it alone is taken back, what hangs on its cell is computed again, and
 * the figures are compared with those of the accounts. `accounts.correction_alone` has one row for every line of
 * `corrections.csv` and figure that it moves; `together` counts the corrections that were taken back in the same trial. The
 * effects of single corrections need not add up to that of all. A correction of a code list is not tried.
 *
 * Call it after `buildAccounts`.
 */
export async function reportEffectsAlone(store: Store, contract: readonly InputContract[]): Promise<void> {
  await store.run(
    'CREATE OR REPLACE TABLE accounts.correction_alone (line INTEGER, together INTEGER, reference_year INTEGER, figure VARCHAR, before DECIMAL(18, 2), after DECIMAL(18, 2))',
  );
  const applied = await store.rows<Applied>(
    "SELECT line, delivery_id, input, field, source_row, old_value FROM accounts.correction WHERE status = 'applied' ORDER BY line",
  );
  const corrected = await readKeyFigures(store);
  for (const group of groupsOf(applied.filter(({ input }) => !codeListInputs.includes(input)))) {
    const steps = affectedSteps(
      group.map(({ input }) => input),
      KEY_FIGURE_TABLES,
    );
    if (steps.length === 0) continue;
    const moved = movedFigures(await figuresWithout(store, contract, group, steps), corrected);
    for (const { line } of group)
      for (const { year, figure, before, after } of moved)
        await store.run(
          'INSERT INTO accounts.correction_alone VALUES ($line, $together, $year, $figure, $before, $after)',
          {
            line,
            together: group.length,
            year,
            figure,
            before,
            after,
          },
        );
  }
}
