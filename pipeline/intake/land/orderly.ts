import type { InputContract } from '../../contract/inputs.ts';
import { NUMBER_KINDS } from '../../contract/number-kinds.ts';
import { literal } from '../../store/quote.ts';
import type { ColumnMatch } from '../recognise/match.ts';
import type { Scan } from './scan.ts';

/** True in SQL for a text with a sign in it; what begins with a blank is not trusted to have one. */
const isFilled = (cell: string): string => `${cell} >= '!'`;

const TOTAL =
  '(?i)\\s*(?:i alt|ialt|alt i alt|total(?:er|t|s)?|sum|samlet|subtotal|hovedtotal|grand total|in total)[\\s:.]*';

/**
 * Rows that may be no data: empty ones, notes, sums, and headers that come again. Wider than what the careful reader says. A
 * packed column has neither names nor sums in it.
 */
function isNoData(headers: readonly string[], isPacked: (position: number) => boolean): string {
  const cells = headers.map((_, index) => `c${index + 1}`);
  const filled = cells.map((cell) => `(${isFilled(cell)})::INTEGER`).join(' + ');
  const [first = '', second = first] = cells;
  const hasFew =
    headers.length > 1
      ? [`CASE WHEN ${isFilled(first)} AND ${isFilled(second)} THEN false ELSE ${filled} < 2 END`]
      : [];
  // A sum is named by letters, behind blanks perhaps: most cells begin with a digit and need no look.
  const sums = cells
    .slice(0, 3)
    .filter((_, index) => !isPacked(index + 1))
    .map(
      (cell) => `((${cell} > ':' OR ${cell} BETWEEN ' ' AND '!') AND regexp_full_match(${cell}, ${literal(TOTAL)}))`,
    );
  const names = headers.flatMap((header, index) =>
    header.trim() === '' || isPacked(index + 1) ? [] : [`c${index + 1} = ${literal(header)}`],
  );
  return [...hasFew, ...sums, ...names].join(' OR ');
}

const DAY = '(?:0[1-9]|[12][0-9]|3[01])';
const MONTH_YEAR = '(?:0[1-9]|1[0-2])[0-9]{2}';
const TEN_DIGITS = `(?:^|[^0-9])(?:0[1-9]|2[0-9]|3[01])${MONTH_YEAR}[0-9]{4}(?:[^0-9]|$)`;
const PERSONAL = [
  '@',
  `(?:^|[^0-9-])${DAY}${MONTH_YEAR}[^0-9]?[-–][^0-9]?[0-9]{4}(?:[^0-9]|$)`,
  '(?:\\+45|0045|(?i:tlf|tel|telefon|mobil|mob|phone)[.: nr]*)[ -]?[0-9]{2}(?:[ -]?[0-9]{2}){3}(?:[^0-9]|$)',
].join('|');

/** Cells that may hold a personal value: an address, or a number of ten signs at least. */
function isPersonal(
  input: InputContract,
  columns: readonly ColumnMatch[],
  { isText, absentSigns }: Scan,
  isPacked: (position: number) => boolean,
): string {
  const kinds = new Map(input.schema.fields.map(({ name, kind }) => [name, kind]));
  return columns
    .map(({ field, position }) => ({ field, position, kind: kinds.get(field ?? '') ?? '' }))
    .filter(({ field, position, kind }) => field !== null && (!isPacked(position) || kind === 'company_number'))
    .map(({ position, kind }) => {
      const cell = isText ? `c${position}` : `c${position}::VARCHAR`;
      // Dates as a machine writes them have ten signs too.
      const isLong =
        kind === 'date' ? `(strlen(${cell}) >= 10 AND ${cell} NOT LIKE '____-__-__')` : `strlen(${cell}) >= 10`;
      const pattern = NUMBER_KINDS.has(kind) ? PERSONAL : `${PERSONAL}|${TEN_DIGITS}`;
      const mayBe = absentSigns.includes('@') ? isLong : `(${isLong} OR contains(${cell}, '@'))`;
      return `(${mayBe} AND regexp_matches(${cell}, ${literal(pattern)}))`;
    })
    .join(' OR ');
}

/** What the statement says when a row must be looked at with care. */
export const UNORDERLY = 'UNORDERLY';

/**
 * A delivery's number, in SQL, which fails with UNORDERLY at a row that the careful reader may take for something else than
 * data, or in which it may mask something.
 */
export function orderlyId(
  deliveryId: number,
  input: InputContract,
  columns: readonly ColumnMatch[],
  scan: Scan,
  isPacked: (position: number) => boolean,
): string {
  const noData = scan.isText ? isNoData(scan.headers, isPacked) : '';
  const reasons = [noData, isPersonal(input, columns, scan, isPacked)].filter((one) => one !== '');
  if (reasons.length === 0) return String(deliveryId);
  return `CASE WHEN ${reasons.join(' OR ')} THEN error('${UNORDERLY}') ELSE ${deliveryId} END`;
}
