import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DIMENSIONS, TOTAL } from '../contract/figure.ts';
import type { ProtectedFigure } from '../protect/index.ts';
import type { ChangedFigure, EditionComparison } from '../report/index.ts';
import { literal } from '../store/quote.ts';
import type { Store } from '../store/store.ts';
import { readStoredFigures } from './exports/figures.ts';

/** Most changes that are listed. */
const CHANGES_LISTED = 400;

const FIGURES_FILE = 'figures.parquet';

const yearOf = (folder: string): number => Number.parseInt(basename(folder), 10);

const keyOf = (figure: ProtectedFigure): string =>
  [figure.indicator, figure.measure, figure.referenceYear, ...DIMENSIONS.map((name) => figure[name])].join('\u0001');

const depthOf = (figure: ProtectedFigure): number => DIMENSIONS.filter((name) => figure[name] !== TOTAL).length;

const isSame = (before: ProtectedFigure, after: ProtectedFigure): boolean =>
  before.status === after.status &&
  (before.value === after.value ||
    (before.value !== null &&
      after.value !== null &&
      Math.abs(before.value - after.value) <= 1e-9 * Math.max(1, Math.abs(before.value))));

/**
 * What the last edition of an earlier year said of the years that both are about, beside what is said now. Totals come
 * before breakdowns. Null where no edition of an earlier year was published here.
 */
export async function compareWithEarlier(
  store: Store,
  editions: readonly string[],
  figures: readonly ProtectedFigure[],
  editionYear: number,
): Promise<EditionComparison | null> {
  const folder = editions.findLast((one) => yearOf(one) < editionYear && existsSync(join(one, FIGURES_FILE)));
  if (folder === undefined) return null;
  const path = literal(join(folder, FIGURES_FILE));
  const before = await readStoredFigures(store, `read_parquet(${path}, file_row_number = true)`, 'file_row_number');
  const now = new Map(figures.map((figure) => [keyOf(figure), figure]));
  const years = new Set(figures.map(({ referenceYear }) => referenceYear));
  const shared = before.filter(({ referenceYear }) => years.has(referenceYear));
  let unchanged = 0;
  const changes = shared.flatMap((figure): ChangedFigure[] => {
    const after = now.get(keyOf(figure)) ?? null;
    if (after === null) return figure.status === 'published' ? [{ before: figure, after }] : [];
    if (!isSame(figure, after)) return [{ before: figure, after }];
    unchanged += 1;
    return [];
  });
  const ordered = changes
    .map((change, position) => ({ change, position, depth: depthOf(change.before as ProtectedFigure) }))
    .sort((a, b) => a.depth - b.depth || a.position - b.position)
    .map(({ change }) => change);
  return {
    previousEdition: basename(folder),
    changes: ordered.slice(0, CHANGES_LISTED),
    unchanged,
  };
}
