import { type Dialect, Tokenizer } from './tokenize.ts';

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

interface Candidate extends DetectedDialect {
  readonly score: number;
}

const SAMPLE_CHARACTERS = 160_000;
const SAMPLE_RECORDS = 800;
/** What a file must reach to be more than one column: half of two equal cells on seven of ten lines. */
const SINGLE_COLUMN_SCORE = 0.34;
/** What a delimiter scores that is believed although the widths of the records differ. */
const LEAST_BELIEVABLE = 0.35;
/** How much a delimiter must explain before it is believed: the usual ones at once, those of ordinary prose only when they explain all. */
const PRIOR: Readonly<Record<string, number>> = {
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
};
const priorOf = (delimiter: string): number => PRIOR[delimiter] ?? 0.5;
const BY_PRIOR = Object.keys(PRIOR).sort((left, right) => priorOf(right) - priorOf(left));
/** Share of the best score that a rival must reach to be named. */
const CLOSE = 0.85;
const PROSE = new Set([':', ' ', '#', '*', '!', '^', '~']);

/** Shares of the records that a delimiter must cut to be believed although their widths differ, and how wide they must be. */
const RAGGED = { cut: 0.75, cutWide: 0.95, cells: 6 } as const;
/** Share of the records in which a delimiter must stand between two quoted cells to be believed for that alone. */
const BETWEEN_QUOTES = 0.8;

/** Counts against a delimiter that does not cut the first line like the others. */
const OTHER_HEADER = 0.85;

const NUMBER = /^[-+]?[\d.,'\u00a0 ]*\d(?:[eE][-+]?\d+)?\s?%?$/;
const DATE = /^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}(?:[ T]\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?)?Z?$/;

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

/**
 * Whether a delimiter cuts almost every record, though not into equally many cells: into many, where several tables stand
 * in one file; into any, where the first record is names.
 */
function isRagged(widths: ReadonlyMap<number, number>, records: number, first: readonly string[]): boolean {
  let cut = 0;
  let cutWide = 0;
  for (const [width, count] of widths) {
    if (width > 1) cut += count;
    if (width >= RAGGED.cells && count > 1) cutWide += count;
  }
  const isNamed = first.length > 1 && first.every((cell) => /^[\p{L}_][^.!?]*$/u.test(cell.trim()));
  return records > 3 && (cutWide >= RAGGED.cutWide * records || (isNamed && cut >= RAGGED.cut * records));
}

