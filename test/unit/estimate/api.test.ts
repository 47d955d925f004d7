import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commentText, readDeclarations, readLibrary } from '../../../bin/api/declarations.ts';
import { apiPages } from '../../../bin/api/pages.ts';
import { packageRoot } from '../../../pipeline/contract/resources.ts';
import * as library from '../../../pipeline/estimate/index.ts';

describe('declarations', () => {
  it('are read with the comment right above them, over several lines and with comments inside', () => {
    const text = [
      '/** About the file. */',
      "import type { A } from './a.ts';",
      '/**',
      ' * What it holds.',
      ' *',
      ' * @example',
      ' * one({ a: 1 })',
      ' */',
      'export interface One {',
      '    /** Not { closed. */',
      '    readonly a: number;',
      '}',
      'export declare const two: (x: number) => { y: number };',
      'declare const hidden: number;',
      '/** Three. */',
      'export declare function three(a: number, options?: {',
      '    b: number;',
      '}): number;',
    ].join('\n');
    const found = readDeclarations(text);
    expect(found.map(({ name, kind }) => `${name} ${kind}`)).toEqual([
      'One interface',
      'two constant',
      'three function',
    ]);
    expect(found[0]?.description).toBe('What it holds.\n\n@example\none({ a: 1 })');
    expect(found[1]?.description).toBe('');
    expect(found[2]?.signature).toBe('function three(a: number, options?: {\n    b: number;\n}): number;');
    expect(commentText('/** One line. */')).toBe('One line.');
  });
});

/** Types that TypeScript itself has. */
const OF_THE_LANGUAGE = [
  'ArrayLike',
  'Exclude',
  'Omit',
  'Partial',
  'Pick',
  'Readonly',
  'ReadonlyMap',
  'Record',
  'Required',
];

describe('the pages of the library', () => {
  let folder: string;
  let read: ReturnType<typeof readLibrary>;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'cluster-accounts-'));
    const compiler = join(packageRoot, 'node_modules/typescript/bin/tsc');
    const project = join(packageRoot, 'bin/tsconfig.build.json');
    const made = spawnSync(process.execPath, [compiler, '-p', project, '--emitDeclarationOnly', '--outDir', folder], {
      encoding: 'utf8',
    });
    expect(made.status, made.stdout).toBe(0);
    read = readLibrary(join(folder, 'pipeline/estimate'));
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  it('hold everything that it exports, each with what it does', () => {
    const all = read.modules.flatMap(({ declarations }) => declarations);
    const named = new Set(all.map(({ name }) => name));
    expect(Object.keys(library).filter((name) => !named.has(name))).toEqual([]);
    expect(all.filter(({ description }) => description === '').map(({ name }) => name)).toEqual([]);
  });

  it('hold every type that their signatures name', () => {
    const all = read.modules.flatMap(({ declarations }) => declarations);
    const known = new Set([
      ...all.map(({ name }) => name),
      ...Object.getOwnPropertyNames(globalThis),
      ...OF_THE_LANGUAGE,
    ]);
    const bare = (signature: string): string => signature.replace(/\/\*[\s\S]*?\*\//g, '').replace(/'[^']*'/g, '');
    const named = all.flatMap(({ name, signature }) =>
      [...bare(signature).matchAll(/\b[A-Z]\w+\b/g)].map(([type]) => `${type} in ${name}`),
    );
    expect(named.filter((one) => !known.has(one.split(' ')[0] as string))).toEqual([]);
  });

  it('say of every function that throws when it does', () => {
    const silent = read.modules.flatMap(({ path, declarations }) => {
      const source = readFileSync(join(packageRoot, 'pipeline/estimate', `${path}.ts`), 'utf8');
      return declarations.filter(({ name, kind, description }) => {
        const [, after = ''] = source.split(`export function ${name}(`);
        return (
          kind === 'function' && after.split('\n}\n')[0]?.includes('throw new') && !description.includes('@throws')
        );
      });
    });
    expect(silent.map(({ name }) => name)).toEqual([]);
  });

  it('link every module to its source', () => {
    const html = apiPages('estimate', read.about, read.modules).get('effect-matching.html');
    expect(html).toContain('<h1>effect / matching</h1>');
    expect(html).toContain('href="../pipeline/estimate/effect/matching/nearest.js"');
  });

  it('link every name of the index to its place', () => {
    const pages = apiPages('estimate', read.about, read.modules);
    const index = pages.get('index.html') as string;
    expect(index).toContain("matchNearest, pairsOf } from 'cluster-accounts/estimate';");
    const links = [...index.matchAll(/<a href="([^"#]+)#(\w+)">/g)];
    expect(links.length).toBeGreaterThan(150);
    for (const [, name, anchor] of links) expect(pages.get(name as string)).toContain(`id="${anchor}"`);
  });
});

/** Runs an example as it is printed, with what it takes for granted before it; gives the values of the names. */
async function run(example: string, given: string, names: readonly string[]): Promise<Record<string, unknown>> {
  const folder = mkdtempSync(join(tmpdir(), 'cluster-accounts-'));
  const index = pathToFileURL(join(packageRoot, 'pipeline/estimate/index.ts')).href;
  try {
    const file = join(folder, 'example.mjs');
    const text = example.replaceAll("'cluster-accounts/estimate'", `'${index}'`);
    writeFileSync(file, `${given}\n${text}\nconsole.log(JSON.stringify({ ${names.join(', ')} }));\n`);
    const { stdout, stderr, status } = spawnSync(process.execPath, [file], { encoding: 'utf8' });
    expect(status, stderr).toBe(0);
    return JSON.parse(stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('the examples of the library', () => {
  it('run as the index of the pages prints them', async () => {
    const text = readFileSync(join(packageRoot, 'pipeline/estimate/index.ts'), 'utf8');
    const example = commentText(/^\/\*\*[\s\S]*?\*\//.exec(text)?.[0] ?? '').split('@example')[1] as string;
    const { pairs, byYearsSinceEntry } = await run(example, '', ['pairs', 'byYearsSinceEntry']);
    expect(pairs).toMatchObject({ treated: { 0: 0, 1: 1 }, control: { 0: 2, 1: 3 } });
    const [entry, later] = byYearsSinceEntry as { key: number; estimate: number }[];
    expect(entry).toEqual({ key: 0, estimate: expect.closeTo(0.125, 12) });
    expect(later).toEqual({ key: 1, estimate: expect.closeTo(0.2, 12) });
  });

  it('run as the README prints them', async () => {
    const readme = readFileSync(join(packageRoot, 'README.md'), 'utf8');
    const examples = [...readme.matchAll(/```js\n([\s\S]*?)```/g)].map(([, code]) => code as string);
    const given = `
      const units = 40;
      const isMember = Uint8Array.from({ length: units }, (_, i) => Number(i < 10));
      const score = Float64Array.from(isMember, (_, i) => 0.2 + 0.01 * (i % 10));
      const [ids, stratum] = [Int32Array.from(isMember.keys()), new Int32Array(units)];
      const cohort = Int32Array.from(isMember, (own) => 2011 * own);
      const outcome = Float64Array.from({ length: 3 * units }, (_, at) => (at % 3 > 0 && at < 30 ? 0.5 : 0) + (at % 7) / 100);`;
    expect(examples).toHaveLength(1);
    const { controls, byYearsSinceEntry } = await run(examples[0] as string, given, ['controls', 'byYearsSinceEntry']);
    expect(Object.values(controls as Record<string, number>).every((control) => control >= 10)).toBe(true);
    expect((byYearsSinceEntry as { key: number }[]).map(({ key }) => key)).toEqual([0, 1]);
  });
});
