/** A polluted file with what must come out of it: rows of cells, header first, and the lines that must be named. */
export interface PollutedFile {
  readonly name: string;
  readonly text: string;
  readonly expected: readonly (readonly string[])[];
  /** Physical lines of which a finding must speak. */
  readonly lines: readonly number[];
}

/** How a clean table is written. */
export interface Writing {
  readonly delimiter: string;
  readonly quote: string;
  readonly escape: string;
  readonly lineEnd: string;
}

export const STANDARD: Writing = { delimiter: ',', quote: '"', escape: '"', lineEnd: '\r\n' };

const KINDS = ['Værktøj', 'Møbel', 'Føde, frisk', 'Ydelse'];
const REMARKS = [
  '',
  'Sagde "ja, tak" straks',
  'Lang tekst med komma, punktum. Og mere',
  '',
  'Afventer svar; ring igen',
];

/** The clean table: nine columns of dates, times, numbers, ids with leading zeros, texts with delimiters and quotes. */
export function cleanTable(rows = 40): string[][] {
  const pad = (value: number, width: number): string => String(value).padStart(width, '0');
  const body = Array.from({ length: rows }, (_, row) => [
    `2013-${pad((row % 12) + 1, 2)}-${pad((row % 27) + 1, 2)}`,
    `${pad((row * 7) % 24, 2)}:${pad((row * 13) % 60, 2)}`,
    String((row * 37) % 500),
    pad(row * 7919, 8),
    `${(row * 1237) % 900}.${pad((row * 31) % 100, 2)}`,
    KINDS[row % KINDS.length] as string,
    `Vare ${row} "model ${row % 5}", ${row % 3 === 0 ? 'stor' : 'lille'}`,
    `https://eksempel.dk/vare/${row}?a=1&b=2`,
    REMARKS[row % REMARKS.length] as string,
  ]);
  return [['DATO', 'TID', 'Antal', 'VARENR', 'Pris', 'Varetype', 'Beskrivelse', 'URL', 'Note'], ...body];
}

function writeCell(cell: string, { delimiter, quote, escape: escaping, lineEnd }: Writing): string {
  const isPlain =
    quote === '' ||
    !(
      cell.includes(delimiter) ||
      cell.includes(quote) ||
      /[\r\n]/.test(cell) ||
      cell.includes(lineEnd) ||
      cell.startsWith(' ') ||
      cell.endsWith(' ')
    );
  return isPlain ? cell : quote + cell.replaceAll(quote, escaping + quote) + quote;
}

export const writeRow = (row: readonly string[], writing: Writing): string =>
  row.map((cell) => writeCell(cell, writing)).join(writing.delimiter);

export const writeTable = (rows: readonly (readonly string[])[], writing: Writing = STANDARD): string =>
  rows.map((row) => writeRow(row, writing) + writing.lineEnd).join('');

const file = (
  name: string,
  text: string,
  expected: readonly (readonly string[])[],
  lines: readonly number[] = [],
): PollutedFile => ({ name, text, expected, lines });

