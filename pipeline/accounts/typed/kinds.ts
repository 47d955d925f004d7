import type { FieldContract } from '../../contract/inputs.ts';
import { literal } from '../../store/quote.ts';

/** Where a cell's text, its column's decimal mark and its drop's identifier scheme stand in the statement. */
export interface CellSql {
  readonly raw: string;
  readonly mark: string;
  readonly scheme: string;
}

/** How one kind of field is typed. Texts in plain form are cast where they stand; all others are looked up in `typing.cell`. */
export interface Kind {
  /** Type of the column in `typed.<input>`. */
  readonly sqlType: string;
  /** True in SQL for a text that `plainValue` types right; the empty text is always plain and gives NULL. No cell, no answer: NULL. */
  readonly isPlain: (cell: CellSql) => string;
  readonly plainValue: (cell: CellSql) => string;
  /** What the reading depends on beside the text: `variant` of `typing.cell`. */
  readonly variant: (cell: CellSql, inputName: string, field: FieldContract) => string;
  /** The file of `sql/2-typed/cells` that types the texts that are looked up. */
  readonly cells: string;
  readonly usesMark?: boolean;
  /** Whether no text but the empty one is plain; the value is a text. */
  readonly isLookedUp?: boolean;
}

const noVariant = (): string => "''";

/** A kind whose texts are all looked up. */
const lookedUp = (cells: string, variant: Kind['variant'] = noVariant): Kind => ({
  sqlType: 'VARCHAR',
  cells,
  isPlain: ({ raw }) => `${raw} = ''`,
  plainValue: () => 'NULL::VARCHAR',
  variant,
  isLookedUp: true,
});

const markVariant: Kind['variant'] = ({ mark }) => `coalesce(${mark}, '?')`;

/**
 * True in SQL for a text that is a whole number just as a machine writes it: without sign +, blanks or leading zeros. The empty
 * text is not tried: a cast that fails costs five times one that does not.
 */
const isWhole = (raw: string, sqlType: string): string =>
  `TRY_CAST(nullif(${raw}, '') AS ${sqlType})::VARCHAR = ${raw}`;

/** Digits, and behind the column's decimal mark at most `scale` of them; short enough to fit `precision` for certain. */
function decimal(precision: number, scale: number): Kind {
  const isNumber = (raw: string, mark: string): string =>
    `regexp_full_match(${raw}, ${literal(`(?:-?[0-9]+(?:${mark}[0-9]{1,${scale}})?)?`)})`;
  const sqlType = `DECIMAL(${precision}, ${scale})`;
  return {
    sqlType,
    isPlain: ({ raw, mark }) => `length(${raw}) <= ${precision - scale} AND CASE ${mark}
      WHEN '.' THEN ${isNumber(raw, '\\.')}
      WHEN ',' THEN ${isNumber(raw, ',')}
      ELSE regexp_full_match(${raw}, '(?:-?[0-9]+)?') END`,
    // Whole numbers, which many columns of decimals hold only, are cast at half the cost.
    plainValue: ({ raw, mark }) => `CASE
      WHEN ${mark} = '.' AND contains(${raw}, '.') THEN TRY_CAST(${raw} AS ${sqlType})
      WHEN ${mark} = ',' AND contains(${raw}, ',') THEN TRY_CAST(replace(${raw}, ',', '.') AS ${sqlType})
      ELSE TRY_CAST(TRY_CAST(nullif(${raw}, '') AS BIGINT) AS ${sqlType}) END`,
    variant: markVariant,
    cells: '01-number.sql',
    usesMark: true,
  };
}

/** The kinds that are typed; `text`, `name`, `code` and `list` are only made tidy. */
export const kinds: Readonly<Record<string, Kind>> = {
  integer: {
    sqlType: 'BIGINT',
    isPlain: ({ raw }) => `${raw} = '' OR coalesce(${isWhole(raw, 'BIGINT')}, false)`,
    plainValue: ({ raw }) => `TRY_CAST(nullif(${raw}, '') AS BIGINT)`,
    variant: markVariant,
    cells: '01-number.sql',
    usesMark: true,
  },
  decimal: decimal(18, 4),
  percent: decimal(9, 4),
  amount_dkk: decimal(18, 2),
  amount_dkk_thousand: decimal(18, 4),
  date: {
    sqlType: 'DATE',
    isPlain: ({ raw }) =>
      `${raw} = '' OR (regexp_full_match(${raw}, '[0-9]{4}-[0-9]{2}-[0-9]{2}') AND TRY_CAST(${raw} AS DATE) IS NOT NULL)`,
    plainValue: ({ raw }) => `TRY_CAST(nullif(${raw}, '') AS DATE)`,
    variant: noVariant,
    cells: '02-date.sql',
  },
  year: {
    sqlType: 'INTEGER',
    isPlain: ({ raw }) =>
      `${raw} = '' OR coalesce(${isWhole(raw, 'INTEGER')} AND TRY_CAST(${raw} AS INTEGER) BETWEEN 1900 AND 2099, false)`,
    plainValue: ({ raw }) => `TRY_CAST(nullif(${raw}, '') AS INTEGER)`,
    variant: noVariant,
    cells: '03-year.sql',
  },
  flag: {
    sqlType: 'BOOLEAN',
    isPlain: ({ raw }) => `${raw} IN ('', '0', '1', 'Ja', 'Nej')`,
    plainValue: ({ raw }) => `CASE WHEN ${raw} <> '' THEN ${raw} IN ('1', 'Ja') END`,
    variant: noVariant,
    cells: '04-flag.sql',
  },
  company_number: {
    sqlType: 'VARCHAR',
    isPlain: ({ raw, scheme }) =>
      `${raw} = '' OR coalesce(length(${raw}) IN (8, 9) AND ${isWhole(raw, 'INTEGER')} AND ${raw} > '1' AND typing.has_check_digit(${raw}, ${scheme}), false)`,
    plainValue: ({ raw }) => `nullif(${raw}, '')`,
    variant: ({ scheme }) => scheme,
    cells: '05-company-number.sql',
  },
  production_unit_number: {
    sqlType: 'VARCHAR',
    isPlain: ({ raw }) =>
      `${raw} = '' OR coalesce(length(${raw}) = 10 AND ${isWhole(raw, 'BIGINT')} AND ${raw}[1] = '1', false)`,
    plainValue: ({ raw }) => `nullif(${raw}, '')`,
    variant: noVariant,
    cells: '06-production-unit-number.sql',
  },
  municipality: lookedUp('07-municipality.sql'),
  industry: lookedUp('08-industry.sql'),
  country: lookedUp('09-country.sql'),
  enum: lookedUp('10-enumeration.sql', (_cell, inputName, field) => literal(`${inputName}.${field.name}`)),
};

const tidyKinds: readonly string[] = ['text', 'name', 'code', 'list'];

/** The kind of a field, undefined for one that is only made tidy; throws for a kind that nobody taught to type. */
export function kindOf(field: FieldContract): Kind | undefined {
  const kind = kinds[field.kind];
  if (kind === undefined && !tidyKinds.includes(field.kind))
    throw new Error(`The contract's field "${field.name}" has the unknown kind "${field.kind}".`);
  return kind;
}

/** Type of the field's column in `typed.<input>`. */
export const sqlTypeOf = (field: FieldContract): string =>
  kindOf(field)?.sqlType ?? (field.kind === 'list' ? 'VARCHAR[]' : 'VARCHAR');
