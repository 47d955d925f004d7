import { expect, it } from 'vitest';
import { releaseFreed } from '../../../pipeline/run/effect/release.ts';
import { openStore } from '../../../pipeline/store/store.ts';

// Elsewhere DuckDB has another allocator.
it.runIf(process.platform === 'linux')(
  'gives back what a dropped table took, and leaves settings and tables as they were',
  async () => {
    const store = await openStore(':memory:', { threads: 2, memoryLimit: '2GB' });
    const settings = () =>
      store.rows(`SELECT current_setting('threads') AS threads, current_setting('memory_limit') AS memory`);
    const before = await settings();
    await store.run('CREATE TABLE kept AS SELECT 7 AS value');
    await store.run('CREATE TABLE large AS SELECT random() AS value FROM range(12_000_000)');
    await store.run('DROP TABLE large');
    const held = process.memoryUsage.rss();
    await releaseFreed(store);
    expect(held - process.memoryUsage.rss()).toBeGreaterThan(40_000_000);
    expect(await settings()).toEqual(before);
    expect(await store.rows('FROM kept')).toEqual([{ value: 7 }]);
    store.close();
  },
);
