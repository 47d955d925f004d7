import { PLACES } from './places.ts';
import type { RandomStream } from './random.ts';
import type { Cell, Column, Table, Value } from './table.ts';

export type DateSpelling = 'dd-mm-yyyy' | 'dd.mm.yy' | 'yyyy-mm-dd' | 'd/m/yyyy' | 'serial';
export type CompanyNumberSpelling = 'plain' | 'dots' | 'DK' | 'spaces' | 'decimal' | 'mixed';

/** Somebody's habits of writing values down. */
export interface Spelling {
  readonly date: DateSpelling;
  readonly decimalMark: ',' | '.';
  readonly hasThousandsMarks: boolean;
  readonly flag: readonly [yes: string, no: string];
  readonly companyNumber: CompanyNumberSpelling;
  readonly municipality: 'name' | 'alias' | 'code' | 'lost_zero' | 'code_and_name';
  readonly hasLostZeroIndustries: boolean;
  readonly missing: string;
  /** Cells of a workbook: numbers and dates are numbers, not text. */
  readonly isWorkbook: boolean;
}

const PLACE_BY_CODE = new Map(PLACES.map((place) => [place.code, place]));
const EXCEL_EPOCH = Date.UTC(1899, 11, 30);

/** Excel's serial number of a date `yyyy-mm-dd`. */
const excelSerial = (date: string): number => (Date.parse(`${date}T00:00:00Z`) - EXCEL_EPOCH) / 86_400_000;

function spellDate(date: string, spelling: DateSpelling): string {
  const [year = '', month = '', day = ''] = date.split('-');
  switch (spelling) {
    case 'dd-mm-yyyy':
      return `${day}-${month}-${year}`;
    case 'dd.mm.yy':
      return `${day}.${month}.${year.slice(2)}`;
    case 'd/m/yyyy':
      return `${Number(day)}/${Number(month)}/${year}`;
    case 'serial':
      return String(excelSerial(date));
    default:
      return date;
  }
}

const MIXED = ['plain', 'dots', 'DK', 'spaces', 'decimal', 'plain', 'plain', 'plain'] as const;

function spellCompanyNumber(
  number: string,
  spelling: CompanyNumberSpelling,
  random: RandomStream,
  row: number,
): string {
  if (!/^\d{8}$/.test(number)) return number;
  const chosen = spelling === 'mixed' ? random.pick(MIXED, row, 501) : spelling;
  switch (chosen) {
    case 'dots':
      return `${number.slice(0, 2)}.${number.slice(2, 5)}.${number.slice(5)}`;
    case 'DK':
      return `DK${number}`;
    case 'spaces':
      return `${number.slice(0, 2)} ${number.slice(2, 4)} ${number.slice(4, 6)} ${number.slice(6)}`;
    case 'decimal':
      return `${number},0`;
    default:
      return number;
  }
}

function spellNumber(value: number, decimals: number, spelling: Spelling): string {
  const fixed = decimals === 0 ? String(Math.round(value)) : value.toFixed(decimals);
  const [whole = '', fraction] = fixed.split('.');
  const grouped = spelling.hasThousandsMarks
    ? whole.replace(/\B(?=(\d{3})+(?!\d))/g, spelling.decimalMark === ',' ? '.' : ',')
    : whole;
  return fraction === undefined ? grouped : `${grouped}${spelling.decimalMark}${fraction}`;
}

function spellPlace(code: string, spelling: Spelling): string {
  const place = PLACE_BY_CODE.get(code);
  if (place === undefined) return code;
  switch (spelling.municipality) {
    case 'name':
      return place.name;
    case 'alias':
      return place.alias;
    case 'lost_zero':
      return code.replace(/^0/, '');
    case 'code_and_name':
      return `${code} ${place.name}`;
    default:
      return code;
  }
}

const NUMBER_FORMAT: Readonly<Record<string, string | null>> = { integer: null, decimal: '0.0', amount: '#,##0' };

/** One value, written down by somebody with these habits. Text that does not fit its column's kind is left as it is. */
function spell(value: Value, { kind }: Column, spelling: Spelling, random: RandomStream, row: number): Cell {
  if (value === null) return spelling.missing;
  if (typeof value === 'boolean') return spelling.flag[value ? 0 : 1];
  if (typeof value === 'number') {
    const number = kind === 'amount' || kind === 'integer' ? Math.round(value) : value;
    if (spelling.isWorkbook) return { number, format: NUMBER_FORMAT[kind] ?? null };
    const decimals = kind === 'decimal' ? 1 : 0;
    return spellNumber(value, decimals, spelling);
  }
  if (kind === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(value)) {
    if (spelling.isWorkbook && spelling.date === 'serial')
      return { number: excelSerial(value), format: 'dd\\-mm\\-yyyy' };
    return spellDate(value, spelling.date);
  }
  if (kind === 'company_number') {
    if (spelling.isWorkbook && spelling.companyNumber === 'plain' && /^\d{8}$/.test(value))
      return { number: Number(value), format: null };
    return spellCompanyNumber(value, spelling.companyNumber, random, row);
  }
  if (kind === 'municipality') return spellPlace(value, spelling);
  if (kind === 'industry' && spelling.hasLostZeroIndustries) return value.replace(/^0(\d{5})$/, '$1');
  return value;
}

/** Header row and data rows of a table as cells. */
export const spellTable = (table: Table, spelling: Spelling, random: RandomStream): Cell[][] => [
  table.columns.map(({ header }) => header),
  ...table.rows.map((values, row) =>
    table.columns.map((column, position) => spell(values[position] ?? null, column, spelling, random, row)),
  ),
];
