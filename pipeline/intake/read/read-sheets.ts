import type { Finding } from '../../contract/finding.ts';
import type { Table } from '../table.ts';
import { columnLetters } from '../workbook/cell.ts';
import { openWorkbook, type Workbook } from '../workbook/open.ts';
import type { Sheet } from '../workbook/sheet.ts';
import { sheetTable } from '../workbook/table.ts';
import { ofOneFile, type ReadOptions, type ReadReport } from './report.ts';
import { rfc4180Row } from './rfc4180.ts';
import type { RowWriter } from './row-writer.ts';

function writeCells(sheets: readonly Sheet[], writer: RowWriter): void {
  writer.text('{');
  sheets.forEach((sheet, index) => {
    writer.text(`${index === 0 ? '' : ',\n'}${JSON.stringify(sheet.name)}:{`);
    let isFirst = true;
    for (const { row, cells } of sheet.rows) {
      writer.loaded += 1;
      for (const { column, type, text } of cells) {
        writer.text(`${isFirst ? '' : ',\n'}"${columnLetters(column)}${row}":${JSON.stringify([type, text])}`);
        isFirst = false;
      }
    }
    writer.text('}');
  });
  writer.text('}\n');
}

function writeTable({ headers, rows }: Table, writer: RowWriter): void {
  if (headers.length > 0) writer.text(rfc4180Row(headers));
  for (const row of rows) writer.row(row, headers.length);
}

/** The sheet asked for, else the first that is shown and filled, with a finding that names the others. */
function chooseSheet(
  { sheets }: Workbook,
  name: string | undefined,
): { sheet: Sheet | undefined; findings: Finding[] } {
  const filled = sheets.filter(({ rows }) => rows.length > 0);
  if (name !== undefined) {
    const sheet = sheets.find((candidate) => candidate.name === name);
    return {
      sheet,
      findings: sheet === undefined ? [{ code: 'SHEET_MISSING', severity: 'error', params: { name } }] : [],
    };
  }
  const sheet = filled.find(({ isHidden }) => !isHidden) ?? filled[0];
  const others = filled.filter((candidate) => candidate !== sheet).map((candidate) => candidate.name);
  return {
    sheet,
    findings:
      others.length === 0
        ? []
        : [
            {
              code: 'SHEETS_OTHER',
              severity: 'warning',
              params: { sheet: sheet?.name ?? '', others: others.join(', ') },
            },
          ],
  };
}

/** Reads a workbook and writes one sheet as rows, or every cell. */
export async function readSheets(bytes: Uint8Array, options: ReadOptions, writer: RowWriter): Promise<ReadReport> {
  const workbook = await openWorkbook(bytes);
  const findings: Finding[] = [...workbook.findings];
  if (options.format === 'cells') {
    const chosen =
      options.sheet === undefined ? workbook.sheets : workbook.sheets.filter(({ name }) => name === options.sheet);
    writeCells(chosen, writer);
    findings.push(...chosen.flatMap((sheet) => sheet.findings));
    if (options.sheet !== undefined && chosen.length === 0)
      findings.push({ code: 'SHEET_MISSING', severity: 'error', params: { name: options.sheet } });
  } else {
    const { sheet, findings: choice } = chooseSheet(workbook, options.sheet);
    const read = sheet === undefined ? undefined : sheetTable(sheet, {});
    if (read !== undefined) writeTable(read.table, writer);
    findings.push(
      ...choice,
      ...(sheet?.findings ?? []),
      ...ofOneFile(read?.findings ?? []),
      ...writer.odd.findings(read?.table.headers ?? []),
    );
  }
  return {
    status: 'ok',
    format: 'workbook',
    encoding: null,
    dialect: null,
    rowsRead: writer.loaded + writer.quarantined,
    rowsLoaded: writer.loaded,
    rowsQuarantined: writer.quarantined,
    findings,
  };
}
