import { usageError } from '../../contract/errors.ts';
import type { Store } from '../../store/store.ts';
import { CHUNK_ROWS, eachChunk, type TextColumn } from './columns.ts';
import { readGroups } from './enterprise-groups.ts';
import { inOrder, makeRoom } from './growing-columns.ts';
import {
  filledColumns,
  makeLevels,
  REGISTER,
  REGISTER_COLUMNS,
  type RegisterColumn,
  readYears,
  stepOf,
} from './register-columns.ts';
import { type SortedTexts, textNumbers } from './text-numbers.ts';

/** Facts of a company and year that have a list of values, as codes into `levels`. */
export interface CodedColumn {
  readonly codes: Int16Array;
  readonly levels: readonly string[];
}

/** The business register as arrays: company i in the t-th year is element `i * years.length + t`. */
export interface RegisterPanel {
  readonly firms: number;
  /** Company number. */
  readonly idOf: (firm: number) => string;
  /** Writes the positions of the company numbers of a column; -1 where the register does not have one. */
  readonly findFirms: SortedTexts['find'];
  readonly years: readonly number[];
  /** 1 where the register has a row. */
  readonly isPresent: Uint8Array;
  /** NaN where there is no row or no value. */
  readonly numbers: Readonly<Record<RegisterColumn, Float64Array>>;
  readonly industry: CodedColumn;
  readonly region: CodedColumn;
  readonly legalForm: CodedColumn;
  /** 1 where the company used another support scheme in the year. */
  readonly otherSchemes: Uint8Array;
  /** Year of the company's start; NaN where not known. */
  readonly startYear: Float64Array;
  /** Number of the enterprise group; companies without one have their own. */
  readonly group: Int32Array;
}

/** Stands for a date of start that is not known; after all others. */
const NO_YEAR = 32767;

/** Marks the years in which a company has no row. */
function blankAbsent<Own extends Float64Array | Int16Array>(values: Own, isPresent: Uint8Array, blank: number): Own {
  for (let at = isPresent.indexOf(0); at !== -1; at = isPresent.indexOf(0, at + 1)) values[at] = blank;
  return values;
}

/** Puts amounts of a chunk in their places. One function a type of array: each then runs at full speed. */
function placeNumbers(target: Float64Array, places: Int32Array, source: Float64Array): void {
  for (let row = 0; row < places.length; row++) target[places[row] as number] = source[row] as number;
}

/** Puts codes of a chunk in their places. */
function placeCodes(target: Int16Array, places: Int32Array, source: Int16Array): void {
  for (let row = 0; row < places.length; row++) target[places[row] as number] = source[row] as number;
}

/** Keeps the earliest year of start of every company; 0 where none has come. */
function keepEarliest(startYear: Int16Array, firms: Int32Array, start: Int16Array): void {
  for (let row = 0; row < firms.length; row++) {
    const firm = firms[row] as number;
    const year = start[row] as number;
    const known = startYear[firm] as number;
    if (known === 0 || year < known) startYear[firm] = year;
  }
}

/** Turns numbers of companies into places in the panel, and notes that these are taken. */
function toPanel(places: Int32Array, step: Int16Array, steps: number, isPresent: Uint8Array): void {
  for (let row = 0; row < places.length; row++) {
    const at = (places[row] as number) * steps + (step[row] as number);
    places[row] = at;
    isPresent[at] = 1;
  }
}

/** Years of start as numbers; NaN where not known. */
function yearsOf(starts: Int16Array): Float64Array {
  const years = new Float64Array(starts);
  for (let firm = starts.indexOf(NO_YEAR); firm !== -1; firm = starts.indexOf(NO_YEAR, firm + 1))
    years[firm] = Number.NaN;
  return years;
}

/** The numbers from 0 to before `count`. */
function upTo(count: number): Int32Array {
  const numbers = new Int32Array(count);
  for (let k = 0; k < count; k++) numbers[k] = k;
  return numbers;
}

/**
 * Reads the register panel in one go: companies are numbered as they come and sorted in the end, so the order in which rows
 * arrive cannot matter.
 */
