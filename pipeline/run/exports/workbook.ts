import { type CellStyle, type CellValue, type WriteSheet, writeXlsx } from 'hucre/xlsx';
import { DIMENSIONS, type Dimension, TOTAL } from '../../contract/figure.ts';
import type { Language, Localised } from '../../contract/finding.ts';
import { type Indicator, nameOfItem } from '../../contract/indicator.ts';
import type { ProtectedFigure } from '../../protect/index.ts';
import type { ReportLists } from '../../report/index.ts';
import { DIMENSION_NAMES, FAMILY_NAMES, word } from './words.ts';

/** The figures of one place and measure, by year. */
interface Line {
  readonly first: ProtectedFigure;
  readonly byYear: Map<number, ProtectedFigure>;
}

/** Lines of figures by family of indicators (`DEL`, `SUR`), in the order of the figures. */
export type Families = ReadonlyMap<string, readonly Line[]>;

/** What a workbook is made of: the figures of one recipient and the names of everything in them. */
export interface WorkbookInput {
  readonly title: string;
  readonly edition: string;
  readonly isSynthetic: boolean;
  readonly families: Families;
  readonly years: readonly number[];
  readonly indicators: ReadonlyMap<string, Indicator>;
  readonly lists: ReportLists;
  readonly language: Language;
  /** Dimensions that are the recipient itself and need no words. */
  readonly own: readonly Dimension[];
}

const bold: CellStyle = { font: { bold: true } };
const heading: CellStyle = { font: { bold: true, size: 14 } };
const header: CellStyle = {
  font: { bold: true, color: { rgb: 'FFFFFF' } },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: '1F3A5F' } },
  alignment: { vertical: 'center', wrapText: true },
};
const absent: CellStyle = { font: { italic: true, color: { rgb: '595959' } }, alignment: { horizontal: 'right' } };

const FIXED_TIME = new Date('1980-01-01T00:00:00Z');

const numberFormat = (decimals: number): string => (decimals === 0 ? '#,##0' : `#,##0.${'0'.repeat(decimals)}`);

/** Names of the codes of a dimension; codes that no list knows stand for themselves. */
function namesOf(lists: ReportLists, dimension: Dimension, language: Language): ReadonlyMap<string, string> {
  const of = (list: readonly { readonly code: string; readonly name: Localised }[]): ReadonlyMap<string, string> =>
    new Map(list.map(({ code, name }) => [code, name[language]]));
  if (dimension === 'cluster') return new Map(lists.clusters.map(({ id, name }) => [id, name]));
  if (dimension === 'region') return of(lists.regions);
  if (dimension === 'growth_forum') return of(lists.growthForums);
  if (dimension === 'municipality') return of(lists.municipalities);
  if (dimension === 'industry') return of(lists.industries);
  if (dimension === 'size_band') return of(lists.sizeBands);
  return new Map();
}

type Names = Readonly<Record<Dimension, ReadonlyMap<string, string>>>;

/** `størrelse: 10–49 ansatte; branche: Industri`. */
function partOf(figure: ProtectedFigure, names: Names, { own, language, indicators }: WorkbookInput): string {
  const parts = DIMENSIONS.filter((dimension) => figure[dimension] !== TOTAL && !own.includes(dimension)).map(
    (dimension) => {
      const code = figure[dimension];
      const item = indicators.get(figure.indicator)?.item;
      const name = dimension === 'item' ? nameOfItem(item, code, language) : names[dimension].get(code);
      const title =
        dimension === 'item' && item ? item.title[language].toLowerCase() : DIMENSION_NAMES[dimension][language];
      return `${title}: ${name ?? code}`;
    },
  );
  return parts.length === 0 ? word('total', language) : parts.join('; ');
}

export function familiesOf(figures: readonly ProtectedFigure[]): Families {
  const families = new Map<string, Line[]>();
  const lines = new Map<string, Line>();
  for (const figure of figures) {
    const { indicator, measure, referenceYear } = figure;
    let key = `${indicator}\u0001${measure}`;
    for (const dimension of DIMENSIONS) key += `\u0001${figure[dimension]}`;
    const known = lines.get(key);
    if (known !== undefined) {
      known.byYear.set(referenceYear, figure);
      continue;
    }
    const line = { first: figure, byYear: new Map([[referenceYear, figure]]) };
    lines.set(key, line);
    const family = indicator.slice(0, 3);
    const members = families.get(family);
    if (members === undefined) families.set(family, [line]);
    else members.push(line);
  }
  return families;
}

