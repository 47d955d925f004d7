/** What a number format makes of a number: a date or time, a share, digits with leading zeros, or just a number. */
export type NumberForm = 'general' | 'date' | 'elapsed' | 'percent' | { readonly digits: number };

/** Built-in formats that are dates or times, by number; 46 is elapsed time. */
const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || id === 45 || id === 47 || (id >= 50 && id <= 58);

/** What a format number or its code makes of a number. */
export function numberForm(id: number, code: string | undefined): NumberForm {
  if (code === undefined) {
    if (id === 46) return 'elapsed';
    if (id === 9 || id === 10) return 'percent';
    return isBuiltInDate(id) ? 'date' : 'general';
  }
  const section = code.replace(/"[^"]*"|\\.|_.|\*./g, '').split(';')[0] as string;
  if (/\[(?:h+|m+|s+)\]/i.test(section)) return 'elapsed';
  const plain = section.replace(/\[[^\]]*\]/g, '');
  if (/^(?:general|standard)$/i.test(plain.trim())) return 'general';
  if (/[dmhys]/i.test(plain)) return 'date';
  if (plain.includes('%')) return 'percent';
  return /^0{2,}$/.test(plain) ? { digits: plain.length } : 'general';
}

const DAY_MS = 86_400_000;
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
/** First day that the calendar of workbooks has not: 1 January 10000. */
const LAST_SERIAL = 2_958_466;

/**
 * A serial number of a workbook as ISO date and time, `2016-04-28T11:30:00`; below one day as time, `11:30:00`. Undefined
 * where it is outside the calendar. In the 1900 system the days before 1 March 1900 are counted as Excel counts them.
 */
export function serialToIso(serial: number, is1904: boolean): string | undefined {
  if (!(serial >= 0) || serial >= LAST_SERIAL) return undefined;
  const days = Math.floor(serial);
  const milliseconds = Math.round((serial - days) * DAY_MS);
  if (serial < 1 && milliseconds < DAY_MS) return isoTime(new Date(milliseconds));
  const shift = !is1904 && days > 0 && days < 60 ? 1 : 0;
  const moment = new Date((is1904 ? EPOCH_1904 : EPOCH_1900) + (days + shift) * DAY_MS + milliseconds);
  return `${moment.toISOString().slice(0, 10)}T${isoTime(moment)}`;
}

function isoTime(moment: Date): string {
  const [clock, fraction] = moment.toISOString().slice(11, 23).split('.') as [string, string];
  return fraction === '000' ? clock : `${clock}.${fraction}000`;
}

/** Notation that needs no change: no exponent, no zeros in front or behind, digits that a double holds. */
const IS_PLAIN = /^-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?$/;

/** A number of a workbook in plain decimal notation with a point: never an exponent, never a thousands mark. */
export function plainNumber(raw: string): string {
  if (raw.length <= 16 && IS_PLAIN.test(raw)) return raw;
  const text = raw.trim();
  if (/^-?\d{1,15}$/.test(text)) return text.replace(/^(-?)0+(?=\d)/, '$1');
  const number = Number(text);
  if (text === '' || !Number.isFinite(number)) return text;
  const short = String(number);
  if (!/e/i.test(short)) return short;
  const [mantissa, exponent] = short.split('e') as [string, string];
  const sign = mantissa.startsWith('-') ? '-' : '';
  const [whole, fraction = ''] = mantissa.replace('-', '').split('.') as [string, string?];
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return (
    sign + (point >= digits.length ? digits.padEnd(point, '0') : `${digits.slice(0, point)}.${digits.slice(point)}`)
  );
}

/** Moves the decimal point of a plain number two places to the right. */
export function timesHundred(plain: string): string {
  const sign = plain.startsWith('-') ? '-' : '';
  const [whole, fraction = ''] = plain.replace('-', '').split('.') as [string, string?];
  const padded = fraction.padEnd(2, '0');
  const result = `${whole}${padded.slice(0, 2)}`.replace(/^0+(?=\d)/, '');
  const rest = padded.slice(2).replace(/0+$/, '');
  return sign + (rest === '' ? result : `${result}.${rest}`);
}
