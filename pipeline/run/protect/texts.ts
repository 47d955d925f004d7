import Papa from 'papaparse';
import type { Bundle } from './bundle.ts';
import { jsonIn, leaksOfPage, objectsIn, type PageChecks, pageChecks } from './pages.ts';
import { TABLE } from './published-table.ts';
import { type Leak, leaksOfRows } from './records.ts';
import { auditSpec, type SpecAudit } from './specs.ts';
import { WITHHELD_WORDS } from './words.ts';

export const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** The name of a specification's file as its page knows it, or null. */
const specName = (file: string): string | null =>
  /(?:^|\/)charts\/([^/]+\/[^/]+\.(?:da|en))\.vl\.json$/.exec(file)?.[1] ?? null;

/** What the charts of a bundle say in their specifications, and what these tell although it is withheld. */
async function readSpecs(bundle: Bundle): Promise<{ readonly specs: PageChecks['specs']; readonly leaks: Leak[] }> {
  const specs = new Map<string, SpecAudit>();
  const leaks: Leak[] = [];
  for (const file of bundle.files) {
    const name = specName(file);
    if (name === null) continue;
    const json = jsonIn(textOf(await bundle.read(file)));
    const spec = auditSpec((json ?? {}) as Parameters<typeof auditSpec>[0], WITHHELD_WORDS);
    specs.set(name, spec);
    leaks.push(...spec.leaks.map((what) => ({ file, what })), ...leaksOfRows(bundle.table, file, [...objectsIn(json)]));
  }
  return { specs, leaks };
}

const INDEX = 'index.html';

/** Everything that pages of a bundle are checked against. */
export async function checksOf(bundle: Bundle, specs?: PageChecks['specs']): Promise<PageChecks> {
  const index = bundle.files.includes(INDEX) ? textOf(await bundle.read(INDEX)) : '';
  return pageChecks(bundle, index, specs ?? (await readSpecs(bundle)).specs);
}

/** What a page, a JSON or a CSV tells that the table of figures withholds. */
export function leaksOfText(checks: PageChecks, file: string, text: string): Leak[] {
  if (file.endsWith('.html')) return leaksOfPage(checks, file, text);
  if (file.endsWith('.json')) return leaksOfRows(checks.table, file, [...objectsIn(jsonIn(text))]);
  const { data } = Papa.parse<Record<string, unknown>>(text, { header: true, skipEmptyLines: true });
  return leaksOfRows(checks.table, file, data);
}

/** What the specifications, pages and other texts of a bundle tell that its table of figures withholds. */
export async function leaksOfTexts(bundle: Bundle): Promise<Leak[]> {
  const { specs, leaks } = await readSpecs(bundle);
  const checks = await checksOf(bundle, specs);
  for (const file of bundle.files)
    if (/\.(csv|json|html)$/.test(file) && file !== TABLE && specName(file) === null)
      leaks.push(...leaksOfText(checks, file, textOf(await bundle.read(file))));
  return leaks;
}
