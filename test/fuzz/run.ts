import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { readTo } from '../../pipeline/intake/read/read-to.ts';
import { filePollutions, rowPollutions } from '../support/intake/pollutions.ts';
import { sheetData, workbookOf } from '../support/intake/workbooks.ts';

/** Milliseconds that one file may take. */
const LIMIT_MS = 10_000;
const runs = Number(process.argv[2] ?? 10_000);
const seed = Number(process.argv[3] ?? 20131125);

const scenarios = join(import.meta.dirname, '../scenarios/intake');

const seeds: readonly Buffer[] = [
  ...readdirSync(scenarios, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => readFileSync(join(scenarios, name, 'input.csv'))),
  ...filePollutions().map(({ text }) => Buffer.from(text)),
  ...rowPollutions()
    .slice(0, 60)
    .map(({ text }) => Buffer.from(text)),
  ...filePollutions()
    .slice(0, 8)
    .map(({ text }) => Buffer.from(text, 'utf16le')),
  ...filePollutions()
    .slice(0, 8)
    .map(({ text }) => Buffer.from(text, 'latin1')),
  workbookOf({
    sheets: {
      Ark1: sheetData([
        ['Navn', 'Tal'],
        ['Å', 1],
        ['B', 2.5],
      ]),
      Ark2: sheetData([['x', 'y', 'z']]),
    },
    formats: ['dd-mm-yyyy'],
  }),
];

const place = fc.noBias(fc.nat(999_999)).map((millionth) => millionth / 1_000_000);
const mutation = fc.oneof(
  fc.record({ kind: fc.constant('change' as const), at: place, bytes: fc.uint8Array({ minLength: 1, maxLength: 4 }) }),
  fc.record({ kind: fc.constant('insert' as const), at: place, bytes: fc.uint8Array({ minLength: 1, maxLength: 8 }) }),
  fc.record({
    kind: fc.constant('insert' as const),
    at: place,
    bytes: fc.constantFrom('"', '""', ';', ',', '\n', '\r', '\0', "'", '\\"', '#').map((text) => Buffer.from(text)),
  }),
  fc.record({ kind: fc.constant('remove' as const), at: place, bytes: fc.uint8Array({ minLength: 1, maxLength: 40 }) }),
  fc.record({ kind: fc.constant('cut' as const), at: place, bytes: fc.constant(new Uint8Array()) }),
);

function mutated(bytes: Buffer, { kind, at, bytes: change }: { kind: string; at: number; bytes: Uint8Array }): Buffer {
  const from = Math.floor(at * bytes.length);
  if (kind === 'cut') return bytes.subarray(0, from);
  const rest = kind === 'insert' ? from : Math.min(bytes.length, from + change.length);
  return Buffer.concat([bytes.subarray(0, from), kind === 'remove' ? new Uint8Array() : change, bytes.subarray(rest)]);
}

/** Findings after which not all that stands in a file comes out, or not as it stands. */
const LEAVES_OUT = new Set([
  'PREAMBLE',
  'COMMENT_LINE',
  'SEPARATOR_LINE',
  'TEXT_END_MARK',
  'TEXT_SIGNS',
  'FILE_UNPACKED',
  'HEADER_WIDE',
]);

/** Letters and digits of a UTF-8 text of which fewer come out than stand in it, where no finding says that something is left. */
function signsLost(bytes: Buffer, written: string, report: Awaited<ReturnType<typeof readTo>>): string {
  if (report.format !== 'delimited' || report.encoding !== 'utf-8' || report.status === 'rejected') return '';
  if (report.rowsQuarantined > 0 || report.findings.some(({ code }) => LEAVES_OUT.has(code))) return '';
  const count = (text: string): Map<string, number> => {
    const counted = new Map<string, number>();
    for (const sign of text.match(/[\p{L}\p{N}]/gu) ?? []) counted.set(sign, (counted.get(sign) ?? 0) + 1);
    return counted;
  };
  const out = count(written);
  return [...count(bytes.toString('utf8'))]
    .filter(([sign, times]) => (out.get(sign) ?? 0) < times)
    .map(([sign]) => sign)
    .join('');
}

const counts = { ok: 0, partial: 0, rejected: 0 };
const refusals: Record<string, number> = {};
let slowest = 0;
await fc.assert(
  fc.asyncProperty(
    fc.noBias(fc.nat(seeds.length - 1)),
    fc.array(mutation, { minLength: 1, maxLength: 6 }),
    async (index, mutations) => {
      const bytes = mutations.reduce(mutated, seeds[index] as Buffer);
      let rows = 0;
      let written = '';
      const before = performance.now();
      const report = await readTo(bytes, { format: 'csv' }, (text) => {
        rows += text.length;
        written += text;
      });
      const took = performance.now() - before;
      slowest = Math.max(slowest, took);
      counts[report.status] += 1;
      for (const { code, severity } of report.findings)
        if (severity === 'fatal') refusals[code] = (refusals[code] ?? 0) + 1;
      if (took > LIMIT_MS) throw new Error(`took ${Math.round(took)} ms`);
      if (report.rowsRead !== report.rowsLoaded + report.rowsQuarantined) throw new Error('rows are not in balance');
      if (report.status === 'rejected' && !report.findings.some(({ severity }) => severity === 'fatal'))
        throw new Error('rejected without a reason');
      const lost = signsLost(bytes, written, report);
      if (lost !== '') throw new Error(`lost without a word: ${lost}`);
      if (report.findings.length === 0 && rows > 0 && report.format === 'delimited')
        throw new Error('read without a word');
    },
  ),
  { numRuns: runs, seed, endOnFailure: true },
);
process.stdout.write(
  `${runs} mutated files read: ${counts.ok} ok, ${counts.partial} partial, ${counts.rejected} rejected; slowest ${Math.round(slowest)} ms; ${JSON.stringify(refusals)}\n`,
);
