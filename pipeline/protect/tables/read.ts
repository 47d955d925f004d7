import Papa from 'papaparse';
import { usageError } from '../../contract/errors.ts';
import { TOTAL } from '../../contract/figure.ts';
import { cellKey, type TableCell, type TableSet } from './cell.ts';

/** Text of a file and the name it is reported by. */
export interface NamedText {
  readonly name: string;
  readonly text: string;
}

const NUMBERS = ['value', 'count', 'max1', 'max2', 'interval'] as const;
const RESERVED = new Set<string>([...NUMBERS, 'status']);

interface Rows {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

function parseRows({ name, text }: NamedText): Rows {
  const clean = text.replace(/^\uFEFF/, '');
  const firstLine = clean.slice(0, clean.indexOf('\n') === -1 ? undefined : clean.indexOf('\n'));
  const delimiter = [',', ';', '\t'].reduce((best, mark) =>
    firstLine.split(mark).length > firstLine.split(best).length ? mark : best,
  );
  const { data, errors } = Papa.parse<string[]>(clean, { delimiter, skipEmptyLines: 'greedy' });
  const fault = errors.find(({ type }) => type !== 'Delimiter');
  if (fault !== undefined)
    throw usageError(
      'TABLE_CSV',
      `This is not a readable CSV file: ${fault.message}.`,
      'Mend the line and run again.',
      `${name}:${(fault.row ?? 0) + 1}`,
    );
  const [header = [], ...rows] = data.map((row) => row.map((cell) => cell.trim()));
  const ragged = rows.findIndex((row) => row.length !== header.length);
  if (ragged !== -1)
    throw usageError(
      'TABLE_CSV',
      `A row has ${rows[ragged]?.length} cells where the header has ${header.length}.`,
      'Mend the row and run again.',
      `${name}:${ragged + 2}`,
    );
  return { header, rows };
}

function numberFrom(text: string, where: string): number | null {
  if (text === '' || text === 'NA') return null;
  const number = Number(/^-?\d+,\d+$/.test(text) ? text.replace(',', '.') : text);
  if (!Number.isFinite(number))
    throw usageError('TABLE_NUMBER', `"${text}" is not a number.`, 'Write plain numbers with a decimal point.', where);
  return number;
}

function statusFrom(text: string, where: string): TableCell['status'] {
  const status = text.toLowerCase();
  if (status === 'u' || status === 'z') return status;
  if (status === '' || status === 's' || status === 'v' || status === 'na') return null;
  throw usageError(
    'TABLE_STATUS',
    `"${text}" is not a status.`,
    'Use u (withhold), z (show) or leave it empty.',
    where,
  );
}

/** One cell from two tables: what one does not say the other may; they must agree on the value. */
function merge(first: TableCell, second: TableCell, where: string): TableCell {
  const tolerance = 1e-6 * Math.max(1, Math.abs(first.value));
  if (Math.abs(first.value - second.value) > tolerance)
    throw usageError(
      'TABLE_DISAGREES',
      `Two rows for the same cell (${first.codes.join(', ')}) have different values: ${first.value} and ${second.value}.`,
      'A cell that stands in two tables must have one value.',
      where,
    );
  return {
    codes: first.codes,
    value: first.value,
    count: first.count ?? second.count,
    max1: first.max1 ?? second.max1,
    max2: first.max2 ?? second.max2,
    status: first.status === 'u' || second.status === 'u' ? 'u' : (first.status ?? second.status),
    interval:
      first.interval === null || second.interval === null
        ? (first.interval ?? second.interval)
        : Math.max(first.interval, second.interval),
  };
}

/** Parent → children of a hierarchy file with the columns `parent` and `child`. */
export function readHierarchy(file: NamedText): ReadonlyMap<string, readonly string[]> {
  const { header, rows } = parseRows(file);
  const names = header.map((name) => name.toLowerCase());
  const [parent, child] = [names.indexOf('parent'), names.indexOf('child')];
  if (parent === -1 || child === -1)
    throw usageError(
      'HIERARCHY_COLUMNS',
      'A hierarchy has the columns parent and child.',
      'Add the header line parent,child.',
      file.name,
    );
  const children = new Map<string, string[]>();
  for (const row of rows) {
    const list = children.get(row[parent] as string) ?? [];
    if (!list.includes(row[child] as string)) list.push(row[child] as string);
    children.set(row[parent] as string, list);
  }
  return children;
}

/**
 * Reads tables that are published together. A table's dimension columns are all that are not `value`, `count`, `max1`,
 * `max2`, `status` or `interval`; margins are rows coded `Total`; a dimension that a table lacks is `Total` in it.
 *
 * Cells are in code-unit order of their codes, whatever the order of the rows. Throws usage errors that name file and
 * line.
 */
export function readTables(
  tables: readonly NamedText[],
  hierarchies: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>,
): TableSet {
  const parsed = tables.map((table) => ({ name: table.name, ...parseRows(table) }));
  const dimensions = [
    ...new Set(parsed.flatMap(({ header }) => header.filter((name) => !RESERVED.has(name.toLowerCase())))),
  ];
  const unknown = [...hierarchies.keys()].find((name) => !dimensions.includes(name));
  if (unknown !== undefined)
    throw usageError(
      'HIERARCHY_DIMENSION',
      `No table has the dimension "${unknown}".`,
      `Dimensions are: ${dimensions.join(', ')}.`,
    );
  const cells = new Map<string, TableCell>();
  for (const { name, header, rows } of parsed) {
    const lower = header.map((column) => column.toLowerCase());
    const places = dimensions.map((dimension) => header.indexOf(dimension));
    if (!lower.includes('value'))
      throw usageError('TABLE_VALUE', 'A table needs a column "value".', `It has: ${header.join(', ')}.`, `${name}:1`);
    rows.forEach((row, index) => {
      const where = `${name}:${index + 2}`;
      const at = (column: string): string => row[lower.indexOf(column)] ?? '';
      const [value, count, max1, max2, interval] = NUMBERS.map((column) => numberFrom(at(column), where));
      if (value === null || value === undefined)
        throw usageError('TABLE_NUMBER', 'A row has no value.', 'Leave the row out, or write 0.', where);
      const codes = places.map((place) => codeFrom(row[place]));
      const cell: TableCell = {
        codes,
        value,
        count: count ?? null,
        max1: max1 ?? null,
        max2: max2 ?? null,
        status: statusFrom(at('status'), where),
        interval: interval ?? null,
      };
      const key = cellKey(codes);
      const known = cells.get(key);
      cells.set(key, known === undefined ? cell : merge(known, cell, where));
    });
  }
  const inOrder = [...cells].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, cell]) => cell);
  return { dimensions, cells: inOrder, hierarchies };
}

const codeFrom = (text: string | undefined): string =>
  text === undefined || text.toLowerCase() === TOTAL.toLowerCase() ? TOTAL : text;