type Written = readonly [value: CellValue, style: CellStyle | null];

function written(
  figure: ProtectedFigure | undefined,
  part: 'value' | 'lower' | 'upper' | 'n',
  decimals: number,
  language: Language,
): Written {
  if (figure === undefined) return [null, null];
  const value = figure[part];
  if (value !== null) return [value, { numFmt: numberFormat(part === 'n' ? 0 : decimals) }];
  if (part !== 'value') return [null, null];
  return [word(figure.status === 'suppressed' ? 'suppressed' : 'noData', language), absent];
}

function familySheet(family: string, lines: readonly Line[], names: Names, input: WorkbookInput): WriteSheet {
  const { language, years, indicators } = input;
  const latest = years.at(-1) as number;
  const titles = [
    word('indicator', language),
    word('name', language),
    word('measure', language),
    word('part', language),
    ...years.map(String),
    word('from', language),
    word('to', language),
    word('n', language),
    word('unit', language),
    word('evidence', language),
  ];
  const cells: NonNullable<WriteSheet['cells']> = new Map();
  titles.forEach((title, c) => {
    cells.set(`0,${c}`, { value: title, type: 'string', style: header });
  });
  const rows: CellValue[][] = [titles];
  for (const { first, byYear } of lines) {
    const indicator = indicators.get(first.indicator);
    const measure = indicator?.measures.find(({ name }) => name === first.measure);
    const decimals = measure?.decimals ?? 1;
    const last = byYear.get(latest);
    const line: Written[] = [
      [first.indicator, null],
      [indicator?.name[language] ?? '', null],
      [measure?.title[language] ?? first.measure, null],
      [partOf(first, names, input), null],
      ...years.map((year) => written(byYear.get(year), 'value', decimals, language)),
      written(last, 'lower', decimals, language),
      written(last, 'upper', decimals, language),
      written(last, 'n', decimals, language),
      [first.unit, null],
      [word(first.evidenceTier, language), null],
    ];
    line.forEach(([value, style], c) => {
      if (style !== null)
        cells.set(`${rows.length},${c}`, { value, type: typeof value === 'number' ? 'number' : 'string', style });
    });
    rows.push(line.map(([value]) => value));
  }
  return {
    name: FAMILY_NAMES[family]?.[language] ?? family,
    rows,
    cells,
    columns: [10, 38, 30, 44, ...years.map(() => 13), 11, 11, 9, 11, 14].map((width) => ({ width })),
    freezePane: { rows: 1, columns: 4 },
    autoFilter: { range: `A1:${String.fromCharCode(64 + titles.length)}${rows.length}` },
    pageSetup: { orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  };
}

function notesSheet({ title, edition, isSynthetic, years, language }: WorkbookInput): WriteSheet {
  const rows: CellValue[][] = [
    [title],
    [`${word('edition', language)} ${edition}`],
    [`${word('year', language)} ${years.at(-1)}`],
    ...(isSynthetic ? [[word('synthetic', language)]] : []),
    [],
    [word('tierNote', language)],
    [word('intervalNote', language)],
    [word('suppressedNote', language)],
    [word('noDataNote', language)],
  ];
  const cells: NonNullable<WriteSheet['cells']> = new Map([
    ['0,0', { value: title, type: 'string', style: heading }],
    ...(isSynthetic ? [['3,0', { value: word('synthetic', language), type: 'string', style: bold }] as const] : []),
  ]);
  return { name: word('notes', language), rows, cells, columns: [{ width: 110 }] };
}

/**
 * The figures of one recipient as a workbook: notes, then a sheet a family of indicators with a column a year. Numbers are
 * numbers, text is never a formula, withheld figures are words; the same figures give the same bytes.
 */
export function recipientWorkbook(input: WorkbookInput): Promise<Uint8Array> {
  const names = Object.fromEntries(
    DIMENSIONS.map((dimension) => [dimension, namesOf(input.lists, dimension, input.language)]),
  ) as Names;
  const sheets = Object.keys(FAMILY_NAMES).flatMap((family) => {
    const lines = input.families.get(family);
    return lines === undefined ? [] : [familySheet(family, lines, names, input)];
  });
  return writeXlsx({
    sheets: [notesSheet(input), ...sheets],
    properties: { creator: 'cluster-accounts', created: FIXED_TIME, modified: FIXED_TIME },
  });
}
