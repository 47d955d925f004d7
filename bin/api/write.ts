// Writes the API pages of the estimators from the declarations that the build made. Run: npm run build
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readLibrary } from './declarations.ts';
import { apiPages } from './pages.ts';

const root = join(import.meta.dirname, '../..');
const { about, modules } = readLibrary(join(root, 'dist/pipeline/estimate'));
const folder = join(root, 'dist/api');
mkdirSync(folder, { recursive: true });
for (const [name, html] of apiPages('cluster-accounts/estimate', about, modules))
  writeFileSync(join(folder, name), html);
