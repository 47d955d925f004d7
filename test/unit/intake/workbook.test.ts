import { gzipSync } from 'node:zlib';
import { utils, write } from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { readBytes } from '../../../pipeline/intake/index.ts';
import { columnLetters, columnOf } from '../../../pipeline/intake/workbook/cell.ts';
import { plainNumber, serialToIso, timesHundred } from '../../../pipeline/intake/workbook/formats.ts';
import { openWorkbook } from '../../../pipeline/intake/workbook/open.ts';
import { sheetData, workbookOf, workbookParts, zipOf } from '../../support/intake/workbooks.ts';

const FORMATS = [
  'dd-mm-yyyy',
  '[h]:mm',
  '00000000',
  '0.0%',
  '#,##0.00 "kr."',
  'h:mm',
  '[Red]General;"d"0',
  'yyyy-mm-dd hh:mm',
];
const DATE = 1;
const ELAPSED = 2;
const ID = 3;
const PERCENT = 4;
const MONEY = 5;
const TIME = 6;
const QUOTED_D = 7;
const MOMENT = 8;

const row = (...cells: string[]): string => `<sheetData><row r="1">${cells.join('')}</row></sheetData>`;
const number = (value: string | number, style = 0, reference = ''): string =>
  `<c ${reference === '' ? '' : `r="${reference}" `}s="${style}"><v>${value}</v></c>`;

/** Cells of the first sheet as type, text and shown text. */
const cellsOf = async (
  sheet: string,
  more: { strings?: string; is1904?: boolean } = {},
): Promise<(readonly [string, string, string])[]> =>
  (
    (await openWorkbook(workbookOf({ sheets: { Ark1: sheet }, formats: FORMATS, ...more }))).sheets[0]?.rows ?? []
  ).flatMap(({ cells }) => cells.map(({ type, text, shown }) => [type, text, shown] as const));

