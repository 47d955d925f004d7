import { readFileSync } from 'node:fs';
import { resourcePath } from '../../contract/resources.ts';
import type { Store } from '../../store/store.ts';

/** A national key figure: `figure` is the indicator it counts like, `value` a decimal number as text. */
export interface KeyFigure {
  readonly reference_year: number;
  readonly figure: string;
  readonly value: string | null;
}

const QUERY = readFileSync(resourcePath('sql', '3-accounts', 'key-figures', '01-key-figures.sql'), 'utf8');

const readKeyFigures = (store: Store): Promise<KeyFigure[]> =>
  store.rows<KeyFigure>(`SELECT reference_year, figure, value::VARCHAR AS value FROM (${QUERY})`);

/** Key figures as they would be if nothing were corrected: builds, reads, and takes everything back. Call it before `applyCorrections`. */
export async function keyFiguresUncorrected(store: Store, build: () => Promise<void>): Promise<readonly KeyFigure[]> {
  await store.run('BEGIN');
  try {
    await build();
    return await readKeyFigures(store);
  } finally {
    await store.run('ROLLBACK');
  }
}

/**
 * Tells what the corrections did to the key figures: `accounts.correction_effect`, one row for every figure that moved, and a
 * finding for each. Call it after `buildAccounts`.
 */
export async function reportCorrectionEffects(store: Store, uncorrected: readonly KeyFigure[]): Promise<void> {
  await store.run(
    'CREATE OR REPLACE TABLE accounts.correction_effect (reference_year INTEGER, figure VARCHAR, before DECIMAL(18, 2), after DECIMAL(18, 2))',
  );
  const keyOf = ({ reference_year, figure }: KeyFigure): string => `${reference_year} ${figure}`;
  const corrected = new Map((await readKeyFigures(store)).map((figure) => [keyOf(figure), figure]));
  const before = new Map(uncorrected.map((figure) => [keyOf(figure), figure]));
  for (const key of [...new Set([...before.keys(), ...corrected.keys()])].sort()) {
    const [was, is] = [before.get(key), corrected.get(key)];
    if (was?.value === is?.value) continue;
    const { reference_year, figure } = (is ?? was) as KeyFigure;
    const values = { year: reference_year, figure, before: was?.value ?? '0', after: is?.value ?? '0' };
    await store.run('INSERT INTO accounts.correction_effect VALUES ($year, $figure, $before, $after)', values);
    await store.run(
      `INSERT INTO landing.finding (code, severity, drop_name, params)
       SELECT 'CORRECTIONS_MOVED', 'info', NULL, $params::JSON`,
      { params: JSON.stringify({ ...values, before: plain(values.before), after: plain(values.after) }) },
    );
  }
}

/** '14237.00' → '14237'. */
const plain = (decimal: string): string => decimal.replace(/\.00$/, '');
