/** What a column holds, which decides how its values can be spelled. */
export type ColumnKind =
  | 'text'
  | 'integer'
  | 'decimal'
  | 'amount'
  | 'date'
  | 'flag'
  | 'company_number'
  | 'municipality'
  | 'industry';

export interface Column {
  readonly header: string;
  readonly kind: ColumnKind;
}

/** Dates are `yyyy-mm-dd`; municipalities and industries are codes; company numbers eight digits. */
export type Value = string | number | boolean | null;

/** One table as its maker means it, before anybody's habits of writing it down. */
export interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Value[])[];
}

/** A cell as it is written: text, or a number with the number format that a workbook shows it in. */
export type Cell = string | { readonly number: number; readonly format: string | null };

export const column = (header: string, kind: ColumnKind = 'text'): Column => ({ header, kind });

/** A table from its headers in one line, `CVR-nr.:company_number | Dato:date | Titel`; without a kind it is text. */
export const table = (headers: string, rows: readonly (readonly Value[])[]): Table => ({
  columns: headers.split(' | ').map((entry) => {
    const [header = '', kind] = entry.split(':');
    return column(header, kind as ColumnKind | undefined);
  }),
  rows,
});