describe('cells', () => {
  it('reads dates from serial, format and calendar; elapsed time stays a number', async () => {
    const cells = [
      number(42488, DATE),
      number(42488.4791666667, MOMENT),
      number(1.5, ELAPSED),
      number(0.5, TIME),
      number(61, QUOTED_D),
    ];
    expect(await cellsOf(row(...cells))).toEqual([
      ['d', '2016-04-28T00:00:00', '2016-04-28'],
      ['d', '2016-04-28T11:30:00', '2016-04-28 11:30:00'],
      ['n', '1.5', '1.5'],
      ['d', '12:00:00', '12:00:00'],
      ['n', '61', '61'],
    ]);
    expect((await cellsOf(row(number(41026, DATE)), { is1904: true }))[0]?.[1]).toBe('2016-04-28T00:00:00');
  });

  it('shows ids with their zeros and shares in per cent, and keeps the value beside', async () => {
    expect(await cellsOf(row(number(1234567, ID), number(0.255, PERCENT), number(1234.5, MONEY)))).toEqual([
      ['n', '1234567', '01234567'],
      ['n', '0.255', '25.5%'],
      ['n', '1234.5', '1234.5'],
    ]);
  });

  it('reads shared, rich, inline and formula strings, flags and errors', async () => {
    const strings =
      '<si><t>Æble</t></si><si><t>a</t><r><rPr><b/></rPr><t xml:space="preserve"> b</t></r><r><t>&amp;c</t></r><rPh sb="0" eb="1"><t>X</t></rPh></si><si/><si><t>to_x000D_\nlinjer</t></si>';
    const cells = ['0', '1', '2', '3'].map((at) => `<c t="s"><v>${at}</v></c>`);
    const others = [
      '<c t="inlineStr"><is><t>in</t></is></c>',
      '<c t="str"><f>A1</f><v>svar</v></c>',
      '<c t="b"><v>1</v></c>',
      '<c t="e"><v>#DIV/0!</v></c>',
      '<c t="d"><v>2016-04-28</v></c>',
    ];
    expect((await cellsOf(row(...cells, ...others), { strings })).map(([type, text]) => `${type} ${text}`)).toEqual([
      's Æble',
      's a b&c',
      's ',
      's to\r\nlinjer',
      's in',
      's svar',
      'b TRUE',
      'e #DIV/0!',
      'd 2016-04-28T00:00:00',
    ]);
  });

  it('keeps parts of a second and times of day of ISO cells; says where a date is none and a formula has no value', async () => {
    const cells = ['2021-12-31T23:44:51.894Z', '2021-12-31', '23:44:51', 'i dag'].map(
      (iso) => `<c t="d"><v>${iso}</v></c>`,
    );
    const sheet = row(...cells, number(-1, DATE), '<c t="str"><f>A1</f><v></v></c>', '<c><f>A1</f></c>');
    const [read] = (await openWorkbook(workbookOf({ sheets: { Ark1: sheet }, formats: FORMATS }))).sheets;
    expect(read?.rows[0]?.cells.map(({ type, text }) => `${type} ${text}`)).toEqual([
      'd 2021-12-31T23:44:51.894000',
      'd 2021-12-31T00:00:00',
      'd 23:44:51',
      's i dag',
      'n -1',
    ]);
    expect(read?.findings.map(({ code, column }) => [code, column])).toEqual([
      ['CELL_NO_DATE', 5],
      ['CELL_FORMULA_EMPTY', 7],
    ]);
  });

  it('places cells without references, rows without numbers, and cells of another namespace prefix', async () => {
    const sheet = `<x:sheetData xmlns:x="m"><x:row><x:c><x:v>1</x:v></x:c><x:c r="D1"><x:v>4</x:v></x:c><x:c><x:v>5</x:v></x:c></x:row><x:row r="7"><x:c><x:v>7</x:v></x:c></x:row></x:sheetData>`;
    const [read] = (await openWorkbook(workbookOf({ sheets: { A: sheet } }))).sheets;
    expect(read?.rows.map(({ row: at, cells }) => [at, cells.map(({ column }) => column)])).toEqual([
      [1, [1, 4, 5]],
      [7, [1]],
    ]);
  });

  it('says what cannot be trusted: formula without value, error, hidden, merged, too many digits', async () => {
    const sheet = `<cols><col min="2" max="2" hidden="1"/></cols><sheetData><row r="1"><c r="A1"><f>SUM(B:B)</f></c><c r="B1" t="e"><v>#REF!</v></c><c r="C1"><v>12345678901234567</v></c></row><row r="2" hidden="1"><c><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A4:C4"/></mergeCells>`;
    const { sheets } = await openWorkbook(workbookOf({ sheets: { Ark1: sheet }, hidden: ['Ark1'] }));
    expect(sheets[0]?.findings.map(({ code, row: at, column }) => [code, at, column])).toEqual([
      ['COLUMNS_HIDDEN', undefined, 2],
      ['CELL_FORMULA_EMPTY', 1, 1],
      ['CELL_ERROR', 1, 2],
      ['CELL_LONG_NUMBER', 1, 3],
      ['CELLS_MERGED', 4, 1],
      ['ROWS_HIDDEN', 2, undefined],
      ['SHEET_HIDDEN', undefined, undefined],
    ]);
  });
});

describe('parts', () => {
  const sheet = '<sheetData><row><c t="inlineStr"><is><t>Ærø</t></is></c><c t="b"><v>0</v></c></row></sheetData>';
  const parts = workbookParts({ sheets: { Ark1: '' } }).filter(({ name }) => !name.includes('sheet1'));
  const textsOf = async (content: Buffer): Promise<unknown> =>
    (await openWorkbook(zipOf([...parts, { name: 'xl/worksheets/sheet1.xml', content }]))).sheets[0]?.rows.map(
      ({ cells }) => cells.map(({ text }) => text),
    );
  const xml = `<?xml version="1.0"?><worksheet>${sheet}</worksheet>`;

  it.each([
    ['UTF-8 with a mark', Buffer.from(`\ufeff${xml}`)],
    ['UTF-16 LE with a mark', Buffer.from(`\ufeff${xml}`, 'utf16le')],
    ['UTF-16 LE', Buffer.from(xml, 'utf16le')],
    ['UTF-16 BE with a mark', Buffer.from(`\ufeff${xml}`, 'utf16le').swap16()],
    ['UTF-16 BE', Buffer.from(xml, 'utf16le').swap16()],
  ])('in %s', async (_name, content) => {
    expect(await textsOf(content)).toEqual([['Ærø', 'FALSE']]);
  });

  it('come in pieces that cut tags, letters, comments and CDATA anywhere', async () => {
    const row = (at: number): string =>
      `<row r="${at}"><c t="inlineStr"><is><t>æ<![CDATA[<${at}>]]>å&amp;</t></is></c><!-- </row> --><c><v>${at}</v></c></row>`;
    const rows = Array.from({ length: 20_000 }, (_, at) => row(at + 1));
    const read = await textsOf(Buffer.from(`<worksheet><sheetData>${rows.join('')}</sheetData></worksheet>`));
    expect(read).toEqual(Array.from({ length: 20_000 }, (_, at) => [`æ<${at + 1}>å&`, `${at + 1}`]));
  });

  it('that are no tables, or missing, are named', async () => {
    const listed = workbookParts({ sheets: { Ark1: sheet, Graf: '', Væk: '' } })
      .filter(({ name }) => !name.includes('sheet3'))
      .map((part) => ({
        ...part,
        content: part.name.endsWith('workbook.xml.rels')
          ? String(part.content).replace(
              '/worksheet" Target="worksheets/sheet2',
              '/chartsheet" Target="worksheets/sheet2',
            )
          : part.content,
      }));
    const { sheets, findings } = await openWorkbook(zipOf(listed));
    expect(sheets.map(({ name }) => name)).toEqual(['Ark1']);
    expect(findings.map(({ code, sheet: name }) => [code, name])).toEqual([
      ['SHEET_NO_TABLE', 'Graf'],
      ['SHEET_LOST', 'Væk'],
    ]);
  });
});