export async function readPanel(store: Store): Promise<RegisterPanel> {
  const { years, mostRows } = await readYears(store);
  if (years.length === 0)
    throw usageError(
      'EFFECT_NO_REGISTER',
      'The effect study needs the business register, and the drops hold none.',
      'Add the register extract (firm_register), or the aggregates that a closed room exported.',
    );
  const isFilled = await filledColumns(store);
  const filled = REGISTER_COLUMNS.filter(isFilled);
  const steps = years.length;
  // Companies come and go: there are more of them than in any year.
  const expected = Math.ceil(1.1 * mostRows);
  const isPresent = { values: new Uint8Array(expected * steps), steps };
  const otherSchemes = { values: new Uint8Array(expected * steps), steps };
  const startYear = { values: new Int16Array(expected), steps: 1 };
  const numbers = filled.map(() => ({ values: new Float64Array(expected * steps), steps }));
  const makeCoded = async (name: string) => ({
    name,
    levels: await makeLevels(store, name),
    codes: { values: new Int16Array(expected * steps), steps },
  });
  const industry = await makeCoded('industry');
  const region = await makeCoded('region');
  const legalForm = await makeCoded('legal_form');
  const coded = [industry, region, legalForm];
  const varied = coded.filter(({ levels }) => levels.length > 1);
  const flags = isFilled('other_schemes') ? [isPresent, otherSchemes] : [isPresent];
  const columns = [...flags, startYear, ...numbers, ...coded.map(({ codes }) => codes)];
  const expressions = [
    'company_id',
    `(${stepOf(years)})::SMALLINT`,
    `coalesce(year(r.start_date), ${NO_YEAR})::SMALLINT`,
    ...varied.map(
      ({ name, levels }) =>
        `coalesce(enum_code(r.${name}::study_${name})::SMALLINT, ${levels.indexOf('unknown')}::SMALLINT)`,
    ),
    ...filled.map((name) => `coalesce(r.${name}::DOUBLE, 'nan'::DOUBLE)`),
    ...(isFilled('other_schemes') ? ['coalesce(r.other_schemes, false)::SMALLINT'] : []),
  ];
  const companies = textNumbers(expected);
  const chunkPlaces = new Int32Array(CHUNK_ROWS);
  await eachChunk(store, `SELECT ${expressions.join(', ')} FROM ${REGISTER}`, ([step, start, ...rest], rows, [id]) => {
    const places = chunkPlaces.subarray(0, rows);
    companies.add(id as TextColumn, rows, places);
    for (const column of columns) makeRoom(column, companies.count());
    keepEarliest(startYear.values, places, start as Int16Array);
    toPanel(places, step as Int16Array, steps, isPresent.values);
    varied.forEach(({ codes }, j) => {
      placeCodes(codes.values, places, rest[j] as Int16Array);
    });
    numbers.forEach(({ values }, j) => {
      placeNumbers(values, places, rest[varied.length + j] as Float64Array);
    });
    const schemes = rest[varied.length + numbers.length];
    for (let row = 0; schemes !== undefined && row < rows; row++)
      otherSchemes.values[places[row] as number] = schemes[row] as number;
  });
  const sorted = companies.sorted();
  const firms = sorted.count;
  const size = firms * steps;
  const [present, schemes = new Uint8Array(size)] = inOrder(flags, sorted.places, new Uint8Array(size)).columns as [
    Uint8Array,
    Uint8Array?,
  ];
  const amounts = inOrder(numbers, sorted.places, new Float64Array(size));
  for (const own of amounts.columns) blankAbsent(own, present, Number.NaN);
  const unknown = amounts.spare.fill(Number.NaN).subarray(0, size);
  const codes = inOrder(
    coded.map((own) => own.codes),
    sorted.places,
    new Int16Array(size),
  ).columns.map((own) => blankAbsent(own, present, -1));
  const [starts] = inOrder([startYear], sorted.places, new Int16Array(firms)).columns as [Int16Array];
  return {
    firms,
    idOf: sorted.textAt,
    findFirms: sorted.find,
    years,
    isPresent: present,
    numbers: Object.fromEntries(
      REGISTER_COLUMNS.map((name) => [name, amounts.columns[filled.indexOf(name)] ?? unknown]),
    ) as Record<RegisterColumn, Float64Array>,
    industry: { codes: codes[0] as Int16Array, levels: industry.levels },
    region: { codes: fillUnknown(codes[1] as Int16Array, region.levels, steps), levels: region.levels },
    legalForm: { codes: codes[2] as Int16Array, levels: legalForm.levels },
    otherSchemes: schemes,
    startYear: yearsOf(starts),
    group: isFilled('group_id') ? await readGroups(store, sorted) : upTo(firms),
  };
}

/** A company's unknown codes become its next known one, or the last before: municipalities of before 2007 have no region. */
function fillUnknown(codes: Int16Array, levels: readonly string[], steps: number): Int16Array {
  const unknown = levels.indexOf('unknown');
  const isKnown = (code: number): boolean => code !== -1 && code !== unknown;
  for (let from = 0; unknown >= 0 && from < codes.length; from += steps) {
    let next = -1;
    for (let t = from + steps - 1; t >= from; t--)
      if (isKnown(codes[t] as number)) next = codes[t] as number;
      else if (codes[t] === unknown && next !== -1) codes[t] = next;
    let last = -1;
    for (let t = from; t < from + steps; t++)
      if (isKnown(codes[t] as number)) last = codes[t] as number;
      else if (codes[t] === unknown && last !== -1) codes[t] = last;
  }
  return codes;
}
