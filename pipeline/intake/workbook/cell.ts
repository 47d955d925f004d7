import { Refusal } from '../refusal.ts';
import { type NumberForm, plainNumber, serialToIso, timesHundred } from './formats.ts';
import { ownString } from './part-text.ts';
import { unescapeCell, type WorkbookParts } from './parts.ts';

/** Type of a cell: string, number, date, boolean, error. */
export type CellType = 's' | 'n' | 'd' | 'b' | 'e';

/** A filled cell: its value in plain notation, and what the supplier sees of it where that is more (leading zeros, per cent). */
export interface SheetCell {
  readonly column: number;
  readonly type: CellType;
  readonly text: string;
  readonly shown: string;
  /** A number with the format of a date that is none: before the calendar of workbooks begins or after it ends. */
  readonly isOutsideCalendar?: true;
}

/** Column number of a reference such as `AB12`, 1 = first; 0 where it is none. */
export function columnOf(reference: string): number {
  let column = 0;
  for (let index = 0; index < reference.length; index += 1) {
    const code = reference.charCodeAt(index) & ~32;
    if (code < 65 || code > 90) return index === 0 ? 0 : column;
    column = column * 26 + code - 64;
  }
  return column;
}

/** Letters of a column, `AB` for 28. */
export function columnLetters(column: number): string {
  let letters = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}

/** A whole number with more significant digits than a workbook holds. */
const hasTooManyDigits = (text: string): boolean => /^-?\d+$/.test(text) && text.replace(/^-?0*|0+$/g, '').length > 15;

/** What there is to say of a cell, whatever kind of workbook it stands in. */
export function cellFaults({ type, text, isOutsideCalendar }: SheetCell): readonly string[] {
  return [
    ...(type === 'e' ? ['CELL_ERROR'] : []),
    ...(isOutsideCalendar === true ? ['CELL_NO_DATE'] : []),
    ...(type === 'n' && text.length > 15 && hasTooManyDigits(text) ? ['CELL_LONG_NUMBER'] : []),
  ];
}

const withoutMidnight = (iso: string): string => (iso.endsWith('T00:00:00') ? iso.slice(0, 10) : iso.replace('T', ' '));

/** Seconds since midnight as a time of day. */
export function shownClock(seconds: number): { text: string; shown: string } {
  const text = serialToIso(seconds / 86_400, false) ?? '';
  return { text, shown: text };
}

/** A number as a cell: a date, a share, an id with zeros, or just a number, by its format. */
export function numberCell(column: number, raw: string, form: NumberForm, is1904: boolean): SheetCell {
  const text = plainNumber(raw);
  if (form === 'date') {
    const iso = serialToIso(Number(raw), is1904);
    if (iso !== undefined) return { column, type: 'd', text: iso, shown: withoutMidnight(iso) };
    return { column, type: 'n', text, shown: text, isOutsideCalendar: true };
  }
  if (form === 'percent') return { column, type: 'n', text, shown: `${timesHundred(text)}%` };
  if (typeof form === 'object' && /^\d+$/.test(text))
    return { column, type: 'n', text, shown: text.padStart(form.digits, '0') };
  return { column, type: 'n', text, shown: text };
}

/** A date and time in ISO notation as a cell; a zone is left out, parts of a second are kept. Text where it is none. */
export function isoCell(column: number, raw: string): SheetCell {
  const match = /^(?:(\d{4}-\d{2}-\d{2})(?:T|$))?(\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?(?:Z|[+-]\d{2}:\d{2})?$/.exec(
    raw.trim(),
  );
  const [, day, clock = '00:00:00'] = match ?? [];
  if (match === null || (day === undefined && match[2] === undefined))
    return { column, type: 's', text: raw, shown: raw };
  const [whole, fraction = ''] = (clock.length === 5 ? `${clock}:00` : clock).split('.') as [string, string?];
  const digits = fraction.replace(/0+$/, '');
  const time = digits === '' ? whole : `${whole}.${digits.padEnd(6, '0')}`;
  const iso = day === undefined ? time : `${day}T${time}`;
  return { column, type: 'd', text: iso, shown: withoutMidnight(iso) };
}

/** A cell whose tags are being read. */
export interface OpenCell {
  column: number;
  type: string;
  style: number;
  value: string | undefined;
  inline: string | undefined;
  hasFormula: boolean;
}

/** The cell that its tags make; undefined for an empty one. */
export function finishedCell(open: OpenCell, parts: WorkbookParts): SheetCell | undefined {
  const { column, type, style, value, inline } = open;
  const text = (string: string): SheetCell => ({ column, type: 's', text: string, shown: string });
  const own = (string: string): SheetCell => text(ownString(unescapeCell(string)));
  if (type === 'inlineStr') return inline === undefined ? (value === undefined ? undefined : own(value)) : own(inline);
  if (value === undefined || value === '') return undefined;
  switch (type) {
    case 's': {
      const string = parts.strings[Number(value)];
      if (string === undefined) throw new Refusal('WORKBOOK_DAMAGED', { what: `string ${value}` });
      return text(string);
    }
    case 'str':
      return own(value);
    case 'b': {
      const flag = value === '1' || value.toLowerCase() === 'true' ? 'TRUE' : 'FALSE';
      return { column, type: 'b', text: flag, shown: flag };
    }
    case 'e':
      return { column, type: 'e', text: value, shown: value };
    case 'd':
      return isoCell(column, value);
    default:
      if (Number.isNaN(Number(value))) return own(value);
      return numberCell(column, value, parts.forms[style] ?? 'general', parts.is1904);
  }
}
