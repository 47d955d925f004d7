import type { FieldContract } from '../../contract/inputs.ts';
import { literal } from './quote.ts';

/** Where a cell's text, its column's decimal mark and its drop's identifier scheme stand in the statement. */
export interface CellSql {
  readonly raw: string;
  readonly mark: string;
  readonly scheme: string;
}

/** How one kind of field is typed, in SQL. All macros are in `sql/2-typed/`. */
export interface Kind {
  /** The typed value, NULL when the text is missing or faulty. Left out when the value is looked up. */
  readonly value?: (cell: CellSql, field: FieldContract) => string;
  /** A code list to look the value up in: table, key of the cell, column of the value. */
  readonly lookup?: { readonly table: string; readonly key: (raw: string) => string; readonly value: string };
  /** Code of the finding for text that could not be typed. Left out when every text fits. */
  readonly fault?: (cell: CellSql) => string;
  /** What was lost on the way although a value came out, as the end of a `VALUE_CONVERTED_` code; NULL for nothing. */
  readonly conversion?: (cell: CellSql) => string;
  readonly usesMark?: boolean;
}

const decimal = (scale: number): Kind => ({
  value: ({ raw, mark }) => `TRY_CAST(typing.number_text(${raw}, ${mark}) AS DECIMAL(18, ${scale}))`,
  fault: ({ raw, mark }) => `typing.number_fault(${raw}, ${mark})`,
  conversion: ({ raw, mark }) => `typing.number_conversion(${raw}, ${mark}, ${scale})`,
  usesMark: true,
});

const text: Kind = {
  value: ({ raw }) => `CASE WHEN NOT typing.is_missing(${raw}) THEN typing.tidy(${raw}) END`,
};

const plain = (macro: string, code: string): Kind => ({
  value: ({ raw }) => `typing.${macro}(${raw})`,
  fault: () => literal(code),
});

/** `CASE` over the spellings of an enumeration; the canonical value itself is always a spelling. */
function enumeration({ raw }: CellSql, field: FieldContract): string {
  const cases = Object.entries(field.values ?? {}).map(([value, spellings]) => {
    const keys = [...new Set([value, ...spellings].map((spelling) => spelling.toLowerCase()))];
    return `WHEN typing.key(${raw}) IN (${keys.map(literal).join(', ')}) THEN ${literal(value)}`;
  });
  return `CASE ${cases.join(' ')} END`;
}

export const kinds: Readonly<Record<string, Kind>> = {
  text,
  name: text,
  code: text,
  list: { value: ({ raw }) => `CASE WHEN NOT typing.is_missing(${raw}) THEN typing.list_of(${raw}) END` },
  enum: { value: enumeration, fault: () => literal('VALUE_NOT_ALLOWED') },
  integer: {
    value: ({ raw, mark }) => `typing.integer_of(${raw}, ${mark})`,
    fault: ({ raw, mark }) => `typing.integer_fault(${raw}, ${mark})`,
    usesMark: true,
  },
  decimal: decimal(4),
  percent: {
    ...decimal(4),
    value: ({ raw, mark }) => `TRY_CAST(typing.number_text(${raw}, ${mark}) AS DECIMAL(9, 4))`,
  },
  amount_dkk: decimal(2),
  amount_dkk_thousand: decimal(4),
  date: {
    ...plain('date_of', 'TYPE_DATE'),
    conversion: ({ raw }) => `typing.date_conversion(${raw})`,
  },
  year: plain('year_of', 'TYPE_YEAR'),
  flag: plain('flag_of', 'TYPE_FLAG'),
  company_number: {
    value: ({ raw, scheme }) =>
      `CASE WHEN NOT typing.is_missing(${raw}) THEN typing.company_number(${raw}, ${scheme}) END`,
    fault: ({ raw, scheme }) => `typing.company_number_fault(${raw}, ${scheme})`,
    conversion: ({ raw }) => `typing.company_number_conversion(${raw})`,
  },
  production_unit_number: plain('production_unit_number', 'TYPE_PRODUCTION_UNIT_NUMBER'),
  municipality: {
    lookup: {
      table: 'codelist.municipality_key',
      key: (raw) => `typing.municipality_key(${raw})`,
      value: 'municipality_code',
    },
    fault: () => literal('TYPE_MUNICIPALITY'),
    conversion: ({ raw }) => `typing.municipality_conversion(${raw})`,
  },
  industry: {
    ...plain('industry_of', 'TYPE_INDUSTRY'),
    conversion: ({ raw }) => `typing.industry_conversion(${raw})`,
  },
  country: {
    lookup: { table: 'codelist.country_key', key: (raw) => `typing.country_key(${raw})`, value: 'country_code' },
    fault: () => literal('TYPE_COUNTRY'),
  },
};

/** The kind of a field; throws for a kind that the contract invented and nobody taught to type. */
export function kindOf(field: FieldContract): Kind {
  const kind = kinds[field.kind];
  if (kind === undefined) throw new Error(`The contract's field "${field.name}" has the unknown kind "${field.kind}".`);
  return kind;
}
