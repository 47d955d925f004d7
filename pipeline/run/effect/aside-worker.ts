import nodeModule from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import { literal } from '../../store/quote.ts';
import type { AsideInput, AsideReply } from './aside.ts';

// A thread does not share the cache of compiled modules that the program has switched on; hence the imports that come after.
nodeModule.enableCompileCache?.();
const { openStore } = await import('../../store/store.ts');
const { summaryOf } = await import('./aside.ts');
const { faultOf } = await import('./fault.ts');
const { runEffect } = await import('./index.ts');

const { parameters, options, tables } = workerData as AsideInput;

async function answer(): Promise<AsideReply> {
  const store = await openStore(':memory:', { threads: 1 });
  try {
    await store.run('CREATE SCHEMA accounts');
    for (const [name, path] of Object.entries(tables))
      await store.run(`CREATE VIEW accounts.${name} AS SELECT * FROM read_parquet(${literal(path)})`);
    return { summary: summaryOf(await runEffect(store, parameters, options)) };
  } catch (error) {
    return { fault: faultOf(error) };
  } finally {
    store.close();
  }
}

parentPort?.postMessage(await answer());