function evaluate(sample: string, dialect: Dialect, isWhole: boolean): Candidate {
  const tokenizer = new Tokenizer(sample, dialect);
  const widths = new Map<number, number>();
  let records = 0;
  let faults = 0;
  let first: readonly string[] = [];
  let cells = 0;
  let whole = 0;
  for (let record = tokenizer.next(); record !== undefined && records < SAMPLE_RECORDS; record = tokenizer.next()) {
    const isLastCut = !isWhole && tokenizer.place.position >= sample.length;
    if (isLastCut && records > 0) break;
    if (record.cells.length === 1 && /^\s*(?:#|$)/.test(record.cells[0] as string)) continue;
    records += 1;
    if (records === 1) first = record.cells;
    widths.set(record.cells.length, (widths.get(record.cells.length) ?? 0) + 1);
    if (record.faults.some(({ code }) => code === 'QUOTE_UNBALANCED' || code === 'QUOTE_STRAY')) faults += 1;
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
  const isProse = PROSE.has(dialect.delimiter);
  const isBelievable = !isProse || (width >= 3 && agreement >= 0.9);
  const isBetween = widths.size > 1 && betweenQuotes(sample, dialect) >= BETWEEN_QUOTES * records && records > 1;
  const score = isBelievable
    ? spread * wholeShare * priorOf(dialect.delimiter) * (1 - (0.5 * faults) / Math.max(1, records))
    : 0;
  const least = isBetween || (isBelievable && isRagged(widths, records, first)) ? LEAST_BELIEVABLE : 0;
  return { dialect, agreement, width, score: Math.max(score, least), rival: undefined };
}

const escapeFor = (text: string, quote: '"' | "'"): Dialect['escape'][] =>
  text.includes(`\\${quote}`) ? [quote, '\\'] : [quote];

/** Quote characters worth trying: a single quote only where cells could begin and end with it. */
function quotesFor(sample: string): ('"' | "'")[] {
  const single = sample.match(/(?:^|[,;\t|\n\r:^~§]) ?'[^'\n\r]*'(?= ?[,;\t|\n\r:^~§]|$)/g)?.length ?? 0;
  return single > 0 ? ['"', "'"] : ['"'];
}

/** A delimiter that always has blanks around it, or is always doubled, is longer than one character. */
function lengthened(sample: string, best: Candidate, isWhole: boolean): Candidate {
  const { delimiter } = best.dialect;
  if (delimiter.trim() === '' || best.width < 2) return best;
  const as = (longer: string): Candidate => evaluate(sample, { ...best.dialect, delimiter: longer }, isWhole);
  for (const longer of [` ${delimiter} `, `${delimiter} `, ` ${delimiter}`]) {
    if (!sample.includes(longer)) continue;
    const candidate = as(longer);
    if (candidate.width === best.width && candidate.agreement >= best.agreement) return candidate;
  }
  if (!sample.includes(delimiter + delimiter) || best.width % 2 === 0) return best;
  const doubled = as(delimiter + delimiter);
  return doubled.width * 2 - 1 === best.width && doubled.agreement >= best.agreement ? doubled : best;
}

/**
 * States how a delimited text is written, from its first records. What `pinned` says is taken as given.
 *
 * Every combination of delimiter, quote and escape is tried; the one under which most records have the same number of
 * cells, and the cells look like single values, is taken. A text that no delimiter divides evenly is one column.
 */
export function detectDialect(text: string, pinned: Partial<Dialect> = {}): DetectedDialect {
  const sample = text.slice(0, SAMPLE_CHARACTERS);
  const isWhole = sample.length === text.length;
  const quotes = pinned.quote === undefined ? quotesFor(sample) : [pinned.quote];
  const writings = quotes.flatMap((quote) =>
    (pinned.escape !== undefined ? [pinned.escape] : quote === '' ? [''] : escapeFor(sample, quote)).map(
      (escaping) => ({ quote, escape: escaping as Dialect['escape'] }),
    ),
  );
  const ranked: Candidate[] = [];
  let highest = 0;
  for (const delimiter of pinned.delimiter === undefined ? BY_PRIOR : [pinned.delimiter]) {
    // No delimiter scores more than its prior: those that could neither win nor come close need no look.
    if (pinned.delimiter === undefined && priorOf(delimiter) < CLOSE * highest) continue;
    if (pinned.delimiter === undefined && !sample.includes(delimiter)) continue;
    for (const writing of writings) {
      const candidate = evaluate(sample, { delimiter, ...writing }, isWhole);
      highest = Math.max(highest, candidate.score);
      ranked.push(candidate);
    }
  }
  ranked.sort((left, right) => right.score - left.score);
  const best = ranked[0];
  const single: Dialect = {
    delimiter: pinned.delimiter ?? ',',
    quote: pinned.quote ?? '"',
    escape: pinned.escape ?? '"',
  };
  if (best === undefined) return { dialect: single, agreement: 1, width: 1, rival: undefined };
  if (pinned.delimiter !== undefined) return best;
  if (best.score < SINGLE_COLUMN_SCORE) {
    const lone = evaluate(sample, { ...best.dialect, delimiter: '' }, isWhole);
    return best.agreement * best.width < 1.2 || best.score < SINGLE_COLUMN_SCORE * 0.8
      ? {
          dialect: { ...best.dialect, delimiter: '' },
          agreement: lone.agreement,
          width: 1,
          rival: best.dialect.delimiter,
        }
      : best;
  }
  const rival = ranked.find(
    ({ dialect, score }) => dialect.delimiter !== best.dialect.delimiter && score > best.score * CLOSE,
  );
  return { ...lengthened(sample, best, isWhole), rival: rival?.dialect.delimiter };
}
