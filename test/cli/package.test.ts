import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../pipeline/contract/resources.ts';
import { temporaryFolder } from '../support/drops.ts';

// The package as npm would install it, without asking the registry: what `npm pack` puts in, and beside it links to the
// dependencies that package.json names. What the package needs and does not name is not found.

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
const { version, dependencies, bin } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'));

/** The pinned Node that runs the tests, and the machine's own: the first of PATH that is not in a `node_modules`. */
function findNodes(): string[] {
  const own = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '' && !folder.includes('node_modules'))
    .map((folder) => join(folder, 'node'))
    .find((path) => existsSync(path));
  return [...new Set([process.execPath, ...(own === undefined ? [] : [realpathSync(own)])])];
}

const nodes = findNodes().map((path) => ({
  path,
  name: `Node ${spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout.trim()}`,
}));

const smallDrops = join(packageRoot, 'test/golden/participants-only/drops');

let folder: string;
let installed: string;

function run(node: string, arguments_: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  const environment = { PATH: dirname(node), HOME: folder, LANG: 'C' };
  return spawnSync(node, arguments_, { cwd: folder, encoding: 'utf8', env: environment, maxBuffer: 1e8 });
}

beforeAll(async () => {
  folder = await temporaryFolder();
  const packed = spawnSync(npm, ['pack', '--json', '--pack-destination', folder], {
    cwd: packageRoot,
    encoding: 'utf8',
  });
  expect(packed.status, packed.stderr + packed.stdout).toBe(0);
  const unpacked = spawnSync('tar', ['-xzf', `cluster-accounts-${version}.tgz`], { cwd: folder, encoding: 'utf8' });
  expect(unpacked.status, unpacked.stderr).toBe(0);
  mkdirSync(join(folder, 'node_modules'));
  installed = join(folder, 'node_modules/cluster-accounts');
  renameSync(join(folder, 'package'), installed);
  for (const name of Object.keys(dependencies)) {
    const link = join(folder, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(packageRoot, 'node_modules', name), link, 'junction');
  }
});

const filesOf = (root: string): string[] =>
  readdirSync(root, { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/'));

describe('the package', () => {
  it('holds every resource that the source tree has, and every module compiled', () => {
    const packed = new Set(filesOf(installed));
    for (const stage of ['sql', 'reports', 'pipeline/contract'])
      for (const path of filesOf(join(packageRoot, stage)))
        if (/\.(sql|json|csv|ya?ml|eta|css|js|svg)$/.test(path)) expect(packed, path).toContain(`${stage}/${path}`);
    for (const path of filesOf(join(packageRoot, 'pipeline')))
      if (path.endsWith('.ts')) expect(packed, path).toContain(`dist/pipeline/${path.slice(0, -3)}.js`);
  });

  it('holds no source, no test, no sample data and nothing left over from an earlier build', () => {
    const packed = filesOf(installed);
    expect(packed.filter((path) => /(^|\/)(test|data-samples|node_modules|out)(\/|$)/.test(path))).toEqual([]);
    expect(packed.filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))).toEqual([]);
    const stale = packed.filter(
      (path) => /^dist\/.*\.js$/.test(path) && !existsSync(join(packageRoot, `${path.slice(5, -3)}.ts`)),
    );
    expect(stale).toEqual([]);
  });

  it.each(nodes)('shows its help under $name', ({ path }) => {
    const { status, stdout, stderr } = run(path, [join(installed, bin['cluster-accounts']), '--help']);
    expect(status, stderr).toBe(0);
    expect(stdout).toMatch(/^Examples/);
  });

  it.each(nodes)('reads a sample and publishes a drop under $name', ({ path, name }) => {
    const command = join(installed, bin['cluster-accounts']);
    const size = ['--companies', '100', '--years', '1', '--suppliers', '2', '--out', `drops ${name}`];
    const sample = run(path, [command, 'sample', ...size]);
    expect(sample.status, sample.stderr).toBe(0);
    const check = run(path, [command, 'check', `drops ${name}`, '--json']);
    expect(check.status, check.stderr).toBe(1);
    expect(JSON.parse(check.stdout).deliveries.length).toBeGreaterThan(10);
    const { status, stdout, stderr } = run(path, [command, 'run', smallDrops, '--out', `out ${name}`]);
    expect(status, stderr).toBe(0);
    expect(stdout).toContain('Unique participating companies');
    expect(existsSync(join(folder, `out ${name}/bundle/national.html`))).toBe(true);
  });

  it('gives the same bundle under each of them', () => {
    const manifests = nodes.map(({ name }) =>
      JSON.parse(readFileSync(join(folder, `out ${name}/bundle/manifest.json`), 'utf8')),
    );
    for (const { outputs } of manifests) expect(outputs).toEqual(manifests[0].outputs);
  });

  it('gives the estimators as a library, with types', () => {
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    writeFileSync(
      join(folder, 'use.js'),
      `import { matchNearest, pairsOf } from 'cluster-accounts/estimate';
const unit = { score: [0.5, 0.51, 0.9], treated: [1, 0, 0], ids: ['a', 'b', 'c'], stratum: [0, 0, 0] };
console.log(JSON.stringify(pairsOf(matchNearest(
  { ...unit, score: Float64Array.from(unit.score), treated: Uint8Array.from(unit.treated), stratum: Int32Array.from(unit.stratum) },
  { caliper: 0.1 },
)), (_, value) => (ArrayBuffer.isView(value) ? [...value] : value)));`,
    );
    const { status, stdout, stderr } = run(process.execPath, ['use.js']);
    expect(status, stderr).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ treated: [0], control: [1], pair: [0] });

    writeFileSync(
      join(folder, 'use.ts'),
      `import { matchNearest } from 'cluster-accounts/estimate';
// @ts-expect-error: a wrong type must be told, so the types were found
export const matches: ReturnType<typeof matchNearest> = 'text';`,
    );
    const strict = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2023', '--types', '', 'use.ts'];
    const checked = spawnSync(process.execPath, [join(packageRoot, 'node_modules/typescript/bin/tsc'), ...strict], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(checked.stdout + checked.stderr).toBe('');
    expect(checked.status).toBe(0);
  });
});
