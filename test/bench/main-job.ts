// Wall time, processor time and peak memory of the main job, stage by stage.
// Run: node test/bench/main-job.ts [folder of drops]
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { resourcePath } from '../../pipeline/contract/resources.ts';
import { runAccounts } from '../../pipeline/run.ts';

interface StageTime {
  readonly name: string;
  readonly wall: number;
  readonly processor: number;
  readonly peakMegabytes: number;
}

const drops = process.argv[2] ?? resourcePath('data-samples');
const outFolder = await mkdtemp(join(tmpdir(), 'cluster-accounts-bench-'));
const stages: StageTime[] = [];
let current: { name: string; since: number; processor: NodeJS.CpuUsage } | null = null;

const peak = (): number => process.resourceUsage().maxRSS / 1024;

function finish(): void {
  if (current === null) return;
  const { user, system } = process.cpuUsage(current.processor);
  stages.push({
    name: current.name,
    wall: (performance.now() - current.since) / 1000,
    processor: (user + system) / 1e6,
    peakMegabytes: peak(),
  });
}

const progress = {
  stage: (name: string): void => {
    finish();
    current = { name, since: performance.now(), processor: process.cpuUsage() };
  },
  step: (): void => {},
  end: (): void => {
    finish();
    current = null;
  },
};

const row = (name: string, wall: number, processor: number, megabytes: number): string =>
  `${name.padEnd(28)} ${wall.toFixed(2).padStart(8)} s ${processor.toFixed(2).padStart(8)} s ${megabytes.toFixed(0).padStart(7)} MB\n`;

try {
  const options = { paths: [drops], outFolder, threads: 2, failOn: 'fatal' } as const;
  const started = performance.now();
  await runAccounts(options, progress);
  const wall = (performance.now() - started) / 1000;
  process.stdout.write(`${cpus().length} processors, ${cpus()[0]?.model ?? ''}\n`);
  process.stdout.write(
    `${'stage'.padEnd(28)} ${'wall'.padStart(10)} ${'processor'.padStart(10)} ${'peak'.padStart(10)}\n`,
  );
  for (const stage of stages) process.stdout.write(row(stage.name, stage.wall, stage.processor, stage.peakMegabytes));
  const processor = stages.reduce((sum, stage) => sum + stage.processor, 0);
  process.stdout.write(row('whole job', wall, processor, peak()));
  const again = performance.now();
  await runAccounts(options, progress);
  process.stdout.write(row('again, nothing changed', (performance.now() - again) / 1000, 0, peak()));
} finally {
  await rm(outFolder, { recursive: true, force: true });
}
