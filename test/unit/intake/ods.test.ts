import { describe, expect, it } from 'vitest';
import { readBytes } from '../../../pipeline/intake/index.ts';
import { openWorkbook } from '../../../pipeline/intake/workbook/open.ts';
import { zipOf } from '../../support/intake/workbooks.ts';

const NAMES = ['office', 'table', 'text', 'style', 'draw', 'calcext']
  .map((name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`)
  .join(' ');

const odsOf = (tables: string, { styles = '', manifest = '' } = {}): Buffer =>
  zipOf([
    { name: 'mimetype', content: 'application/vnd.oasis.opendocument.spreadsheet', isStored: true },
    { name: 'META-INF/manifest.xml', content: `<manifest>${manifest}</manifest>` },
    {
      name: 'content.xml',
      content: `<office:document-content ${NAMES}><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:spreadsheet>${tables}</office:spreadsheet></office:body></office:document-content>`,
    },
  ]);
const table = (rows: string): string => `<table:table table:name="A">${rows}</table:table>`;
const row = (cells: string, more = ''): string => `<table:table-row${more}>${cells}</table:table-row>`;
const cell = (attributes: string, text = '', more = ''): string =>
  `<table:table-cell ${attributes}>${text === '' ? '' : `<text:p>${text}</text:p>`}${more}</table:table-cell>`;

const cellsOf = async (rows: string): Promise<string[]> =>
  ((await openWorkbook(odsOf(table(rows)))).sheets[0]?.rows ?? []).flatMap(({ row: at, cells }) =>
    cells.map(
      ({ column, type, text, shown }) => `${at},${column} ${type} ${text}${shown === text ? '' : ` (${shown})`}`,
    ),
  );

describe('an OpenDocument spreadsheet', () => {
  it('gives values of every type as the file holds them, not as it shows them', async () => {
    const cells = [
      cell('office:value-type="float" office:value="1234.5"', '1.235'),
      cell('office:value-type="currency" office:value="99.9"', '99,90 kr.'),
      cell('office:value-type="percentage" office:value="0.255"', '26 %'),
      cell('office:value-type="date" office:date-value="2013-05-17"', '17-05-13'),
      cell('office:value-type="date" office:date-value="2013-05-17T11:30:00"', '17-05-13'),
      cell('office:value-type="time" office:time-value="PT11H30M05S"', '11.30'),
      cell('office:value-type="time" office:time-value="PT36H00M00S"', '36:00'),
      cell('office:value-type="boolean" office:boolean-value="true"', 'SAND'),
      cell('office:value-type="string" office:string-value="lang"', 'kort'),
      cell(
        'table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error"',
        '#DIV/0!',
      ),
      cell('table:formula="of:=1/0" office:value-type="float" office:value="0"', 'Err:502'),
      cell('office:value-type="string"', '#DIV/0!'),
    ];
    expect(await cellsOf(row(cells.join('')))).toEqual([
      '1,1 n 1234.5',
      '1,2 n 99.9',
      '1,3 n 0.255 (25.5%)',
      '1,4 d 2013-05-17T00:00:00 (2013-05-17)',
      '1,5 d 2013-05-17T11:30:00 (2013-05-17 11:30:00)',
      '1,6 d 11:30:05',
      '1,7 n 1.5',
      '1,8 b TRUE',
      '1,9 s lang',
      '1,10 e #DIV/0!',
      '1,11 e Err:502',
      '1,12 s #DIV/0!',
    ]);
  });

  it('keeps blanks, tabs and lines of a text, and leaves notes and drawings out', async () => {
    const text = (written: string, more = ''): string => cell('office:value-type="string"', written, more);
    const cells = [
      text('a<text:s text:c="2"/>b<text:s/>', '<text:p>to</text:p><text:p/>'),
      text('<text:span>fed</text:span> og <text:a>link</text:a><text:tab/>x<text:line-break/>y'),
      text('  to\n   linjer &amp; mere'),
      text('', '<office:annotation><text:p>note</text:p></office:annotation><text:p>vare</text:p>'),
      text('', '<draw:frame><text:p>billede</text:p></draw:frame>'),
    ];
    expect(await cellsOf(row(cells.join('')))).toEqual([
      '1,1 s a  b \nto\n',
      '1,2 s fed og link\tx\ny',
      '1,3 s to linjer & mere',
      '1,4 s vare',
    ]);
  });

  it('repeats cells and rows, keeps covered cells, and counts empty ones', async () => {
    const rows = [
      row('<table:table-cell table:number-columns-repeated="16384"/>', ' table:number-rows-repeated="2"'),
      row(
        `<table:table-cell/>${cell('table:number-columns-repeated="2" office:value-type="float" office:value="7"', '7')}`,
        ' table:number-rows-repeated="2"',
      ),
      row('<table:covered-table-cell office:value-type="string"><text:p>under</text:p></table:covered-table-cell>'),
      row('<table:table-cell/>', ' table:number-rows-repeated="1048570"'),
    ];
    expect(await cellsOf(rows.join(''))).toEqual(['3,2 n 7', '3,3 n 7', '4,2 n 7', '4,3 n 7', '5,1 s under']);
  });

  it('says what is hidden, merged, or not computed', async () => {
    const styles = '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>';
    const rows = [
      row(cell('table:number-columns-spanned="2" office:value-type="float" office:value="1"', '1')),
      row(cell('office:value-type="float" office:value="2"', '2'), ' table:visibility="collapse"'),
      row(cell('table:formula="of:=A1"')),
    ];
    const { sheets } = await openWorkbook(
      odsOf(`<table:table table:name="Skjult" table:style-name="ta2">${rows.join('')}</table:table>`, { styles }),
    );
    expect(sheets[0]?.findings.map(({ code, row: at }) => [code, at])).toEqual([
      ['CELLS_MERGED', 1],
      ['CELL_FORMULA_EMPTY', 3],
      ['ROWS_HIDDEN', 2],
      ['SHEET_HIDDEN', undefined],
    ]);
  });

  it.each([
    ['a password', odsOf('', { manifest: '<encryption-data/>' }), 'FILE_ENCRYPTED'],
    [
      'a row repeated a milliard times',
      odsOf(table(row(cell('office:value-type="float" office:value="1"'), ' table:number-rows-repeated="1000000000"'))),
      'WORKBOOK_CELLS',
    ],
    [
      'more columns than a sheet has',
      odsOf(table(row(cell('table:number-columns-repeated="20000" office:value-type="float" office:value="1"')))),
      'WORKBOOK_DAMAGED',
    ],
    [
      'two milliard blanks',
      odsOf(table(row(cell('office:value-type="string"', '<text:s text:c="2000000000"/>')))),
      'WORKBOOK_DAMAGED',
    ],
    ['a table that is cut', odsOf('<table:table table:name="A">'), 'WORKBOOK_DAMAGED'],
  ])('is refused with %s', async (_name, bytes, code) => {
    const { status, findings } = await readBytes(bytes);
    expect([status, findings[0]?.code]).toEqual(['rejected', code]);
  });
});
