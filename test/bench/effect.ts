/**
 * Matching at growing sizes, and the whole jobs "small" and "large" of ../shared/peers-bench: everything its scripts do, from
 * the CSV files to the tables of the event study, stage by stage (peers/whole-job.ts), beside the scripts themselves where what
 * they need is installed.
 *
 *     node test/bench/effect.ts [controls in millions]
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../pipeline/contract/resources.ts';
import { matchNearest } from '../../pipeline/estimate/effect/matching/nearest.ts';
import { normal } from '../../pipeline/estimate/numeric/random.ts';

const megabytes = (): string => `${Math.round(process.resourceUsage().maxRSS / 1024)} MB`;
const print = (...cells: string[]): void =>
  void process.stdout.write(`${cells.map((cell) => cell.padEnd(24)).join('')}\n`);

/** Logit scores of treated and controls in 40 strata. */
function drawUnits(treatedCount: number, controls: number) {
  const size = treatedCount + controls;
  const score = new Float64Array(size);
  const treated = new Uint8Array(size);
  const stratum = new Uint8Array(size);
  for (let i = 0; i < size; i++) {
    treated[i] = i < treatedCount ? 1 : 0;
    score[i] = 1 / (1 + Math.exp(2.5 - normal(1, 1, 0, i) - (i < treatedCount ? 0.6 : 0)));
    stratum[i] = i % 40;
  }
  return { score, treated, stratum };
}

function benchMatching(largest: number): void {
  print('matching', 'milliseconds', 'processor', 'ns per n log2 n', 'peak memory');
  for (const [treatedCount, controls] of [
    [500, 10_000],
    [5_000, 100_000],
    [14_000, 300_000],
    [50_000, 1_000_000],
    [500_000, 10_000_000],
    [1_000_000, 20_000_000],
  ] as const) {
    if (controls > largest) continue;
    const units = drawUnits(treatedCount, controls);
    const start = performance.now();
    const before = process.cpuUsage();
    matchNearest(units, { caliper: 0.05 });
    const { user, system } = process.cpuUsage(before);
    const times = [performance.now() - start, (user + system) / 1000].map((milliseconds) => milliseconds.toFixed(0));
    const size = treatedCount + controls;
    const each = ((1000 * (user + system)) / (size * Math.log2(size))).toFixed(1);
    print(`${treatedCount} x ${controls}`, ...times, each, megabytes());
  }
}

const PEERS = [
  ['R, hand-written data.table', 'Rscript', 'r_fast.R'],
  ['R, survey + MatchIt + plm', 'Rscript', 'r_typical.R'],
  ['Python, pandas', 'python3', 'py_pandas.py'],
] as const;

/** Runs a program on the files of the peers' benchmark; gives its last line, or why it did not run. */
function totalOf(program: string, script: string, folder: string): string {
  const { stdout, status } = spawnSync(program, [script, folder, join(folder, 'out')], { encoding: 'utf8' });
  const line = stdout?.split('\n').find((text) => text.startsWith('TOTAL'));
  return line ?? `not run (${status === null ? `no ${program}` : 'a package is missing'})`;
}

const millions = Number(process.argv[2] ?? 1);
const generator = join(packageRoot, '../shared/peers-bench/gen.mjs');

/** The whole job on generated files, our study with its battery, and the peers' scripts on the same files. */
function benchWholeJob(members: string, others: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'cluster-accounts-'));
  try {
    execFileSync(process.execPath, [generator, folder, members, others]);
    print(`${members} + ${others} companies`);
    const own = join(import.meta.dirname, 'peers', 'whole-job.ts');
    spawnSync(process.execPath, [own, folder, join(folder, 'out')], { stdio: 'inherit' });
    const battery = join(import.meta.dirname, 'peers', 'battery.ts');
    for (const threads of ['1', '2']) spawnSync(process.execPath, [battery, folder, threads], { stdio: 'inherit' });
    for (const [name, program, script] of PEERS)
      process.stdout.write(`${name}: ${totalOf(program, join(generator, '..', script), folder)}\n`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (existsSync(generator)) {
  benchWholeJob('1000', '20000');
  benchWholeJob('14000', '300000');
} else process.stdout.write('The whole job needs ../shared/peers-bench beside the checkout; skipped.\n');
benchMatching(1_000_000 * millions);
