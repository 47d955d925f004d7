import type { CellStyle } from 'hucre/xlsx';

const fill = (rgb: string): CellStyle['fill'] => ({ type: 'pattern', pattern: 'solid', fgColor: { rgb } });

export const heading: CellStyle = { font: { bold: true, size: 14 } };

export const header: CellStyle = {
  font: { bold: true, color: { rgb: 'FFFFFF' } },
  fill: fill('1F3A5F'),
  alignment: { vertical: 'center', wrapText: true },
};

/** Header of a column that must be filled in. */
export const needed: CellStyle = { ...header, fill: fill('8A4B08') };

export const wrapped: CellStyle = { alignment: { vertical: 'top', wrapText: true } };

/** Text kept as it was written: a number format of its own, so that Excel never turns it into a number or a formula. */
export const text: CellStyle = { numFmt: '@', alignment: { vertical: 'top' } };

export const faulty: Readonly<Record<'error' | 'warning', CellStyle>> = {
  error: { ...text, fill: fill('F8CBC6'), font: { bold: true, color: { rgb: '7A1B10' } } },
  warning: { ...text, fill: fill('FBE7B2'), font: { color: { rgb: '5C4500' } } },
};

export const answer: CellStyle = { ...wrapped, fill: fill('E3F0E3') };

/** Written into every workbook instead of the time it was made, so that the same feedback gives the same bytes. */
export const FIXED_TIME = new Date('1980-01-01T00:00:00Z');