/** Pollutions of the whole file: dialect, line ends, header, text around the table. */
export function filePollutions(): PollutedFile[] {
  const clean = cleanTable();
  const [header, ...body] = clean as [string[], ...string[][]];
  const written = writeTable(clean);
  const dialect = (name: string, changes: Partial<Writing>): PollutedFile =>
    file(name, writeTable(clean, { ...STANDARD, ...changes }), clean);
  return [
    file('standard', written, clean),
    ...[';', '\t', '|', ' ', ':', '^', '~', '§', ', ', ' ; ', '||', ';;'].map((delimiter) =>
      dialect(`delimiter ${JSON.stringify(delimiter)}`, { delimiter }),
    ),
    dialect('quote single', { quote: "'", escape: "'" }),
    dialect('quote single, semicolon', { quote: "'", escape: "'", delimiter: ';' }),
    dialect('escape backslash', { escape: '\\' }),
    dialect('escape none', { escape: '' }),
    ...['\n', '\r', '\n\r', '\r\r\n'].map((lineEnd) => dialect(`line end ${JSON.stringify(lineEnd)}`, { lineEnd })),
    file('no newline at the end', written.slice(0, -2), clean),
    file('two newlines at the end', `${written}\r\n`, clean),
    file('no header', writeTable(body), [header.map((_, column) => `col_${column}`), ...body], [1]),
    file('header only', writeTable([header]), [header]),
    file('one data row', writeTable(clean.slice(0, 2)), clean.slice(0, 2)),
    file('header twice', writeTable([header, ...clean]), [header.map((name) => `${name} ${name}`), ...body], [1]),
    file('preamble', `Rapport over varer\r\nUdtrukket 2013-05-01\r\n\r\n${written}`, clean, [1]),
    file(
      'preamble with delimiters',
      `${'Rapport over varer'}${','.repeat(8)}\r\n${','.repeat(8)}\r\n${written}`,
      clean,
      [1],
    ),
    file('footer', `${written}Kilde: egne tal\r\n`, [...clean, ['Kilde: egne tal']], [clean.length + 1]),
    file(
      'blank line and footer',
      `${written}\r\nKilde: egne tal\r\n`,
      [...clean, ['Kilde: egne tal']],
      [clean.length + 2],
    ),
    file('comment lines', written.replace('\r\n', '\r\n# hentet 2013\r\n'), clean, [2]),
    file('separator line', `sep=,\r\n${written}`, clean, [1]),
    file('blank lines between', written.replaceAll('\r\n', '\r\n\r\n'), clean),
    file(
      'all quoted',
      clean.map((row) => `${row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\r\n`).join(''),
      clean,
    ),
    file(
      'blanks around quotes',
      clean.map((row) => `${row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(' , ')}\r\n`).join(''),
      clean,
    ),
    file(
      'second table with fewer columns',
      `${written}\r\nFarve,Antal\r\nrød,1\r\nblå,2\r\n`,
      [...clean, ['Farve', 'Antal'], ['rød', '1'], ['blå', '2']],
      [clean.length + 2],
    ),
    file(
      'second table with more columns',
      `${written}\r\n${'abcdefghijk'.split('').join(',')}\r\n${'12345678901'.split('').join(',')}\r\n`,
      [...clean, 'abcdefghijk'.split(''), '12345678901'.split('')],
      [clean.length + 2],
    ),
  ];
}

/** Pollutions of one row, at every fifth row and every column: a delimiter too many or too few, other delimiters, stray quotes. */
export function rowPollutions(): PollutedFile[] {
  const clean = cleanTable();
  const lines = clean.map((row) => writeRow(row, STANDARD));
  const files: PollutedFile[] = [];
  const put = (name: string, row: number, text: string, expectedRow: readonly string[]): void => {
    const changed = lines.with(row, text);
    files.push(
      file(
        name,
        changed.map((line) => `${line}\r\n`).join(''),
        (clean as (readonly string[])[]).with(row, expectedRow),
        [row + 1],
      ),
    );
  };
  for (const row of [0, 1, 2, 20, clean.length - 1]) {
    const cells = clean[row] as string[];
    const written = cells.map((cell) => writeCell(cell, STANDARD));
    for (const delimiter of [';', '\t', '|', ' '])
      if (!cells.some((cell) => cell.includes(delimiter) && delimiter === ' '))
        put(
          `row ${row} with ${JSON.stringify(delimiter)}`,
          row,
          cells.map((cell) => writeCell(cell, { ...STANDARD, delimiter })).join(delimiter),
          cells,
        );
    for (let column = 0; column < cells.length; column += 1) {
      const cell = cells[column] as string;
      const at = (text: string): string => written.with(column, text).join(',');
      put(`row ${row} column ${column} quote before`, row, at(`"${written[column]}`), cells.with(column, `"${cell}`));
      put(`row ${row} column ${column} quote after`, row, at(`${written[column]}"`), cells.with(column, `${cell}"`));
      const plain = written[column] as string;
      const inner = plain.startsWith('"') ? 3 : 2;
      if (cell.length > 2)
        put(
          `row ${row} column ${column} quote inside`,
          row,
          at(`${plain.slice(0, inner)}"${plain.slice(inner)}`),
          cells.with(column, `${cell.slice(0, 2)}"${cell.slice(2)}`),
        );
      put(`row ${row} column ${column} one delimiter more`, row, at(`${written[column]},`), cells);
      if (column > 0 && !written[column]?.startsWith('"') && !written[column - 1]?.startsWith('"'))
        put(
          `row ${row} column ${column} one delimiter less`,
          row,
          [
            ...written.slice(0, column - 1),
            `${written[column - 1]}${written[column]}`,
            ...written.slice(column + 1),
          ].join(','),
          [...cells.slice(0, column - 1), `${cells[column - 1]}${cell}`, ...cells.slice(column + 1)],
        );
    }
  }
  return files;
}
