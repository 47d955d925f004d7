import { type Candidate, type DetectedDialect, evaluate, PRIOR, priorOf } from './evaluate.ts';
import { type Dialect, Tokenizer } from './tokenize.ts';

const SAMPLE_CHARACTERS = 160_000;
/** What a file must reach to be more than one column: half of two equal cells on seven of ten lines. */
const SINGLE_COLUMN_SCORE = 0.34;
const BY_PRIOR = Object.keys(PRIOR).sort((left, right) => priorOf(right) - priorOf(left));
/** Share of the best score that a rival must reach to be named. */
const CLOSE = 0.85;

const escapeFor = (text: string, quote: '"' | "'"): Dialect['escape'][] =>
  text.includes(`\\${quote}`) ? [quote, '\\'] : [quote];

/** A backslash before a delimiter or a line end. */
const BARE_ESCAPE = /\\[,;\t|\r\n]/;

/** Quote characters worth trying: a single quote only where cells could begin and end with it. */
function quotesFor(sample: string): ('"' | "'")[] {
  const single = sample.match(/(?:^|[,;\t|\n\r:^~§]) ?'[^'\n\r]*'(?= ?[,;\t|\n\r:^~§]|$)/g)?.length ?? 0;
  return single > 0 ? ['"', "'"] : ['"'];
}

/** Records that are looked at to tell whether a table holds numbers only. */
const NUMBER_RECORDS = 50;

/** Whether every filled cell is a number: blanks beside numbers pad them and are no part of the delimiter. */
function holdsNumbersOnly(sample: string, dialect: Dialect): boolean {
  const tokenizer = new Tokenizer(sample, dialect);
  for (let count = 0; count < NUMBER_RECORDS; count += 1) {
    const cells = tokenizer.next()?.cells ?? [];
    if (!cells.every((cell) => /^\s*(?:[-+]?\d+(?:[.,]\d+)?(?:[eE][-+]?\d+)?)?\s*$/.test(cell))) return false;
  }
  return true;
}

/** A delimiter that always has blanks around it, or is always doubled, is longer than one character. */
function lengthened(sample: string, best: Candidate, isWhole: boolean): Candidate {
  const { delimiter } = best.dialect;
  if (delimiter.trim() === '' || best.width < 2 || holdsNumbersOnly(sample, best.dialect)) return best;
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
  const writings: Pick<Dialect, 'quote' | 'escape'>[] = quotes.flatMap((quote) =>
    (pinned.escape !== undefined ? [pinned.escape] : quote === '' ? [''] : escapeFor(sample, quote)).map(
      (escaping) => ({ quote, escape: escaping as Dialect['escape'] }),
    ),
  );
  if (pinned.quote === undefined && pinned.escape === undefined && BARE_ESCAPE.test(sample))
    writings.push({ quote: '', escape: '\\' });
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
