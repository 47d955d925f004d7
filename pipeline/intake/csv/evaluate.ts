import { BLANK_RUN, type Dialect, Tokenizer } from './tokenize.ts';

/** A dialect with the evidence for it. */
export interface DetectedDialect {
  readonly dialect: Dialect;
  /** Share of the sampled records that have the usual number of cells, 0 to 1. */
  readonly agreement: number;
  /** The usual number of cells. */
  readonly width: number;
  /** The next best delimiter, where it came close. */
  readonly rival: string | undefined;
}

/** A dialect with how well it explains a sample, 0 to 1. */
export interface Candidate extends DetectedDialect {
  readonly score: number;
}

const SAMPLE_RECORDS = 800;
/** What a delimiter scores that is believed although the widths of the records differ. */
const LEAST_BELIEVABLE = 0.35;
/** How much a delimiter must explain before it is believed: the usual ones at once, those of ordinary prose only when they explain all. */
export const PRIOR: Readonly<Record<string, number>> = {
  ',': 1,
  ';': 1,
  '\t': 1,
  '|': 0.97,
  '\u001f': 0.97,
  '¦': 0.9,
  '§': 0.9,
  '^': 0.9,
  '~': 0.9,
  '#': 0.6,
  '*': 0.6,
  '!': 0.6,
  ':': 0.55,
  ' ': 0.6,
  [BLANK_RUN]: 0.8,
};
/** The most that a delimiter can score. */
export const priorOf = (delimiter: string): number => PRIOR[delimiter] ?? 0.5;
const PROSE = new Set([':', ' ', '#', '*', '!', '^', '~']);
/** Share of the records that a delimiter of prose, or of blanks in columns, must cut alike. */
const ALIKE = 0.9;

/** Shares of the records that a delimiter must cut to be believed although their widths differ, and how wide they must be. */
const RAGGED = { cut: 0.75, cutWide: 0.95, cells: 6 } as const;
/** Share of the records in which a delimiter must stand between two quoted cells to be believed for that alone. */
const BETWEEN_QUOTES = 0.8;

/** Counts against a delimiter that does not cut the first line like the others. */
const OTHER_HEADER = 0.85;

const NUMBER = /^[-+]?[\d.,'\u00a0 ]*\d(?:[eE][-+]?\d+)?\s?%?$/;
const DATE = /^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}(?:[ T]\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?)?Z?$/;

const isPlainNumber = (cell: string | undefined): boolean => /^[-+]?\d+(?:[.,]\d+)?$/.test(cell ?? '');

/** Whether two cells are what stands before and behind a decimal comma. */
const isDecimal = ([whole, fraction]: readonly string[]): boolean =>
  /^[-+]?\d+$/.test(whole as string) && /^\d+$/.test(fraction as string);

/** How much a cell looks like one value, 0 to 1: a cell that still holds another delimiter or loose quotes looks like several. */
function wholeness(cell: string): number {
  const text = cell.trim();
  if (text === '' || NUMBER.test(text) || DATE.test(text)) return 1;
  if (/^["']|["']$/.test(text)) return 0.4;
  if (/[;|\t]/.test(text)) return 0.4;
  if (/,(?! )/.test(text)) return 0.6;
  return text.includes(',') ? 0.9 : 1;
}

/** How often a delimiter stands between two quoted cells. */
const betweenQuotes = (sample: string, { delimiter, quote }: Dialect): number =>
  quote === '' || delimiter === '' ? 0 : sample.split(`${quote}${delimiter}${quote}`).length - 1;

/** Whether the cells of a record could all be names of columns, or nothing. */
const couldName = (cells: readonly string[]): boolean =>
  cells.filter((cell) => cell.trim() !== '').length > 1 &&
  cells.every((cell) => /^(?:[\p{L}_][^.!?]*)?$/u.test(cell.trim()));

/**
 * Whether a delimiter cuts almost every record, though not into equally many cells: into many, where several tables stand
 * in one file; into any, where the first record is names (every record, where there are few).
 */
function isRagged(widths: ReadonlyMap<number, number>, records: number, first: readonly string[]): boolean {
  let cut = 0;
  let cutWide = 0;
  for (const [width, count] of widths) {
    if (width > 1) cut += count;
    if (width >= RAGGED.cells && count > 1) cutWide += count;
  }
  if (records < 2) return false;
  if (couldName(first) && cut >= (records > 3 ? RAGGED.cut : 1) * records) return true;
  return records > 3 && cutWide >= RAGGED.cutWide * records;
}

/** How well a dialect explains a sample: most records alike, cells that look like single values, few faults of quotes. */
export function evaluate(sample: string, dialect: Dialect, isWhole: boolean): Candidate {
  const tokenizer = new Tokenizer(sample, dialect);
  const widths = new Map<number, number>();
  let records = 0;
  let faults = 0;
  let first: readonly string[] = [];
  let cells = 0;
  let whole = 0;
  let decimals = 0;
  let numbersBesideText = 0;
  for (let record = tokenizer.next(); record !== undefined && records < SAMPLE_RECORDS; record = tokenizer.next()) {
    const isLastCut = !isWhole && tokenizer.place.position >= sample.length;
    if (isLastCut && records > 0) break;
    if (record.cells.length === 1 && /^\s*(?:#|$)/.test(record.cells[0] as string)) continue;
    records += 1;
    if (records === 1) first = record.cells;
    widths.set(record.cells.length, (widths.get(record.cells.length) ?? 0) + 1);
    if (record.faults.some(({ code }) => code === 'QUOTE_UNBALANCED' || code === 'QUOTE_STRAY')) faults += 1;
    if (record.cells.length === 2 && isDecimal(record.cells)) decimals += 1;
    if (isPlainNumber(record.cells[0]) !== isPlainNumber(record.cells[1])) numbersBesideText += 1;
    for (const cell of record.cells) {
      cells += 1;
      whole += wholeness(cell);
    }
  }
  const usual = [...widths].sort(
    ([widthA, countA], [widthB, countB]) => countB * (widthB - 0.9) - countA * (widthA - 0.9),
  );
  const [width, count] = usual[0] ?? [1, 0];
  const agreement = records === 0 ? 0 : count / records;
  const wholeShare = cells === 0 ? 0 : whole / cells;
  const spread = agreement * ((width - 1) / width) * (first.length === width ? 1 : OTHER_HEADER);
  const isBelievable =
    dialect.delimiter === BLANK_RUN
      ? agreement >= ALIKE
      : !PROSE.has(dialect.delimiter) || (width >= 3 && agreement >= ALIKE);
  const isBetween = widths.size > 1 && betweenQuotes(sample, dialect) >= BETWEEN_QUOTES * records && records > 1;
  const score = isBelievable
    ? spread * wholeShare * priorOf(dialect.delimiter) * (1 - (0.5 * faults) / Math.max(1, records))
    : 0;
  const isEven = width > 1 && agreement === 1 && records > 2;
  // Blanks between two cells are as likely between two words, unless one is a number in every row.
  const isPaired = isEven && width === 2 && dialect.delimiter === ' ' && numbersBesideText >= records - 1;
  const isBelieved = isBelievable && ((isEven && faults > 0) || isRagged(widths, records, first));
  const least = isBetween || isPaired || isBelieved ? LEAST_BELIEVABLE : 0;
  // A comma that only ever stands within numbers, below a first record without one, is a decimal mark.
  const isMark = dialect.delimiter === ',' && first.length === 1 && records > 1 && decimals === records - 1;
  return { dialect, agreement, width, score: isMark ? 0 : Math.max(score, least), rival: undefined };
}
