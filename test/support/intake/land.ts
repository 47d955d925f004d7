import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createLanding } from '../../../pipeline/accounts/typed/tables.ts';
import { loadContract } from '../../../pipeline/contract/inputs.ts';
import { findDrops, type LandingSummary, landDrops } from '../../../pipeline/intake/index.ts';
import { openStore, type Store } from '../../../pipeline/store/store.ts';

export const contract = loadContract();

/** Writes files (path → content) to a folder of its own, gives it to `use`, and removes it. */
export async function withFolder<T>(
  files: Readonly<Record<string, string | Uint8Array>>,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'cluster-accounts-intake-'));
  try {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Lands the drops of a folder in a store in memory. */
export async function landFiles<T>(
  files: Readonly<Record<string, string | Uint8Array>>,
  use: (landed: LandingSummary & { readonly store: Store }) => Promise<T>,
): Promise<T> {
  return withFolder(files, async (folder) => {
    const store = await openStore(':memory:', { threads: 2 });
    try {
      await createLanding(store, contract);
      const { drops } = await findDrops([folder], contract);
      return await use({ ...(await landDrops(store, drops, contract)), store });
    } finally {
      store.close();
    }
  });
}
