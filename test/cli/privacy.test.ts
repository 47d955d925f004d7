import { mkdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../pipeline/store/store.ts';
import { type CommandResult, runCommand } from '../support/command.ts';
import { filesBelow, makeSample, temporaryFolder } from '../support/drops.ts';
import { needlesIn } from '../support/needles.ts';

// Contact persons, their e-mails, phones and notes are in the drops and must be nowhere after. Names of sole proprietors are
// company names: the store and a supplier's own feedback need them, nothing that is published or printed may have them.

interface Personal {
  readonly names: readonly string[];
  readonly emails: readonly string[];
  readonly phones: readonly string[];
  readonly notes: readonly string[];
  readonly soleProprietors: readonly string[];
}

let folder: string;
let contacts: ReturnType<typeof needlesIn>;
let owners: ReturnType<typeof needlesIn>;
let commands: Record<'run' | 'check' | 'feedback', CommandResult>;

/** The bytes of a file and, where it is an archive or workbook, of everything packed in it. */
function* unpacked(path: string, bytes: Uint8Array): Generator<{ path: string; bytes: Uint8Array }> {
  yield { path, bytes };
  if (!/\.(zip|xlsx)$/.test(path)) return;
  for (const [name, inner] of Object.entries(unzipSync(bytes))) yield* unpacked(`${path}!${name}`, inner);
}

/** Where texts stand in the files below a folder: path → texts. */
async function leaksBelow(below: string, search: ReturnType<typeof needlesIn>): Promise<Record<string, string[]>> {
  const leaks: Record<string, string[]> = {};
  for (const file of await filesBelow(below))
    for (const { path, bytes } of unpacked(file, await readFile(join(below, file)))) {
      const found = search(bytes);
      if (found.length > 0) leaks[path] = found;
    }
  return leaks;
}

/** Every table of a database and every Parquet file as CSV in `target`: what is compressed there can be read here. */
async function exportTables(database: string, parquet: string, target: string): Promise<void> {
  mkdirSync(target);
  const store = await openStore(database, { threads: 1, isReadOnly: true });
  const tables = await store.rows<{ name: string }>(
    `SELECT '"' || table_schema || '"."' || table_name || '"' AS name FROM information_schema.tables ORDER BY name`,
  );
  const sources = [...tables.map(({ name }) => name), `read_parquet('${parquet}')`];
  for (const [index, source] of sources.entries())
    await store.run(`COPY (FROM ${source}) TO '${join(target, `${index}.csv`)}' (FORMAT csv, HEADER)`);
  store.close();
}

beforeAll(async () => {
  folder = await temporaryFolder();
  await makeSample(folder, { companies: 1000, years: 1, suppliers: 5 });
  const personal: Personal = JSON.parse(readFileSync(join(folder, 'drops/truth.json'), 'utf8')).personal;
  contacts = needlesIn([...personal.names, ...personal.emails, ...personal.phones, ...personal.notes]);
  owners = needlesIn(personal.soleProprietors);
  const run = await runCommand(['run', 'drops'], { cwd: folder });
  const check = await runCommand(['check', 'drops', '--json'], { cwd: folder });
  const feedback = await runCommand(['feedback', 'drops'], { cwd: folder });
  commands = { run, check, feedback };
  await exportTables(
    join(folder, 'out/store.duckdb'),
    join(folder, 'out/bundle/figures.parquet'),
    join(folder, 'tables'),
  );
});

describe('personal data', () => {
  it('is in the drops, every kind of it', async () => {
    const found = Object.values(await leaksBelow(join(folder, 'drops/2013'), contacts)).flat();
    for (const mark of [/^\p{L}+ \p{L}+$/u, /@postkasse\.example$/, /^\+45 00/, /^Cpr \d{6}-\d{4}/])
      expect(found.filter((text) => mark.test(text)).length, String(mark)).toBeGreaterThan(3);
  });

  it('was read by commands that went well', () => {
    expect(commands.run.exitCode, commands.run.stderr).toBe(0);
    expect(commands.feedback.exitCode, commands.feedback.stderr).toBe(0);
    expect(JSON.parse(commands.check.stdout).findings.length).toBeGreaterThan(10);
  });

  it('of contact persons is nowhere: not in the store, the bundle, the feedback or what is printed', async () => {
    expect(await leaksBelow(join(folder, 'out'), contacts)).toEqual({});
    expect(await leaksBelow(join(folder, 'tables'), contacts)).toEqual({});
    expect(await leaksBelow(join(folder, 'feedback'), contacts)).toEqual({});
    expect(contacts(Buffer.from(JSON.stringify(commands)))).toEqual([]);
  });

  it('of sole proprietors is in the store, and never published or printed', async () => {
    expect(Object.keys(await leaksBelow(join(folder, 'tables'), owners)).length).toBeGreaterThan(0);
    expect(await leaksBelow(join(folder, 'out/bundle/'), owners)).toEqual({});
    expect(await leaksBelow(join(folder, 'out/editions'), owners)).toEqual({});
    expect(owners(Buffer.from(JSON.stringify(commands)))).toEqual([]);
  });

  it('of sole proprietors comes back to those suppliers only that sent it', async () => {
    const store = await openStore(join(folder, 'out/store.duckdb'), { threads: 1, isReadOnly: true });
    const rows = await store.rows<{ supplier: string; names: string }>(`
      SELECT d.supplier, string_agg(p.company_name, ' | ') AS names
      FROM landing.participants AS p JOIN landing.delivery AS d USING (delivery_id) GROUP BY d.supplier`);
    store.close();
    const sent = new Map(rows.map(({ supplier, names }) => [supplier, owners(Buffer.from(names))]));
    expect([...sent.values()].flat().length).toBeGreaterThan(5);
    for (const [path, names] of Object.entries(await leaksBelow(join(folder, 'feedback'), owners))) {
      const supplier = /[^/]+?(?=\.(xlsx|html|json))/.exec(path)?.[0] ?? '';
      expect(sent.get(supplier) ?? [], path).toEqual(expect.arrayContaining(names));
    }
  });
});