describe('serial numbers', () => {
  it.each([
    [1, '1900-01-01T00:00:00'],
    [59, '1900-02-28T00:00:00'],
    [61, '1900-03-01T00:00:00'],
    [41275, '2013-01-01T00:00:00'],
    [41274.99998842592, '2012-12-31T23:59:59'],
    [2958465, '9999-12-31T00:00:00'],
    [0.75, '18:00:00'],
  ])('%d', (serial, iso) => {
    expect(serialToIso(serial, false)).toBe(iso);
  });

  it('refuses what the calendar has not', () => {
    expect([-1, 2_958_466, Number.NaN].map((serial) => serialToIso(serial, false))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

it('writes numbers without exponent', () => {
  expect(['1.2345678E7', '1E-7', '-2.5e+3', '1e21', '0.1', '007', '12345678901234567'].map(plainNumber)).toEqual([
    '12345678',
    '0.0000001',
    '-2500',
    '1000000000000000000000',
    '0.1',
    '7',
    '12345678901234568',
  ]);
  expect(['0.255', '1', '-0.05', '0.12345', '12'].map(timesHundred)).toEqual(['25.5', '100', '-5', '12.345', '1200']);
});

it('counts columns in letters', () => {
  for (const column of [1, 26, 27, 52, 702, 703, 16_384]) expect(columnOf(`${columnLetters(column)}7`)).toBe(column);
  expect(columnLetters(16_384)).toBe('XFD');
});

it('reads old formats as it reads new ones, and says that they are old', async () => {
  const rows = [
    ['Navn', 'Tal', 'Dato'],
    ['Åse', 1.5, new Date(Date.UTC(2013, 4, 17))],
    ['007', 12_345_678, new Date(Date.UTC(2012, 0, 1))],
  ];
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet(rows, { dateNF: 'dd-mm-yyyy', UTC: true, cellDates: true }), 'Ark1');
  for (const bookType of ['biff8', 'ods'] as const) {
    const { sheets, findings } = await openWorkbook(write(book, { type: 'buffer', bookType }));
    expect(sheets[0]?.rows.map(({ cells }) => cells.map(({ type, text }) => `${type} ${text}`))).toEqual([
      ['s Navn', 's Tal', 's Dato'],
      ['s Åse', 'n 1.5', 'd 2013-05-17T00:00:00'],
      ['s 007', 'n 12345678', 'd 2012-01-01T00:00:00'],
    ]);
    expect(findings.map(({ code }) => code)).toEqual(bookType === 'ods' ? [] : ['WORKBOOK_LEGACY']);
  }
});

it('says of an old workbook what it says of a new one: dates before the calendar, numbers of too many digits', async () => {
  const book = utils.book_new();
  const sheet = utils.aoa_to_sheet([
    ['Dato', 'Tal'],
    [-5, 123_456_789_012_345_680_000],
  ]);
  (sheet.A2 as { z?: string }).z = 'dd-mm-yyyy';
  utils.book_append_sheet(book, sheet, 'Ark1');
  const codesOf = async (bookType: 'biff8' | 'xlsx'): Promise<readonly unknown[]> => {
    const { sheets } = await openWorkbook(write(book, { type: 'buffer', bookType }));
    return sheets.flatMap(({ findings }) => findings.map(({ code, row: at, column }) => [code, at, column]));
  };
  expect(await codesOf('biff8')).toEqual([
    ['CELL_NO_DATE', 2, 1],
    ['CELL_LONG_NUMBER', 2, 2],
  ]);
  expect(await codesOf('xlsx')).toEqual(await codesOf('biff8'));
});

it('says of an old workbook too that it is empty', async () => {
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet([]), 'Ark1');
  const { findings } = await openWorkbook(write(book, { type: 'buffer', bookType: 'biff8' }));
  expect(findings.map(({ code }) => code)).toEqual(['WORKBOOK_LEGACY', 'WORKBOOK_EMPTY']);
});

it('says which rows a sheet has twice, in whatever order they stand', async () => {
  const rows = [1, 2, 5, 3, 5, 4, 2].map((at) => `<row r="${at}"><c t="n"><v>${at}</v></c><c><v>0</v></c></row>`);
  const { sheets } = await openWorkbook(workbookOf({ sheets: { Ark1: `<sheetData>${rows.join('')}</sheetData>` } }));
  expect(sheets[0]?.findings.map(({ code, row: at }) => [code, at])).toEqual([
    ['ROW_TWICE', 5],
    ['ROW_TWICE', 2],
  ]);
});

it('writes the numbers of a column with the comma of its texts, each in its own row', async () => {
  const text = (value: string): string => `<c t="inlineStr"><is><t>${value}</t></is></c>`;
  const cells = [
    text('A') + text('Beløb'),
    text('x') + text('1,5'),
    text('y') + number(2.5),
    text('y') + number(3.5),
    text('I alt') + number(7.5),
  ];
  const sheet = cells.map((one, at) => `<row r="${[1, 2, 3, 3, 4][at]}">${one}</row>`).join('');
  const { tables } = await readBytes(
    workbookOf({ sheets: { Ark1: `<sheetData>${sheet}</sheetData>` }, formats: FORMATS }),
  );
  expect(tables[0]?.rows.map((one) => [one.row, one.kind, ...one.cells])).toEqual([
    [2, 'data', 'x', '1,5'],
    [3, 'data', 'y', '2,5'],
    [3, 'data', 'y', '3,5'],
    [4, 'total', 'I alt', '7,5'],
  ]);
});

describe('refuses, quickly and by name', () => {
  const parts = workbookParts({ sheets: { A: sheetData([['a', 'b']]) } });
  const reasonOf = async (bytes: Uint8Array): Promise<string | undefined> => {
    const { status, findings } = await readBytes(bytes);
    return status === 'rejected' ? findings[0]?.code : undefined;
  };
  const withSheet = (content: string | Uint8Array, claimedSize?: number): Buffer =>
    zipOf([
      ...parts.filter(({ name }) => !name.includes('sheet1')),
      { name: 'xl/worksheets/sheet1.xml', content, ...(claimedSize === undefined ? {} : { claimedSize }) },
    ]);
  const zeros = new Uint8Array(60_000_000);

  it.each([
    ['a part that swells a thousandfold', () => withSheet(zeros), 'ZIP_BOMB'],
    ['a part that lies about its size', () => withSheet(zeros, 1000), 'ZIP_DAMAGED'],
    ['entities', () => withSheet('<!DOCTYPE x [<!ENTITY a "&b;&b;">]><worksheet>&a;</worksheet>'), 'XML_DOCTYPE'],
    ['an external entity', () => withSheet('<!DOCTYPE x SYSTEM "file:///etc/passwd"><worksheet/>'), 'XML_DOCTYPE'],
    [
      'a sheet that is cut',
      () => withSheet('<worksheet><sheetData><row><c r="A1"><v>1</v></c></row>'),
      'WORKBOOK_DAMAGED',
    ],
    [
      'a quote that is never closed, before two million tags',
      () => withSheet(`<worksheet><sheetData><row><c r="${'><'.repeat(2_000_000)}`),
      'WORKBOOK_DAMAGED',
    ],
    [
      'a page saved under the name of a workbook',
      () => Buffer.from('<html><body><table><tr><td>Navn</td></tr></table></body></html>'),
      'FORMAT_UNREADABLE',
    ],
    [
      'XML of Excel 2003',
      () =>
        Buffer.from(
          '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        ),
      'FORMAT_UNREADABLE',
    ],
    [
      'letters of an encoding that workbooks have not',
      () => withSheet('<?xml version="1.0" encoding="windows-1252"?><worksheet><sheetData/></worksheet>'),
      'WORKBOOK_DAMAGED',
    ],
    [
      'too many parts',
      () => zipOf([...parts, ...Array.from({ length: 2100 }, (_, at) => ({ name: `p${at}`, content: '' }))]),
      'ZIP_ENTRIES',
    ],
    [
      'one long text that many cells show',
      () =>
        workbookOf({
          sheets: {
            A: `<sheetData>${'<row><c t="s"><v>0</v></c></row>'.repeat(20_000)}</sheetData>`,
          },
          strings: `<si><t>${'y'.repeat(32_000)}</t></si>`,
        }),
      'WORKBOOK_TEXT',
    ],
    [
      'more cells on many sheets than are read of one',
      () => {
        const rows = `<sheetData>${`<row>${'<c><v>1</v></c>'.repeat(4)}</row>`.repeat(150_000)}</sheetData>`;
        const names = ['A', 'B', 'C', 'D', 'E', 'F', 'G'];
        const sheets = workbookParts({ sheets: Object.fromEntries(names.map((name) => [name, rows])) });
        return zipOf(sheets.map((part) => ({ ...part, isStored: true })));
      },
      'WORKBOOK_CELLS',
    ],
    ['two parts of one name', () => zipOf([...parts, { name: 'XL/workbook.xml', content: '' }]), 'ZIP_DUPLICATE'],
    ['a name outside', () => zipOf([...parts, { name: '../../evil', content: '' }]), 'ZIP_NAME'],
    ['an encrypted part', () => zipOf([...parts, { name: 'x', content: '', flags: 1 }]), 'FILE_ENCRYPTED'],
    [
      'a zip that is no workbook',
      () =>
        zipOf([
          { name: 'a.txt', content: 'a' },
          { name: 'b.txt', content: 'b' },
        ]),
      'WORKBOOK_UNKNOWN',
    ],
    ['a zip cut in the middle', () => zipOf(parts).subarray(0, 400), 'ZIP_DAMAGED'],
    [
      'a row beyond the last',
      () => withSheet('<worksheet><sheetData><row r="99999999"><c><v>1</v></c></row></sheetData></worksheet>'),
      'WORKBOOK_DAMAGED',
    ],
    [
      'a damaged ODS',
      () =>
        zipOf([
          { name: 'mimetype', content: 'x' },
          { name: 'content.xml', content: '<a/>' },
        ]),
      'WORKBOOK_DAMAGED',
    ],
    [
      'an old container without a workbook',
      () => Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.alloc(600)]),
      'FORMAT_UNREADABLE',
    ],
    [
      'a password',
      () =>
        Buffer.concat([
          Buffer.from([0xd0, 0xcf, 0x11, 0xe0]),
          Buffer.alloc(600),
          Buffer.from('EncryptedPackage', 'utf16le'),
        ]),
      'FILE_ENCRYPTED',
    ],
  ])('%s', async (_name, make, code) => {
    expect(await reasonOf(make())).toBe(code);
  });

  it('but reads one cell in the last corner, and says that it is far away', async () => {
    const { status, findings } = await readBytes(
      withSheet(
        '<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData></worksheet>',
      ),
    );
    expect(status).toBe('ok');
    expect(findings.map(({ code }) => code)).toContain('SHEET_SPREAD');
  });

  it('does not follow links and does not run macros, and says that they are there', async () => {
    const bytes = zipOf([
      ...parts,
      { name: 'xl/vbaProject.bin', content: 'x' },
      { name: 'xl/externalLinks/externalLink1.xml', content: '<a/>' },
    ]);
    expect((await readBytes(bytes)).findings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['WORKBOOK_MACROS', 'WORKBOOK_LINKS']),
    );
  });
});

describe('packed files', () => {
  const text = 'Navn;Tal\nA;1\nB;2\n';

  it.each([
    ['gzip', gzipSync(text)],
    [
      'zip of one file',
      zipOf([
        { name: 'mappe/', content: '' },
        { name: 'mappe/tal.csv', content: text },
      ]),
    ],
  ])('%s is read as what it holds, and said so', async (_name, bytes) => {
    const { tables, findings } = await readBytes(bytes);
    expect(tables[0]?.rows.map(({ cells }) => cells)).toEqual([
      ['A', '1'],
      ['B', '2'],
    ]);
    expect(findings[0]?.code).toBe('FILE_UNPACKED');
  });

  it('a packed bomb and a damaged package are refused', async () => {
    expect((await readBytes(gzipSync(new Uint8Array(210_000_000), { level: 1 }))).findings[0]?.code).toBe('ZIP_BOMB');
    expect((await readBytes(gzipSync(text).subarray(0, 15))).findings[0]?.code).toBe('ZIP_DAMAGED');
  });
});
