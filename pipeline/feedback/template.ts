import { type CellStyle, type CellValue, type DataValidation, type WriteSheet, writeXlsx } from 'hucre/xlsx';
import type { Language, Localised } from '../contract/finding.ts';
import type { FieldContract, InputContract } from '../contract/inputs.ts';
import * as styles from './styles.ts';

/** Rows below the header that have the right formats and drop-downs. */
const PREPARED_ROWS = 1000;

const WORDS = {
  guide: { da: 'Vejledning', en: 'Guide' },
  column: { da: 'Kolonne', en: 'Column' },
  needed: { da: 'Skal udfyldes', en: 'Required' },
  how: { da: 'Sådan skriver du', en: 'How to write it' },
  yes: { da: 'Ja', en: 'Yes' },
  no: { da: 'Nej', en: 'No' },
} as const satisfies Record<string, Localised>;

/** What a cell of each kind should hold, in words. */
const HOW: Readonly<Record<string, Localised>> = {
  company_number: { da: 'CVR-nummer, otte cifre', en: 'Company number, eight digits' },
  production_unit_number: { da: 'P-nummer, ti cifre', en: 'Production unit number, ten digits' },
  date: { da: 'Dato, dd-mm-åååå', en: 'Date, dd-mm-yyyy' },
  year: { da: 'Årstal, fire cifre', en: 'Year, four digits' },
  flag: { da: 'Ja eller Nej', en: 'Yes or No' },
  integer: { da: 'Helt tal', en: 'Whole number' },
  decimal: { da: 'Tal', en: 'Number' },
  percent: { da: 'Procent, fx 12,5', en: 'Per cent, e.g. 12.5' },
  amount_dkk: { da: 'Beløb i kroner', en: 'Amount in DKK' },
  amount_dkk_thousand: { da: 'Beløb i tusinde kroner', en: 'Amount in thousand DKK' },
  municipality: { da: 'Kommunens navn eller firecifrede kode', en: 'Municipality by name or four-digit code' },
  industry: { da: 'DB07-branchekode, seks cifre', en: 'DB07 industry code, six digits' },
  country: { da: 'Land, navn eller tocifret kode', en: 'Country by name or two-letter code' },
  list: { da: 'Flere værdier adskilles med semikolon', en: 'Separate several values by semicolons' },
};

const FORMATS: Readonly<Record<string, string>> = {
  date: 'dd-mm-yyyy',
  integer: '0',
  year: '0',
  decimal: '#,##0.00',
  percent: '0.0',
  amount_dkk: '#,##0.00',
  amount_dkk_thousand: '#,##0.00',
};

/** Spellings offered in a drop-down, in the language of the template where the contract has one. */
function choicesOf(field: FieldContract, language: Language): readonly string[] {
  if (field.kind === 'flag') return [WORDS.yes[language], WORDS.no[language]];
  return Object.entries(field.values ?? {}).map(([value, spellings]) =>
    language === 'da' ? (spellings[0] ?? value) : value,
  );
}

/** A letter name of a column, counted from 0. */
function columnName(index: number): string {
  const rest = Math.floor(index / 26);
  return (rest === 0 ? '' : columnName(rest - 1)) + String.fromCharCode(65 + (index % 26));
}

interface Choice {
  readonly column: number;
  readonly values: readonly string[];
}

function guideSheet(input: InputContract, language: Language): WriteSheet {
  const rows: CellValue[][] = [
    [input.titles[language]],
    [WORDS.column[language], WORDS.needed[language], WORDS.how[language]],
    ...input.schema.fields.map((field): CellValue[] => {
      const choices = choicesOf(field, language);
      const how =
        choices.length > 0 && field.kind !== 'flag' ? choices.join(' / ') : (HOW[field.kind]?.[language] ?? '');
      return [field.titles[language], WORDS[field.constraints?.required === true ? 'yes' : 'no'][language], how];
    }),
  ];
  const cells: NonNullable<WriteSheet['cells']> = new Map();
  rows.forEach((row, r) => {
    row.forEach((value, c) => {
      const style: CellStyle = r === 0 ? styles.heading : r === 1 ? styles.header : styles.wrapped;
      cells.set(`${r},${c}`, { value, type: 'string', style });
    });
  });
  return { name: WORDS.guide[language], rows, cells, columns: [{ width: 34 }, { width: 16 }, { width: 70 }] };
}

function validation({ column, values }: Choice): DataValidation {
  const letter = columnName(column);
  return {
    type: 'list',
    values: [...values],
    range: `${letter}2:${letter}${PREPARED_ROWS + 1}`,
    allowBlank: true,
    showErrorMessage: true,
    errorStyle: 'warning',
  };
}

/**
 * An empty workbook for one input: headers of the contract, drop-downs where only some values are allowed, number and text
 * formats that keep leading zeros, and a guide. Filled in, it is read without findings.
 */
export function deliveryTemplate(input: InputContract, language: Language): Promise<Uint8Array> {
  const { fields } = input.schema;
  const choices = fields.flatMap((field, column): Choice[] => {
    const values = choicesOf(field, language);
    return values.length === 0 ? [] : [{ column, values }];
  });
  const cells: NonNullable<WriteSheet['cells']> = new Map();
  fields.forEach((field, c) => {
    const style = field.constraints?.required === true ? styles.needed : styles.header;
    cells.set(`0,${c}`, { value: field.titles[language], type: 'string', style });
    const prepared: CellStyle = { numFmt: FORMATS[field.kind] ?? '@' };
    // A format of the whole column is not written; without one on the cell, Excel drops the zeros of 01234567.
    for (let r = 1; r <= PREPARED_ROWS; r += 1) cells.set(`${r},${c}`, { value: null, type: 'empty', style: prepared });
  });
  const form: WriteSheet = {
    name: input.titles[language].slice(0, 31).replace(/[[\]:*?/\\']/g, ' '),
    rows: [fields.map((field) => field.titles[language]), ...Array.from({ length: PREPARED_ROWS }, () => [])],
    cells,
    columns: fields.map((field) => ({ width: Math.max(14, field.titles[language].length + 2) })),
    freezePane: { rows: 1 },
    dataValidations: choices.map(validation),
  };
  return writeXlsx({
    sheets: [form, guideSheet(input, language)],
    properties: { creator: 'cluster-accounts', created: styles.FIXED_TIME, modified: styles.FIXED_TIME },
  });
}
