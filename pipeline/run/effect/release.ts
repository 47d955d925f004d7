import type { Store } from '../../store/store.ts';

/**
 * Gives back to the machine what the database has freed. It keeps that for its own later use, and lets go of it when its number
 * of threads changes.
 */
export async function releaseFreed(store: Store): Promise<void> {
  const [row] = await store.rows<{ threads: number }>(`SELECT current_setting('threads')::INTEGER AS threads`);
  const threads = row?.threads ?? 1;
  for (const count of [threads + 1, threads]) await store.run(`SET threads = ${count}`);
}
