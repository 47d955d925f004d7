import type { Finding } from '../../contract/finding.ts';
import { FindingCollector } from '../collector.ts';
import { Refusal } from '../refusal.ts';
import { cellFaults, isoCell, type SheetCell, shownClock } from './cell.ts';
import { plainNumber, timesHundred } from './formats.ts';
import { OdsText } from './ods-text.ts';
import { ownString, partPieces, partText } from './part-text.ts';
import { CellBudget, isSpread, LAST_COLUMN, LAST_ROW, type Sheet, type SheetRow } from './sheet.ts';
import { attribute, XmlScanner } from './xml.ts';
import type { ZipArchive } from './zip.ts';

/** What spreadsheet programs show in a formula that could not be computed. */
const ERROR = /^(?:#(?:NULL!|DIV\/0!|VALUE!|REF!|NAME\?|NUM!|N\/A)|Err:\d{3})$/;

/** A length of time such as `PT10H30M0.5S` in seconds. */
function seconds(duration: string): number | undefined {
  const match = /^(-?)P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?$/.exec(duration);
  if (match === null) return undefined;
  const [, sign, days = 0, hours = 0, minutes = 0, rest = '0'] = match;
  const sum = Number(days) * 86_400 + Number(hours) * 3600 + Number(minutes) * 60 + Number(rest.replace(',', '.'));
  return sign === '-' ? -sum : sum;
}

/** A time of day as such; a day and longer as a number of days, as other workbooks hold it. */
function timeCell(column: number, duration: string): SheetCell {
  const length = seconds(duration);
  if (length === undefined) return { column, type: 's', text: duration, shown: duration };
  if (length >= 0 && length < 86_400) return { column, type: 'd', ...shownClock(length) };
  const text = plainNumber(String(length / 86_400));
  return { column, type: 'n', text, shown: text };
}

/** The cell that its attributes and paragraphs make; undefined for an empty one. */
function cellOf(column: number, attributes: string, written: string): SheetCell | undefined {
  const type = attribute(attributes, 'value-type');
  const string = (text: string): SheetCell => ({ column, type: 's', text, shown: text });
  if (attribute(attributes, 'formula') !== undefined && ERROR.test(written))
    return { column, type: 'e', text: written, shown: written };
  switch (type) {
    case 'float':
    case 'currency':
    case 'percentage': {
      const raw = attribute(attributes, 'value') ?? '';
      if (raw === '' || Number.isNaN(Number(raw))) return string(raw === '' ? written : raw);
      const text = plainNumber(raw);
      return { column, type: 'n', text, shown: type === 'percentage' ? `${timesHundred(text)}%` : text };
    }
    case 'date':
      return isoCell(column, attribute(attributes, 'date-value') ?? written);
    case 'time':
      return timeCell(column, attribute(attributes, 'time-value') ?? written);
    case 'boolean': {
      const text = (attribute(attributes, 'boolean-value') ?? written).toUpperCase();
      return { column, type: 'b', text, shown: text };
    }
    default: {
      const text = attribute(attributes, 'string-value') || written;
      return text === '' ? undefined : string(ownString(text));
    }
  }
}

const repeats = (attributes: string, name: string): number =>
  attributes.includes(name) ? Math.max(1, Number(attribute(attributes, name)) || 1) : 1;

/** One table of the document while its tags pass by. */
class OdsTable {
  readonly #found = new FindingCollector(100);
  readonly #rows: SheetRow[] = [];
  readonly #name: string;
  readonly #isHidden: boolean;
  readonly #budget: CellBudget;
  #row = 1;
  #column = 1;
  #attributes = '';
  #cells: SheetCell[] = [];

  constructor(name: string, isHidden: boolean, budget: CellBudget) {
    this.#name = name;
    this.#isHidden = isHidden;
    this.#budget = budget;
  }

  startRow(attributes: string): void {
    this.#attributes = attributes;
    this.#column = 1;
    this.#cells = [];
  }

  cell(attributes: string, written: string): void {
    const count = repeats(attributes, 'number-columns-repeated');
    const cell = cellOf(this.#column, attributes, written);
    if (cell !== undefined) {
      this.#budget.spend(count, cell.type === 's' ? cell.text.length : 0, count * cell.text.length);
      if (this.#column + count - 1 > LAST_COLUMN)
        throw new Refusal('WORKBOOK_DAMAGED', { what: `column ${LAST_COLUMN}` });
      for (let at = 0; at < count; at += 1) this.#cells.push({ ...cell, column: this.#column + at });
      for (const code of cellFaults(cell)) this.#add({ code, severity: 'warning', value: cell.text });
    } else if (attribute(attributes, 'formula') !== undefined && attribute(attributes, 'value-type') === undefined)
      this.#add({ code: 'CELL_FORMULA_EMPTY', severity: 'warning' });
    if (/number-(?:columns|rows)-spanned="(?!1")/.test(attributes))
      this.#add({ code: 'CELLS_MERGED', severity: 'info' });
    this.#column += count;
  }

  endRow(): void {
    const count = repeats(this.#attributes, 'number-rows-repeated');
    const cells = this.#cells;
    if (cells.length > 0) {
      const shown = cells.reduce((sum, { text }) => sum + text.length, 0);
      this.#budget.spend(cells.length * (count - 1), 0, shown * (count - 1));
      if (this.#row + count - 1 > LAST_ROW) throw new Refusal('WORKBOOK_DAMAGED', { what: `row ${LAST_ROW}` });
      const visibility = attribute(this.#attributes, 'visibility') ?? 'visible';
      for (let at = 0; at < count; at += 1)
        this.#rows.push({ row: this.#row + at, isHidden: visibility !== 'visible', cells });
    }
    this.#row += count;
  }

  sheet(): Sheet {
    const hidden = this.#rows.filter(({ isHidden }) => isHidden);
    const [firstHidden] = hidden;
    if (firstHidden !== undefined)
      this.#found.add({
        code: 'ROWS_HIDDEN',
        severity: 'warning',
        row: firstHidden.row,
        params: { count: hidden.length },
      });
    if (isSpread(this.#rows)) this.#found.add({ code: 'SHEET_SPREAD', severity: 'error', row: this.#row - 1 });
    if (this.#isHidden) this.#found.add({ code: 'SHEET_HIDDEN', severity: 'warning' });
    return {
      name: this.#name,
      isHidden: this.#isHidden,
      rows: this.#rows,
      findings: this.#found.all().map((finding) => ({ ...finding, sheet: this.#name })),
    };
  }

  #add(finding: Finding): void {
    this.#found.add({ ...finding, row: this.#row, column: this.#column });
  }
}

/** Reads the tables of an OpenDocument spreadsheet. Refuses one with a password and one that is cut. */
export async function readOds(zip: ZipArchive): Promise<Sheet[]> {
  if (zip.has('META-INF/manifest.xml') && (await partText(zip, 'META-INF/manifest.xml')).includes('encryption-data'))
    throw new Refusal('FILE_ENCRYPTED');
  const scanner = new XmlScanner();
  const budget = new CellBudget();
  const text = new OdsText(scanner);
  const sheets: Sheet[] = [];
  const hiddenStyles = new Set<string>();
  let style = '';
  let depth = 0;
  let table: OdsTable | undefined;
  let cell: string | undefined;
  const take = (): void => {
    while (scanner.next()) {
      const { name, attributes, isOpening, isEmpty } = scanner.tag;
      switch (name) {
        case 'style':
          if (isOpening) style = attribute(attributes, 'name') ?? '';
          break;
        case 'table-properties':
          if (isOpening && attribute(attributes, 'display') === 'false') hiddenStyles.add(style);
          break;
        case 'table':
          if (isOpening && depth === 0)
            table = new OdsTable(
              attribute(attributes, 'name') ?? '',
              hiddenStyles.has(attribute(attributes, 'style-name') ?? ''),
              budget,
            );
          if (!isEmpty) depth += isOpening ? 1 : -1;
          if (depth === 0 && table !== undefined) {
            sheets.push(table.sheet());
            table = undefined;
          }
          break;
        case 'table-row':
          if (depth !== 1 || table === undefined) break;
          if (isOpening) table.startRow(attributes);
          if (!isOpening || isEmpty) table.endRow();
          break;
        case 'table-cell':
        case 'covered-table-cell':
          if (depth !== 1 || table === undefined) break;
          if (isOpening) {
            cell = attributes;
            text.start();
          }
          if ((!isOpening || isEmpty) && cell !== undefined) {
            table.cell(cell, text.end());
            cell = undefined;
          }
          break;
        default:
          if (cell !== undefined && depth === 1) text.take();
      }
    }
  };
  for await (const piece of partPieces(zip, 'content.xml')) {
    scanner.push(piece);
    take();
  }
  scanner.finish();
  take();
  if (depth > 0 || sheets.length === 0) throw new Refusal('WORKBOOK_DAMAGED', { what: 'end of content.xml' });
  return sheets;
}
