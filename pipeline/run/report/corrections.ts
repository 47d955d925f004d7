import type { CorrectionEffect, CorrectionFact } from '../../report/index.ts';
import type { Store } from '../../store/store.ts';

interface CorrectionRow {
  readonly line: number;
  readonly reference_year: number | null;
  readonly supplier: string | null;
  readonly path: string;
  readonly drop_name: string;
  readonly column_name: string;
  readonly old_value: string;
  readonly new_value: string;
  readonly why: string;
}

interface EffectRow {
  readonly line: number;
  readonly together: number;
  readonly reference_year: number;
  readonly figure: string;
  readonly before: number;
  readonly after: number;
}

/** Shares of a figure that a correction moves, above which the effect is more than slight, and more than some. */
const SOME = 0.001;
const MUCH = 0.01;

/** The measure of each key figure in the catalogue. */
const MEASURES: Readonly<Record<string, string>> = { PRO04: 'sum_dkk', FIN01: 'sum_dkk' };

/** An effect as it may be told: its size as a share of the figure, in three classes. */
export function effectOf({
  figure,
  reference_year,
  before,
  after,
}: Omit<EffectRow, 'line' | 'together'>): CorrectionEffect {
  const share = after === 0 ? 1 : Math.abs(after - before) / Math.abs(after);
  return {
    indicator: figure,
    measure: MEASURES[figure] ?? 'count',
    referenceYear: reference_year,
    direction: after > before ? 'up' : 'down',
    size: share < SOME ? 'slight' : share < MUCH ? 'some' : 'much',
  };
}

const kindOf = ({ old_value, new_value }: CorrectionRow): CorrectionFact['kind'] =>
  old_value.trim() === '' ? 'filled' : new_value.trim() === '' ? 'emptied' : 'changed';

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]{4,}/gu) ?? [];

/** Words of the reasons that stand in the name of a company of the drops. */
async function namingWords(store: Store, reasons: readonly string[]): Promise<ReadonlySet<string>> {
  const words = [...new Set(reasons.flatMap(wordsOf))].sort();
  if (words.length === 0) return new Set();
  const rows = await store.rows<{ word: string }>(
    `SELECT DISTINCT word
     FROM (
       SELECT unnest(regexp_extract_all(lower(company_name), '[\\p{L}\\p{N}]{4,}')) AS word
       FROM accounts.participant_row
       WHERE company_name IS NOT NULL
     )
     WHERE word IN (SELECT unnest($words::VARCHAR[]))
     ORDER BY word`,
    { words: `[${words.join(', ')}]` },
  );
  return new Set(rows.map(({ word }) => word));
}

/** Whether a reason may be published: no number that could be an identifier, no address, no value of the cell, no word of a company's name. */
function isHarmless({ why, old_value, new_value }: CorrectionRow, naming: ReadonlySet<string>): boolean {
  const text = why.toLowerCase();
  const isTold = (value: string): boolean => value.trim().length >= 3 && text.includes(value.trim().toLowerCase());
  return (
    !/\d[\d .-]{3,}\d|@/.test(text) &&
    !isTold(old_value) &&
    !isTold(new_value) &&
    !wordsOf(why).some((word) => naming.has(word))
  );
}

/**
 * Corrections that were applied, with what each alone does to the national key figures. The values of the cells stay
 * behind: they may be those of one company, and so may the exact effect and a reason that names it.
 */
export async function appliedCorrections(store: Store): Promise<CorrectionFact[]> {
  const rows = await store.rows<CorrectionRow>(`
    SELECT c.line, d.reference_year, d.supplier, c.path, c.drop_name, c.column_name, c.old_value, c.new_value, c.why
    FROM accounts.correction AS c
    JOIN landing.delivery AS d ON d.delivery_id = c.delivery_id
    WHERE c.status = 'applied'
    ORDER BY c.line`);
  if (rows.length === 0) return [];
  const effects = await store.rows<EffectRow>(
    'SELECT line, together, reference_year, figure, before::DOUBLE AS before, after::DOUBLE AS after FROM accounts.correction_alone ORDER BY line, reference_year, figure',
  );
  const naming = await namingWords(
    store,
    rows.map(({ why }) => why),
  );
  return rows.map((row) => {
    const own = effects.filter(({ line }) => line === row.line);
    return {
      referenceYear: row.reference_year,
      supplier: row.supplier ?? '',
      what: {
        da: `${row.column_name} i ${row.drop_name}/${row.path}`,
        en: `${row.column_name} in ${row.drop_name}/${row.path}`,
      },
      kind: kindOf(row),
      reason: isHarmless(row, naming) ? row.why : null,
      together: own[0]?.together ?? 1,
      effects: own.map(effectOf),
    };
  });
}
