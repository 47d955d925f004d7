import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Finding } from '../../contract/finding.ts';
import { FindingCollector } from '../collector.ts';
import { Refusal } from '../refusal.ts';
import { cellFaults, type SheetCell } from './cell.ts';
import type { Sheet } from './sheet.ts';

/** What reading an old workbook may cost: milliseconds of the processor, of the clock, and megabytes of the heap. */
const LIMIT_MS = 9000;
const CLOCK_LIMIT_MS = 60_000;
const LIMIT_MB = 600;
const LIMIT_BYTES = 60_000_000;

/** What the worker sends back: filled cells of every sheet, or why there are none. */
export type LegacyAnswer =
  | { readonly sheets: readonly LegacySheet[] }
  | { readonly refusal: { readonly code: string; readonly params: Readonly<Record<string, string | number>> } };

export interface LegacySheet {
  readonly name: string;
  /** Whether it is a chart, a dialog or a macro, not a table. */
  readonly isOther: boolean;
  readonly isHidden: boolean;
  readonly rows: readonly {
    readonly row: number;
    readonly cells: readonly SheetCell[];
  }[];
}

const MOST_FINDINGS = 100;

function findingsOf({ name, rows, isHidden }: LegacySheet): Finding[] {
  const found = new FindingCollector(MOST_FINDINGS);
  for (const { row, cells } of rows)
    for (const cell of cells)
      for (const code of cellFaults(cell))
        found.add({ code, severity: 'warning', sheet: name, row, column: cell.column, value: cell.text });
  if (isHidden) found.add({ code: 'SHEET_HIDDEN', severity: 'warning', sheet: name });
  return found.all();
}

/**
 * Reads XLS with the spreadsheet library, in a thread of its own with a limit on memory and time: the format is
 * old, and so are its traps. Refuses what exceeds the limits or what the library cannot read.
 */
export async function openLegacy(
  bytes: Uint8Array,
  isOldest: boolean,
): Promise<{ sheets: Sheet[]; findings: Finding[] }> {
  if (bytes.length > LIMIT_BYTES) throw new Refusal('FILE_TOO_LARGE', { bytes: bytes.length, limit: LIMIT_BYTES });
  const script = new URL(`./legacy-worker${extname(import.meta.filename)}`, import.meta.url);
  const worker = new Worker(script, {
    workerData: { bytes, isOldest },
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: LIMIT_MB },
  });
  const started = performance.now();
  const before = process.cpuUsage();
  let timer: NodeJS.Timeout | undefined;
  const answer = await new Promise<LegacyAnswer>((resolve) => {
    const refuse = (what: string): void => resolve({ refusal: { code: 'FILE_UNREADABLE', params: { what } } });
    // On a busy machine the clock runs on while the worker waits for a processor.
    timer = setInterval(() => {
      const { user, system } = process.cpuUsage(before);
      const passed = performance.now() - started;
      if (passed > CLOCK_LIMIT_MS || (passed > LIMIT_MS && (user + system) / 1000 > LIMIT_MS))
        refuse(`not done after ${Math.round(passed / 1000)} seconds`);
    }, 250);
    worker.once('message', resolve);
    worker.once('error', (error: Error) => refuse(error.message.slice(0, 200)));
  });
  clearInterval(timer);
  await worker.terminate();
  if ('refusal' in answer) throw new Refusal(answer.refusal.code, answer.refusal.params);
  const tables = answer.sheets.filter(({ isOther }) => !isOther);
  return {
    sheets: tables.map((sheet) => ({
      name: sheet.name,
      isHidden: sheet.isHidden,
      rows: sheet.rows.map(({ row, cells }) => ({ row, isHidden: false, cells })),
      findings: findingsOf(sheet),
    })),
    findings: [
      { code: 'WORKBOOK_LEGACY', severity: 'warning', params: { format: 'XLS' } },
      ...answer.sheets
        .filter(({ isOther }) => isOther)
        .map(
          ({ name }): Finding => ({
            code: 'SHEET_NO_TABLE',
            severity: 'warning',
            sheet: name,
            params: { sheet: name, kind: 'chart' },
          }),
        ),
    ],
  };
}
