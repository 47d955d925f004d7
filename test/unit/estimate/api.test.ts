import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

  it('link every name of the index to its place', () => {
    const pages = apiPages('estimate', read.about, read.modules);
    const index = pages.get('index.html') as string;
    expect(index).toContain("import { matchNearest, pairsOf } from 'cluster-accounts/estimate';");
    const links = [...index.matchAll(/<a href="([^"#]+)#(\w+)">/g)];
    expect(links.length).toBeGreaterThan(150);
    for (const [, name, anchor] of links) expect(pages.get(name as string)).toContain(`id="${anchor}"`);
  });
});
