import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Catalogue } from '../../contract/indicator.ts';
import { resourcePath } from '../../contract/resources.ts';

export type LineageKind = 'input' | 'code_list' | 'table' | 'indicator';

export interface LineageNode {
  /** `input:participants`, `landing.delivery`, `codelist.region`, `accounts.membership`, `participant` or `DEL01`. */
  readonly id: string;
  readonly kind: LineageKind;
  /** The file that makes it; null for inputs and code lists. */
  readonly file: string | null;
}

/** What is computed from what: an edge leads from the source to what is made of it. */
export interface Lineage {
  readonly nodes: readonly LineageNode[];
  readonly edges: readonly { readonly from: string; readonly to: string }[];
}

interface SqlFile {
  readonly file: string;
  readonly sql: string;
}

const withoutComments = (sql: string): string => sql.replaceAll(/--[^\n]*/g, '').replaceAll(/'[^']*'/g, "''");

function filesOf(...folder: string[]): SqlFile[] {
  return readdirSync(resourcePath(...folder))
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => ({
      file: [...folder, name].join('/'),
      sql: withoutComments(readFileSync(join(resourcePath(...folder), name), 'utf8')),
    }));
}

/** Table that a file makes, as it is named elsewhere. */
const madeBy = (sql: string): string | undefined =>
  /CREATE OR REPLACE (?:TEMP )?(?:TABLE|VIEW) ([\w.]+)/.exec(sql)?.[1];

/** Names of a statement that are tables: with a schema anywhere, or one of the shared tables. */
function tablesIn(sql: string, shared: ReadonlySet<string>): string[] {
  const qualified = [...sql.matchAll(/\b(?:landing|typed|accounts|codelist)\.\w+\b(?!\()/g)].map(([name]) => name);
  const local = new Set([...sql.matchAll(/\b(\w+) AS \(/g)].map(([, name]) => name));
  const plain = [...sql.matchAll(/\b(?:FROM|JOIN|UNPIVOT)\s+(\w+)\b/g)].flatMap(([, name]) =>
    name !== undefined && shared.has(name) && !local.has(name) ? [name] : [],
  );
  return [...new Set([...qualified, ...plain])].sort();
}

const sourceId = (table: string): string => table.replace(/^typed\./, 'input:');

const kindOf = (id: string): LineageKind =>
  id.startsWith('input:') || id.startsWith('landing.') ? 'input' : id.startsWith('codelist.') ? 'code_list' : 'table';

/** Everything that comes before the given nodes, and they themselves. */
export function upstream(ids: readonly string[], edges: Lineage['edges']): Set<string> {
  const found = new Set(ids);
  for (const id of found) for (const { from, to } of edges) if (to === id) found.add(from);
  return found;
}

interface Step extends SqlFile {
  readonly table: string;
}

const stepsOf = (files: readonly SqlFile[]): Step[] =>
  files.flatMap((file) => {
    const table = madeBy(file.sql);
    return table === undefined ? [] : [{ ...file, table }];
  });

/** The tables of the accounts in the order in which they are made, each with its file and what it is made of. */
export function accountSteps(): readonly { file: string; table: string; sources: readonly string[] }[] {
  const none: ReadonlySet<string> = new Set();
  return stepsOf(filesOf('sql', '3-accounts')).map(({ file, table, sql }) => ({
    file,
    table,
    sources: tablesIn(sql, none)
      .filter((source) => source !== table)
      .map(sourceId),
  }));
}

/**
 * How indicators are made: inputs → tables of the accounts → shared tables → indicator, read from the SQL files themselves.
 * With ids, only what those indicators are made of. Indicators of the effect study hang on the inputs of their header.
 */
export function lineageOf(catalogue: Catalogue, ids: readonly string[] = catalogue.map(({ id }) => id)): Lineage {
  const made = stepsOf([...filesOf('sql', '3-accounts'), ...filesOf('sql', '4-indicators', 'shared')]);
  const shared = new Set(made.map(({ table }) => table).filter((table) => !table.includes('.')));
  const known = new Set(made.map(({ table }) => table));
  const sourcesOf = (sql: string, self: string): string[] =>
    tablesIn(sql, shared)
      .filter((table) => table !== self && (known.has(table) || !table.startsWith('accounts.')))
      .map(sourceId);
  const edges = [
    ...made.flatMap(({ sql, table }) => sourcesOf(sql, table).map((from) => ({ from, to: table }))),
    ...catalogue.flatMap(({ id, sql, inputs }) =>
      (sql === '' ? inputs.map((input) => `input:${input}`) : sourcesOf(withoutComments(sql), id)).map((from) => ({
        from,
        to: id,
      })),
    ),
  ];
  const wanted = upstream(ids, edges);
  const files = new Map<string, string>([
    ...made.map(({ table, file }) => [table, file] as const),
    ...catalogue.map(({ id, file }) => [id, file] as const),
  ]);
  const indicators = new Set(catalogue.map(({ id }) => id));
  return {
    nodes: [...wanted].sort().map((id) => ({
      id,
      kind: indicators.has(id) ? 'indicator' : kindOf(id),
      file: files.get(id) ?? null,
    })),
    edges: edges
      .filter(({ from, to }) => wanted.has(from) && wanted.has(to))
      .sort((a, b) => (`${a.from} ${a.to}` < `${b.from} ${b.to}` ? -1 : 1)),
  };
}

const SHAPES: Readonly<Record<LineageKind, readonly [string, string]>> = {
  input: ['[/', '/]'],
  code_list: ['[(', ')]'],
  table: ['[', ']'],
  indicator: ['([', '])'],
};

/** The lineage as a Mermaid flowchart. */
export function lineageToMermaid({ nodes, edges }: Lineage): string {
  const nameOf = new Map(nodes.map(({ id }, index) => [id, `n${index}`]));
  return [
    'flowchart LR',
    ...nodes.map(({ id, kind }) => {
      const [open, close] = SHAPES[kind];
      return `  ${nameOf.get(id)}${open}"${id.replace('input:', '')}"${close}`;
    }),
    ...edges.map(({ from, to }) => `  ${nameOf.get(from)} --> ${nameOf.get(to)}`),
    '',
  ].join('\n');
}
