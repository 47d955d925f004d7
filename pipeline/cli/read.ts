import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { EXIT } from '../contract/errors.ts';
import type { Finding } from '../contract/finding.ts';
import type { MessageCatalogue } from '../contract/messages.ts';
import type { CommandContext } from './program.ts';

interface ReadFlags {
  readonly sheet?: string;
  readonly format: 'csv' | 'cells';
  readonly findings?: string;
}

/** `cluster-accounts read FILE`: takes one file apart and writes the cells that it read. */
export function registerRead(program: Command, { terminal, output, exit }: CommandContext): Command {
  return program
    .command('read')
    .description('read one file of any kind and print its cells; nothing is stored')
    .argument('<file>', 'CSV or workbook')
    .option('--sheet <name>', 'sheet of a workbook (default: the first that is filled)')
    .addOption(
      new Option('--format <format>', 'csv, or cells for every cell with its type')
        .choices(['csv', 'cells'])
        .default('csv'),
    )
    .option('--findings <file>', 'write what was found to a JSON file')
    .action(async (file: string, flags: ReadFlags) => {
      const [{ readTo }, { builtInMessages, describeFinding, messageCatalogue }] = await Promise.all([
        import('../intake/read/read-to.ts'),
        import('../contract/messages.ts'),
      ]);
      const bytes = await readFile(resolve(terminal.workingDirectory, file));
      const options = { format: flags.format, ...(flags.sheet === undefined ? {} : { sheet: flags.sheet }) };
      const { findings, ...report } = await readTo(bytes, options, output.raw);
      const catalogue: MessageCatalogue = messageCatalogue(builtInMessages);
      const described = findings.map((finding) => ({ ...flat(finding), ...describeFinding(finding, 'en', catalogue) }));
      const { format: _format, ...shape } = report;
      if (flags.findings !== undefined)
        await writeFile(
          resolve(terminal.workingDirectory, flags.findings),
          `${JSON.stringify({ ...shape, findings: described }, null, 1)}\n`,
        );
      const hasErrors = findings.some(({ severity }) => severity === 'error' || severity === 'fatal');
      for (const { severity, line, column, message } of described
        .filter(({ severity }) => severity !== 'info')
        .slice(0, 20))
        output.note(
          `${severity}${line === undefined ? '' : ` line ${line}`}${column === undefined ? '' : ` column ${column}`}: ${message}`,
        );
      output.note(
        `${report.status}: ${counted(report.rowsRead, 'row')} read, ${report.rowsLoaded} loaded, ${report.rowsQuarantined} set aside; ${counted(findings.length, 'finding')}`,
      );
      exit(hasErrors ? EXIT.findings : EXIT.ok);
    });
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** A finding with the names that `--findings` uses: `line` is the physical line of the file, or the row of the sheet. */
const flat = ({ code, severity, row, column, header, value, sheet }: Finding) => ({
  code,
  severity,
  ...(sheet === undefined ? {} : { sheet }),
  line: row,
  row,
  column,
  header,
  value,
});
