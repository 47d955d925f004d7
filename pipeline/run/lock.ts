import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openStore } from '../store/store.ts';

/**
 * Holds an out folder while `work` runs. The lock is a DuckDB file, whose lock the system lets go of even when the process
 * is killed. Throws an environment error when another run holds it.
 */
export async function withLock<Result>(outFolder: string, work: () => Promise<Result>): Promise<Result> {
  await mkdir(outFolder, { recursive: true });
  const lock = await openStore(join(outFolder, '.lock'), { threads: 1 });
  try {
    return await work();
  } finally {
    lock.close();
  }
}
