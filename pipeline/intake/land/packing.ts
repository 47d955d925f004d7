import type { FieldContract } from '../../contract/inputs.ts';
import type { Packing } from '../../store/landing-table.ts';
import { decidedMark, markEvidence } from '../recognise/decimal.ts';

/** The form in which a machine wrote the numbers or dates of a column: all alike, nothing added to what the value needs. */
export type ColumnForm =
  | { readonly kind: 'number'; readonly scale: number; readonly mark: '.' | ',' }
  | { readonly kind: 'date' };

const NUMBER = /^-?(?:0|[1-9]\d*)(?:([.,])(\d+))?$/;

/** The form of the texts of a column; null where they have none, where all are empty, and where their mark could be either. */
export function formOf(texts: readonly string[]): ColumnForm | null {
  let form: ColumnForm | null = null;
  for (const text of texts) {
    if (text === '') continue;
    const [matched, mark = '.', decimals = ''] = NUMBER.exec(text) ?? [];
    if (matched === undefined) return null;
    form ??= { kind: 'number', scale: decimals.length, mark: mark as '.' | ',' };
    if (form.kind === 'number' && (form.scale !== decimals.length || form.mark !== mark)) return null;
  }
  if (form?.kind === 'number' && form.scale > 0 && decidedMark(markEvidence(texts)) !== form.mark) return null;
  return form;
}

/** The form of the values of a Parquet column, by its type. */
export function formOfType(type: string): ColumnForm | null {
  if (/^(?:TINYINT|SMALLINT|INTEGER|BIGINT)$/.test(type)) return { kind: 'number', scale: 0, mark: '.' };
  const scale = /^DECIMAL\(\d+,(\d+)\)$/.exec(type)?.[1];
  if (scale !== undefined) return { kind: 'number', scale: Number(scale), mark: '.' };
  return type === 'DATE' ? { kind: 'date' } : null;
}

/** A packing and the values that may be packed: those that are typed as they stand, whatever the column holds beside them. */
export interface CheckedPacking extends Packing {
  readonly minimum: string;
  readonly maximum: string;
}

/** Digits and decimals that a number of a kind may have. */
const SIZES: Readonly<Record<string, { readonly digits: number; readonly scale: number }>> = {
  decimal: { digits: 14, scale: 4 },
  percent: { digits: 5, scale: 4 },
  amount_dkk: { digits: 16, scale: 2 },
  amount_dkk_thousand: { digits: 14, scale: 4 },
};

/**
 * How a column of a field can be packed; null where its values are typed by more than their own form. Company numbers are an
 * exception: they stay texts with a check digit to prove, but most of a register are such, and a number is quicker to write.
 */
export function packingOf({ kind }: Pick<FieldContract, 'kind'>, form: ColumnForm | null): CheckedPacking | null {
  if (form === null) return null;
  if (form.kind === 'date')
    return kind === 'date'
      ? { sqlType: 'DATE', mark: '.', minimum: "DATE '1000-01-01'", maximum: "DATE '9999-12-31'" }
      : null;
  const { scale, mark } = form;
  const whole = { sqlType: 'BIGINT', mark: '.' } as const;
  if (kind === 'company_number') return scale === 0 ? { ...whole, minimum: '0', maximum: '999999999999' } : null;
  if (kind === 'year') return scale === 0 ? { ...whole, minimum: '1900', maximum: '2099' } : null;
  if (kind === 'integer') return scale === 0 ? { ...whole, minimum: '-999999999999', maximum: '999999999999' } : null;
  const size = SIZES[kind];
  if (size === undefined || scale > size.scale) return null;
  // Before the mark, with room for a sign.
  const digits = Math.min(size.digits - (scale === 0 ? 0 : scale + 1), 12 - scale) - 1;
  if (digits < 1) return null;
  const limit = '9'.repeat(digits);
  return {
    ...(scale === 0 ? whole : { sqlType: `DECIMAL(12, ${scale})`, mark }),
    minimum: `-${limit}`,
    maximum: limit,
  };
}

/** What the statement says when a text is not given back by its packed value. */
export const UNPACKABLE = 'UNPACKABLE';

/**
 * How a column is packed in SQL, each step once: its text with a decimal point, the value of that, and the value checked, which
 * fails with UNPACKABLE where it would not give the text back.
 */
export interface PackedSql {
  readonly plain: string;
  readonly valueOf: (plain: string) => string;
  readonly checked: (plain: string, value: string) => string;
}

/** `isText` tells a column of texts from one of a Parquet file, which is of a type already. */
export function packedSql(column: string, packing: CheckedPacking, isText: boolean): PackedSql {
  const { sqlType, mark, minimum, maximum } = packing;
  const hasComma = isText && mark === ',';
  return {
    plain: hasComma ? `replace(${column}, ',', '.')` : column,
    valueOf: (plain) => `TRY_CAST(${plain} AS ${sqlType})`,
    checked: (plain, value) => {
      const isGivenBack = isText
        ? `coalesce(${value}::VARCHAR, '') = ${plain}`
        : `(${value} IS NULL) = (${column} IS NULL)`;
      const isWithin = `${value} BETWEEN ${minimum} AND ${maximum}${hasComma ? ` AND ${plain} <> ${column}` : ''}`;
      return `CASE WHEN ${isGivenBack} AND coalesce(${isWithin}, true) THEN ${value} ELSE error('${UNPACKABLE}') END`;
    },
  };
}
