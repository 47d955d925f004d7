import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createLanding } from '../../../pipeline/accounts/typed/tables.ts';
import { loadContract } from '../../../pipeline/contract/inputs.ts';
import { resourcePath } from '../../../pipeline/contract/resources.ts';
import { findDrops, landDrops } from '../../../pipeline/intake/index.ts';
import { decodeText } from '../../../pipeline/intake/text/encoding.ts';
import { openStore } from '../../../pipeline/store/store.ts';

/** Lines below the header that hold anything, counted without the reader; undefined where cells go over lines. */
function filledLines(path: string, headerRow: number): number | undefined {
  const { text } = decodeText(readFileSync(path));
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.some((line) => line.split('"').length % 2 === 0)) return undefined;
  return lines.slice(headerRow).filter((line) => line.trim() !== '').length;
}

it('keeps rows and cells in balance for every file of the samples, and knows them all', async () => {
  const store = await openStore(':memory:', { threads: 2 });
  try {
    const contract = loadContract();
    await createLanding(store, contract);
    const { drops } = await findDrops([resourcePath('data-samples')], contract);
    const { deliveries, findings } = await landDrops(store, drops, contract);
    expect(deliveries.length).toBeGreaterThan(100);
    let counted = 0;
    for (const delivery of deliveries) {
      expect(delivery.rows_read, delivery.path).toBe(delivery.rows_loaded + delivery.rows_quarantined);
      if (!delivery.path.endsWith('.csv') || delivery.status !== 'ok') continue;
      const folder = drops.find(({ name }) => name === delivery.drop_name)?.folder ?? '';
      const lines = filledLines(`${folder}/${delivery.path}`, delivery.header_row ?? 0);
      if (lines === undefined) continue;
      counted += 1;
      expect(delivery.rows_read, `${delivery.drop_name}/${delivery.path}`).toBe(lines);
    }
    expect(counted).toBeGreaterThan(60);
    for (const { name } of contract) {
      const [row] = await store.rows<{ n: bigint }>(`SELECT count(*) AS n FROM landing."${name}"`);
      const loaded = deliveries
        .filter(({ input }) => input === name)
        .reduce((sum, { rows_loaded }) => sum + rows_loaded, 0);
      expect(Number(row?.n), name).toBe(loaded);
    }
    expect(findings.filter(({ severity }) => severity === 'fatal')).toEqual([]);
    expect(findings.filter(({ code }) => code === 'INPUT_UNKNOWN' || code === 'INPUT_UNSURE')).toEqual([]);
  } finally {
    store.close();
  }
}, 120_000);
