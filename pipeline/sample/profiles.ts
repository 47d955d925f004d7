import type { Dialect } from './delimited.ts';
import type { Spelling } from './spelling.ts';

/** How one supplier delivers its list of participants, year after year. */
export interface Profile {
  readonly spelling: Spelling;
  /** Null: a workbook. */
  readonly dialect: Dialect | null;
  /** Which words it uses for the headers: an index into each column's list of headers. */
  readonly headerSet: number;
  readonly hasTitleRows: boolean;
  readonly hasGroupTitles: boolean;
  readonly hasTotalRow: boolean;
  readonly hasExtraSheets: boolean;
  /** Optional columns, by their names in `participants.ts`. */
  readonly optional: string;
}

const PLAIN: Spelling = {
  date: 'dd-mm-yyyy',
  decimalMark: ',',
  hasThousandsMarks: false,
  flag: ['Ja', 'Nej'],
  companyNumber: 'plain',
  municipality: 'name',
  hasLostZeroIndustries: false,
  missing: '',
  isWorkbook: false,
};

const profile = (
  dialect: Dialect | null,
  spelling: Partial<Spelling>,
  headerSet: number,
  optional: string,
  layout: string = '',
): Profile => ({
  spelling: { ...PLAIN, ...spelling, isWorkbook: dialect === null },
  dialect,
  headerSet,
  hasTitleRows: layout.includes('title'),
  hasGroupTitles: layout.includes('group'),
  hasTotalRow: layout.includes('total'),
  hasExtraSheets: layout.includes('sheets'),
  optional,
});

const semicolon = (encoding: Dialect['encoding'], hasSepLine = false): Dialect => ({
  delimiter: ';',
  encoding,
  hasSepLine,
});

/** The habits that occur among the suppliers. */
const PROFILES: readonly Profile[] = [
  profile(semicolon('utf-8-bom'), {}, 0, 'item cluster unit left size industry contact email phone consent fee notes'),
  profile(
    semicolon('windows-1252'),
    { date: 'dd.mm.yy', companyNumber: 'dots', municipality: 'code' },
    1,
    'size contact email',
  ),
  profile(
    null,
    { date: 'serial', companyNumber: 'plain', municipality: 'name' },
    0,
    'cluster left size industry contact email phone notes',
  ),
  profile(
    semicolon('windows-1252', true),
    { date: 'dd-mm-yyyy', companyNumber: 'spaces', municipality: 'alias', missing: '-' },
    2,
    'cluster left size',
  ),
  profile(
    { delimiter: ',', encoding: 'utf-8', hasSepLine: false },
    { date: 'yyyy-mm-dd', decimalMark: '.', companyNumber: 'DK', municipality: 'code' },
    3,
    'size industry email',
  ),
  profile(
    semicolon('utf-8-bom'),
    { date: 'd/m/yyyy', companyNumber: 'mixed', municipality: 'name', missing: '..' },
    1,
    'cluster left size',
    'title total',
  ),
  profile(
    { delimiter: '\t', encoding: 'windows-1252', hasSepLine: false },
    { date: 'dd-mm-yyyy', municipality: 'code_and_name' },
    0,
    'contact',
  ),
  profile(
    null,
    { date: 'dd-mm-yyyy', companyNumber: 'dots', municipality: 'lost_zero', hasLostZeroIndustries: true },
    2,
    'unit left size industry contact phone',
    'title group total sheets',
  ),
  profile(
    semicolon('windows-1252'),
    { date: 'serial', companyNumber: 'decimal', municipality: 'lost_zero', hasLostZeroIndustries: true },
    3,
    'cluster size industry',
  ),
  profile(
    semicolon('utf-8'),
    { date: 'dd.mm.yy', companyNumber: 'mixed', municipality: 'alias', missing: '-' },
    2,
    'item left size notes',
    'title',
  ),
  profile(
    null,
    { date: 'dd-mm-yyyy', companyNumber: 'DK', municipality: 'name' },
    0,
    'cluster left size industry fee',
    'total',
  ),
];

/** The only one to deliver in UTF-16, twice as large as anything else. */
const UTF_16_SUPPLIER = 6;

/** The habits of supplier `index`: they come round again, but for one. */
export function profileOf(index: number): Profile {
  const own = PROFILES[index % PROFILES.length] as Profile;
  return index === UTF_16_SUPPLIER && own.dialect !== null
    ? { ...own, dialect: { ...own.dialect, encoding: 'utf-16le' } }
    : own;
}
