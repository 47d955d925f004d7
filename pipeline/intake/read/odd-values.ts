import type { Finding } from '../../contract/finding.ts';

type Kind = 'integer' | 'decimal' | 'date' | 'time' | 'boolean' | 'text';

const PATTERNS: readonly (readonly [Kind, RegExp])[] = [
  ['integer', /^[-+]?\d{1,3}(?:[., ]\d{3})+$|^[-+]?\d+$/],
  ['decimal', /^[-+]?(?:\d+|\d{1,3}(?:[., ]\d{3})+)?[.,]\d+(?:[eE][-+]?\d+)?$|^[-+]?\d+[eE][-+]?\d+$/],
  [
    'date',
    /^\d{4}[-./]\d{1,2}[-./]\d{1,2}(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?$|^\d{1,2}[-./]\d{1,2}[-./]\d{2,4}(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?$/,
  ],
  ['time', /^\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$/],
];
const FLAG = /^(?:true|false|ja|nej|yes|no)$/i;

/** Whether the numbers of a date can be a day and a month, in one order or the other. */
function isPossibleDate(text: string): boolean {
  const [, first = 0, second = 0, third = 0] = (/^(\d+)[-./](\d+)[-./](\d+)/.exec(text) ?? []).map(Number);
  const [left, right] = first > 31 ? [second, third] : [first, second];
  return left >= 1 && right >= 1 && Math.min(left, right) <= 12 && Math.max(left, right) <= 31;
}

const LONGEST_FLAG = 5;
const STARTS_NUMBER = /^[-+.,\d]/;

function kindOf(text: string): Kind {
  if (!STARTS_NUMBER.test(text)) return text.length <= LONGEST_FLAG && FLAG.test(text) ? 'boolean' : 'text';
  const kind = PATTERNS.find(([, pattern]) => pattern.test(text))?.[0] ?? 'text';
  return kind === 'date' && !isPossibleDate(text) ? 'text' : kind;
}

/** Kinds that stand together in one column without surprise. */
const FITS: Readonly<Record<Kind, readonly Kind[]>> = {
  integer: ['integer'],
  decimal: ['decimal', 'integer'],
  date: ['date'],
  time: ['time'],
  boolean: ['boolean'],
  text: ['integer', 'decimal', 'date', 'time', 'boolean', 'text'],
};

const KEPT = 200;
/** Columns that are watched, from the left. */
const WATCHED = 2000;
const SHARE = 0.5;

interface Seen {
  count: number;
  readonly first: { readonly row: number; readonly value: string }[];
}

/** Headers that are the bare name of a kind. */
const NAMED: readonly (readonly [Kind, RegExp])[] = [
  ['date', /^(?:date|dato|datetime|timestamp|tidspunkt)$/i],
  ['time', /^(?:time|tid|klokkeslæt|time_tz)$/i],
  ['decimal', /^(?:number|numeric|decimal|amount|tal|antal|beløb)$/i],
];

const hasComma = (text: string): boolean => /,\d*$/.test(text);

/** Watches what the columns of a table hold, row by row, and names the values that are unlike the rest of their column. */
export class OddValues {
  readonly #columns: Map<Kind, Seen>[] = [];

  take(row: number, cells: readonly string[]): void {
    const width = Math.min(cells.length, WATCHED);
    for (let index = 0; index < width; index += 1) {
      const text = (cells[index] as string).trim();
      if (text === '') continue;
      let column = this.#columns[index];
      if (column === undefined) {
        column = new Map();
        this.#columns[index] = column;
      }
      const kind = kindOf(text);
      const seen = column.get(kind);
      if (seen === undefined) column.set(kind, { count: 1, first: [{ row, value: text }] });
      else {
        seen.count += 1;
        if (seen.first.length < KEPT) seen.first.push({ row, value: text });
      }
    }
  }

  /** Columns of which most values are numbers, dates, times or flags, and the values that are not. */
  findings(headers: readonly string[]): Finding[] {
    return this.#columns.flatMap((column, index) => {
      if (column === undefined) return [];
      const total = [...column.values()].reduce((sum, { count }) => sum + count, 0);
      const share = (kind: Kind): number =>
        FITS[kind].reduce((sum, other) => sum + (column.get(other)?.count ?? 0), 0) / total;
      const named = NAMED.find(([, pattern]) => pattern.test((headers[index] ?? '').trim()))?.[0];
      const kind =
        (['integer', 'date', 'time', 'boolean', 'decimal'] as const).find(
          (candidate) => column.has(candidate) && share(candidate) >= SHARE,
        ) ?? named;
      if (kind === undefined) return [];
      const decimals = column.get('decimal')?.first ?? [];
      const commas = decimals.filter(({ value }) => hasComma(value)).length;
      const hasBothMarks = commas > 0 && commas < decimals.length;
      return [...column]
        .filter(([other]) => !FITS[kind].includes(other) || (other === 'decimal' && hasBothMarks))
        .flatMap(([, { first }]) => first)
        .map(
          ({ row, value }): Finding => ({
            code: 'VALUE_UNLIKE_COLUMN',
            severity: 'info',
            row,
            column: index + 1,
            header: headers[index] ?? '',
            value: value.slice(0, 200),
            params: { kind },
          }),
        );
    });
  }
}
