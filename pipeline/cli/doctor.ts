import { access, constants, mkdtemp, rm, statfs } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { EXIT } from '../contract/errors.ts';
import { packageVersion } from '../contract/resources.ts';
import { textTable } from './output.ts';
import type { CommandContext } from './program.ts';

interface Diagnosis {
  readonly check: string;
  readonly isFit: boolean;
  readonly found: string;
  readonly next: string;
}

const FREE_BYTES_NEEDED = 1024 ** 3;
const BUILT_IN_EXTENSIONS = ['core_functions', 'icu', 'json', 'parquet'];

async function diagnoseDatabase(): Promise<Diagnosis[]> {
  const { openStore } = await import('../store/store.ts');
  const store = await openStore(':memory:', { threads: 1 });
  try {
    const [version] = await store.rows<{ version: string }>('SELECT version() AS version');
    const loaded = await store.rows<{ extension_name: string }>(
      'SELECT extension_name FROM duckdb_extensions() WHERE loaded ORDER BY extension_name',
    );
    const names = loaded.map((row) => row.extension_name);
    const missing = BUILT_IN_EXTENSIONS.filter((name) => !names.includes(name));
    return [
      { check: 'DuckDB', isFit: true, found: version?.version ?? '', next: '' },
      {
        check: 'DuckDB extensions',
        isFit: missing.length === 0,
        found: names.join(', '),
        next: missing.length === 0 ? '' : `Reinstall @duckdb/node-api: ${missing.join(', ')} should be built in.`,
      },
    ];
  } finally {
    store.close();
  }
}

async function diagnoseFolder(folder: string): Promise<Diagnosis[]> {
  const isWritable = await access(folder, constants.W_OK).then(
    () => true,
    () => false,
  );
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const scratch = await mkdtemp(join(tmpdir(), 'cluster-accounts-')).catch(() => null);
  if (scratch !== null) await rm(scratch, { recursive: true });
  return [
    {
      check: 'Working folder',
      isFit: isWritable,
      found: isWritable ? 'can be written' : 'cannot be written',
      next: isWritable ? '' : 'Change folder, or name one with --out.',
    },
    {
      check: 'Free disk space',
      isFit: free >= FREE_BYTES_NEEDED,
      found: `${(free / 1024 ** 3).toFixed(1)} GiB`,
      next: free >= FREE_BYTES_NEEDED ? '' : 'Free at least 1 GiB.',
    },
    {
      check: 'Temporary folder',
      isFit: scratch !== null,
      found: scratch === null ? 'cannot be written' : 'can be written',
      next: scratch === null ? 'Point TMPDIR to a folder that can be written.' : '',
    },
  ];
}

function diagnoseRuntime(): Diagnosis[] {
  const danish = new Intl.NumberFormat('da', { minimumFractionDigits: 1 }).format(1234.5);
  const hasDanish = danish === '1.234,5';
  return [
    { check: 'cluster-accounts', isFit: true, found: packageVersion, next: '' },
    { check: 'Node', isFit: true, found: process.versions.node, next: '' },
    { check: 'Processors', isFit: true, found: String(availableParallelism()), next: '' },
    {
      check: 'Danish number forms',
      isFit: hasDanish,
      found: danish,
      next: hasDanish ? '' : 'Use a Node with full ICU data.',
    },
  ];
}

export function registerDoctor(program: Command, { output, terminal, exit }: CommandContext): Command {
  return program
    .command('doctor')
    .description('say whether this machine is fit to run the accounts')
    .action(async () => {
      const diagnoses = [
        ...diagnoseRuntime(),
        ...(await diagnoseDatabase()),
        ...(await diagnoseFolder(terminal.workingDirectory)),
      ];
      const isFit = diagnoses.every((diagnosis) => diagnosis.isFit);
      const rows = diagnoses.map(({ check, isFit: fit, found, next }) => [
        fit ? output.paint('green', 'ok') : output.paint('red', 'no'),
        check,
        found + (next === '' ? '' : `  →  ${next}`),
      ]);
      output.result(textTable(rows), { schema: 'cluster-accounts/doctor/1', isFit, diagnoses });
      exit(isFit ? EXIT.ok : EXIT.environment);
    });
}
