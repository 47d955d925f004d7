import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { digestFolder } from '../../pipeline/publish/digest.ts';
import { openStore } from '../../pipeline/store/store.ts';
import { type CommandResult, runCommand } from '../support/command.ts';

const DAYS = `due: 2014-02-01
received:
  deltagere_K01_*: 2014-02-09
  deltagere_*: 2014-01-31
`;

let folder: string;
let first: CommandResult;

const command = (arguments_: readonly string[], environment: Readonly<Record<string, string>> = {}) =>
  runCommand(arguments_, { cwd: folder, environment });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cluster-accounts-test-'));
  await command(['sample', '--companies', '1000', '--years', '1', '--suppliers', '5', '--out', 'drops']);
  first = await command(['run', 'drops']);
}, 120_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

const bundleDigest = async (out: string) => digestFolder(join(folder, out, 'bundle'));

describe('run', () => {
  it('publishes a bundle, tells the headline figures on stdout and where to look', () => {
    expect(first.exitCode, first.stderr).toBe(0);
    expect(first.stdout).toContain('synthetic');
    expect(first.stdout).toMatch(/Unique participating companies.*1,000/);
    expect(first.stdout).toContain(join('out', 'bundle', 'index.html'));
    expect(first.stdout).not.toContain('\u001b');
    expect(first.stderr).toContain('Reading files');
  });

  it('lists every file of the bundle in the manifest, with its digest', async () => {
    const manifest = JSON.parse(await readFile(join(folder, 'out/bundle/manifest.json'), 'utf8'));
    const files = (await bundleDigest('out')).filter(({ path }) => path !== 'manifest.json');
    expect(manifest.outputs).toEqual(files);
    expect(manifest.inputs.length).toBeGreaterThan(10);
    expect(JSON.stringify(manifest)).not.toContain(folder);
  });

  it('does nothing when nothing has changed', async () => {
    const again = await command(['run', 'drops', '--json']);
    expect(again.exitCode).toBe(0);
    expect(JSON.parse(again.stdout)).toMatchObject({ schema: 'cluster-accounts/run/1', kind: 'unchanged' });
  });

  it('gives the same bytes with one thread, in another time zone and another locale', async () => {
    const other = await command(['run', 'drops', '--threads', '1', '--out', 'other'], {
      TZ: 'Pacific/Auckland',
      LC_ALL: 'da_DK.UTF-8',
      LANG: 'da_DK.UTF-8',
    });
    expect(other.exitCode, other.stderr).toBe(0);
    expect(await bundleDigest('other')).toEqual(await bundleDigest('out'));
  });

  it('puts every chart into the bundle as a PNG, and into the archives, where the parameters say so', async () => {
    await cp(join(folder, 'drops'), join(folder, 'dated'), { recursive: true });
    await writeFile(join(folder, 'dated/2013/drop.yaml'), DAYS);
    const parameters = await readFile(join(folder, 'drops/accounts.yaml'), 'utf8');
    const changed = parameters.replace(/^languages:.*$/m, 'languages: [da]');
    expect(changed).not.toBe(parameters);
    await writeFile(join(folder, 'pictures.yaml'), `${changed}\nreport: { pictures: true }\n`);
    const run = await command(['run', 'dated', '--parameters', 'pictures.yaml', '--out', 'pictured']);
    expect(run.exitCode, run.stderr).toBe(0);
    const paths = (await bundleDigest('pictured')).map(({ path }) => path);
    const charts = paths.filter((path) => path.startsWith('charts/'));
    expect(charts.length).toBeGreaterThan(20);
    expect(paths.filter((path) => path.endsWith('.png'))).toEqual(
      charts.map((path) => path.replace('charts/', 'pictures/').replace('.vl.json', '.png')),
    );
    const archive = unzipSync(await readFile(join(folder, 'pictured/bundle/downloads/national.zip')));
    expect(Object.keys(archive).filter((path) => path.endsWith('.png')).length).toBeGreaterThan(5);
  });

  it('remembers when files came in, so that status can say who is late', async () => {
    const { stdout } = await command(['status', '--out', 'pictured']);
    expect(stdout).toMatch(/0 lists of participants missing, 1 late|1 list of participants missing, 1 late/);
    const { suppliers } = JSON.parse((await command(['status', '--out', 'pictured', '--json'])).stdout);
    const late = suppliers.filter(({ state }: { state: string }) => state === 'late');
    expect(late).toMatchObject([{ supplier: 'K01', dueOn: '2014-02-01', receivedOn: '2014-02-09' }]);
    expect(
      suppliers.filter(({ receivedOn }: { receivedOn: string | null }) => receivedOn === '2014-01-31').length,
    ).toBeGreaterThan(1);
  });

  it('publishes what a rerun after an interruption gives, and sweeps what was left', async () => {
    await cp(join(folder, 'out/bundle/'), join(folder, 'broken/.stage-1/bundle'), { recursive: true });
    const rerun = await command(['run', 'drops', '--out', 'broken']);
    expect(rerun.exitCode).toBe(0);
    expect((await readdir(join(folder, 'broken'))).filter((name) => name.startsWith('.stage'))).toEqual([]);
  });
});

