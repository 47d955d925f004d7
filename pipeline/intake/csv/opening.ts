import type { Finding } from '../../contract/finding.ts';
import type { DetectedDialect } from './evaluate.ts';
import { BLANK_RUN } from './tokenize.ts';

/** The delimiter that a first line `sep=;` names, with the length of that line. */
export function separatorLine(text: string): { delimiter: string; length: number } | undefined {
  const match = /^"?sep=(.|\\t)"?[;,\t|]*(?:\r\n|\n|\r|$)/i.exec(text);
  return match === null
    ? undefined
    : { delimiter: match[1] === '\\t' ? '\t' : (match[1] as string), length: match[0].length };
}

/** What was assumed about the way a text is written. */
export function dialectFindings(detected: DetectedDialect, headerRow: number, hasSeparatorLine: boolean): Finding[] {
  const { dialect, agreement, width, rival } = detected;
  const found: Finding[] = [];
  if (hasSeparatorLine)
    found.push({ code: 'SEPARATOR_LINE', severity: 'info', row: 1, params: { delimiter: dialect.delimiter } });
  const share = Math.round(agreement * 100);
  found.push({
    code: width > 1 ? 'DIALECT' : 'DIALECT_ONE_COLUMN',
    severity: 'info',
    params: {
      delimiter: dialect.delimiter,
      quote: dialect.quote,
      escape: dialect.escape,
      share,
      width,
      header_row: headerRow,
    },
  });
  if (dialect.delimiter === BLANK_RUN) found.push({ code: 'DELIMITER_COLUMNS', severity: 'info' });
  else if (dialect.delimiter.length > 1)
    found.push({ code: 'DELIMITER_BLANKS', severity: 'info', params: { delimiter: dialect.delimiter } });
  if (dialect.escape === '\\')
    found.push({ code: dialect.quote === '' ? 'ESCAPE_BARE' : 'ESCAPE_BACKSLASH', severity: 'info' });
  if (rival !== undefined)
    found.push({ code: 'DIALECT_UNSURE', severity: 'warning', params: { delimiter: dialect.delimiter, rival, share } });
  return found;
}
