/**
 * The headline of the effect study on a made-up register of tens of millions of firm-years in Parquet, with `whole` the study
 * with its battery as well: 30 million run within 4 GiB.
 *
 *     node test/bench/register.ts [companies, six years each] [members] [whole]
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [companies = '5000000', members = '100000', extent] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'cluster-accounts-'));
const script = (name: string): string => join(import.meta.dirname, 'register', name);
try {
  execFileSync(process.execPath, [script('generate.ts'), folder, companies, members], { stdio: 'inherit' });
  for (const name of ['job.ts', ...(extent === 'whole' ? ['whole-study.ts'] : [])]) {
    const { status } = spawnSync(process.execPath, [script(name), folder], { stdio: 'inherit' });
    if (status !== 0) process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true });
}
