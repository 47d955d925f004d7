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

/** The tables that the key figures are counted in. */
export const KEY_FIGURE_TABLES: readonly string[] = [...new Set(QUERY.match(/\baccounts\.\w+/g))];

export const readKeyFigures = (store: Store): Promise<KeyFigure[]> =>
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
  for (const moved of movedFigures(uncorrected, await readKeyFigures(store))) {
    await store.run('INSERT INTO accounts.correction_effect VALUES ($year, $figure, $before, $after)', { ...moved });
    await store.run(
      `INSERT INTO landing.finding (code, severity, drop_name, params)
       SELECT 'CORRECTIONS_MOVED', 'info', NULL, $params::JSON`,
      { params: JSON.stringify({ ...moved, before: plain(moved.before), after: plain(moved.after) }) },
    );
  }
}

interface MovedFigure {
  readonly year: number;
  readonly figure: string;
  readonly before: string;
  readonly after: string;
}

/** Key figures that differ, by year and figure; one that is not there counts as 0. */
export function movedFigures(before: readonly KeyFigure[], after: readonly KeyFigure[]): readonly MovedFigure[] {
  const keyOf = ({ reference_year, figure }: KeyFigure): string => `${reference_year} ${figure}`;
  const [was, is] = [before, after].map((figures) => new Map(figures.map((figure) => [keyOf(figure), figure])));
  return [...new Set([...before, ...after].map(keyOf))].sort().flatMap((key) => {
    const [one, other] = [was?.get(key), is?.get(key)];
    if (one?.value === other?.value) return [];
    const { reference_year, figure } = (other ?? one) as KeyFigure;
    return [{ year: reference_year, figure, before: one?.value ?? '0', after: other?.value ?? '0' }];
  });
}

/** '14237.00' → '14237'. */
const plain = (decimal: string): string => decimal.replace(/\.00$/, '');
