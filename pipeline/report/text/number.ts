import type { Language } from '../../contract/finding.ts';

const MINUS = '\u2212';
const NO_BREAK = '\u00A0';

interface NumberMarks {
  readonly decimal: string;
  readonly group: string;
}

const MARKS: Readonly<Record<Language, NumberMarks>> = {
  da: { decimal: ',', group: '.' },
  en: { decimal: '.', group: ',' },
};

/** A number with the language's marks: 1.234,5 or 1,234.5. Rounds half away from zero on the shortest decimal form. */
export function formatNumber(value: number, decimals: number, language: Language): string {
  const { decimal, group } = MARKS[language];
  const [whole = '0', fraction] = roundHalfAway(Math.abs(value), decimals).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group);
  const digits = fraction === undefined ? grouped : `${grouped}${decimal}${fraction}`;
  return value < 0 && /[1-9]/.test(digits) ? MINUS + digits : digits;
}

/** `toFixed` rounds 1.005 down because of its binary form; moving the exponent first does not. */
function roundHalfAway(value: number, decimals: number): string {
  if (decimals === 0 && Number.isSafeInteger(value)) return String(value);
  const [mantissa = '0', exponent = '0'] = value.toExponential().split('e');
  const rounded = Math.round(Number(`${mantissa}e${Number(exponent) + decimals}`));
  const [m2 = '0', e2 = '0'] = rounded.toExponential().split('e');
  return Number(`${m2}e${Number(e2) - decimals}`).toFixed(decimals);
}

/** Units whose name is written out with the number. Others (`companies`, `count`) are named by the text around it. */
const SUFFIX: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  pct: { da: `${NO_BREAK}pct.`, en: `${NO_BREAK}%` },
  pp: { da: `${NO_BREAK}pct.point`, en: `${NO_BREAK}pp` },
  fte: { da: `${NO_BREAK}årsværk`, en: `${NO_BREAK}FTE` },
  ratio: { da: '', en: '' },
};

const million = { da: `${NO_BREAK}mio.${NO_BREAK}kr.`, en: `${NO_BREAK}million` };

/** A number as it stands in a sentence or a table: with its unit where the unit is short, money in kr. or mio. kr. */
export function formatValue(value: number, unit: string, decimals: number, language: Language): string {
  if (unit === 'dkk') return formatMoney(value, language);
  if (unit === 'p_value' && value < 0.001) return `<${NO_BREAK}${formatNumber(0.001, 3, language)}`;
  return formatNumber(value, decimals, language) + (SUFFIX[unit]?.[language] ?? '');
}

/** Money in three figures or so: kr. below 100,000, then millions with two decimals, one from 1 million, none from 1,000. */
function formatMoney(value: number, language: Language): string {
  const millions = Math.abs(value) / 1_000_000;
  if (millions < 0.1) {
    const text = formatNumber(value, 0, language);
    return language === 'da' ? `${text}${NO_BREAK}kr.` : `DKK${NO_BREAK}${text}`;
  }
  const decimals = millions < 0.995 ? 2 : millions < 999.95 ? 1 : 0;
  const text = formatNumber(value / 1_000_000, decimals, language) + million[language];
  return language === 'da' ? text : `DKK${NO_BREAK}${text}`;
}

/** Both ends of an interval: `1,2–5,9 pct.`; with a word between them where one is negative: `−1,2 til 5,9 pct.`. */
export function formatInterval(
  lower: number,
  upper: number,
  unit: string,
  decimals: number,
  language: Language,
): string {
  const from = unit === 'dkk' ? formatMoney(lower, language) : formatNumber(lower, decimals, language);
  const to = formatValue(upper, unit, decimals, language);
  if (lower >= 0 && unit !== 'dkk') return `${from}–${to}`;
  return `${from} ${language === 'da' ? 'til' : 'to'} ${to}`;
}

const MONTHS: Readonly<Record<Language, readonly string[]>> = {
  da: 'januar februar marts april maj juni juli august september oktober november december'.split(' '),
  en: 'January February March April May June July August September October November December'.split(' '),
};

/** `2013-05-04` as `4. maj 2013` or `4 May 2013`. */
export function formatDate(iso: string, language: Language): string {
  const [year, month, day] = iso.split('-').map(Number) as [number, number, number];
  const name = MONTHS[language][month - 1] ?? '';
  return language === 'da' ? `${day}. ${name} ${year}` : `${day} ${name} ${year}`;
}

/** `a, b og c` / `a, b and c`. */
export function formatList(items: readonly string[], language: Language): string {
  if (items.length < 2) return items.join('');
  const word = language === 'da' ? 'og' : 'and';
  return `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1)}`;
}