describe('run with what it cannot use', () => {
  const untouched = async (arguments_: readonly string[]) => {
    const before = await bundleDigest('out');
    const result = await command(arguments_);
    expect(await bundleDigest('out')).toEqual(before);
    return result;
  };

  it('ends with 3 for a folder that is not there', async () => {
    const { exitCode, stderr, stdout } = await untouched(['run', 'nowhere']);
    expect(exitCode).toBe(3);
    expect(stdout).toBe('');
    expect(stderr).toContain('nowhere');
    expect(stderr).toContain('next:');
  });

  it('ends with 2 for an unknown parameter, naming line and key', async () => {
    await writeFile(join(folder, 'bad.yaml'), 'seed: 1\nsme_limt: 50\n');
    const { exitCode, stderr } = await untouched(['run', 'drops', '--parameters', 'bad.yaml']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('bad.yaml:2');
    expect(stderr).toContain('Did you mean "sme_limit"?');
  });

  it('ends with 1 and publishes nothing when no participants could be read', async () => {
    await mkdir(join(folder, 'empty/2013'), { recursive: true });
    await writeFile(join(folder, 'empty/2013/deltagere.csv'), '');
    const { exitCode, stdout } = await untouched(['run', 'empty']);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('Nothing was published');
    expect(stdout).toContain('deltagere.csv');
  });

  it('ends with 1 when a drop has no year', async () => {
    await cp(join(folder, 'drops/2013'), join(folder, 'yearless'), { recursive: true });
    const { exitCode, stdout } = await untouched(['run', 'yearless']);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('year');
  });

  it('ends with 3 while another run holds the folder', async () => {
    const lock = await openStore(join(folder, 'out/.lock'), { threads: 1 });
    const { exitCode, stderr } = await untouched(['run', 'drops', '--parameters', 'drops/accounts.yaml']);
    lock.close();
    expect(exitCode).toBe(3);
    expect(stderr).toContain('in use');
  });

  it.skipIf(process.getuid?.() === 0)('ends with 3 where it may not write', async () => {
    await mkdir(join(folder, 'closed'));
    await chmod(join(folder, 'closed'), 0o500);
    const { exitCode } = await untouched(['run', 'drops', '--out', 'closed/out']);
    expect(exitCode).toBe(3);
  });
});

describe('check', () => {
  it('balances every delivery and ends with 1 on errors', async () => {
    const { exitCode, stdout } = await command(['check', 'drops', '--json']);
    const { deliveries, findings } = JSON.parse(stdout);
    for (const delivery of deliveries)
      expect(delivery.rows_read, delivery.path).toBe(delivery.rows_loaded + delivery.rows_quarantined);
    expect(findings.length).toBeGreaterThan(5);
    expect(exitCode).toBe(1);
  });

  it.each(['ndjson', 'github', 'junit', 'sarif', 'table'])('prints findings as %s', async (format) => {
    const { stdout } = await command(['check', 'drops', '--format', format]);
    const marks: Record<string, string> = {
      ndjson: '"code":',
      github: '::',
      junit: '<testsuites',
      sarif: '"2.1.0"',
      table: 'rows read',
    };
    expect(stdout).toContain(marks[format]);
  });
});

describe('the command line', () => {
  it('shows examples first', async () => {
    const { exitCode, stdout } = await command(['--help']);
    expect(exitCode).toBe(0);
    expect(stdout.startsWith('Examples')).toBe(true);
    expect(stdout).toContain('Exit codes');
  });

  it('suggests the command that was meant and ends with 2', async () => {
    const { exitCode, stderr } = await command(['chekc', 'drops']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('check');
  });

  it('tells what is published and who has delivered', async () => {
    const { exitCode, stdout } = await command(['status', '--json']);
    expect(exitCode).toBe(0);
    const { suppliers, edition } = JSON.parse(stdout);
    expect(edition).toMatch(/^2014-/);
    expect(suppliers.some((row: { state: string }) => row.state === 'missing')).toBe(true);
  });

  it('says whether the machine is fit', async () => {
    const { exitCode, stdout } = await command(['doctor']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('DuckDB');
  });
});
