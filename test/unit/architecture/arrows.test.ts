import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { expect, it } from 'vitest';

const pipeline = join(import.meta.dirname, '../../../pipeline');

/** Which folders of pipeline/ a folder may import from, besides itself. Files directly in pipeline/ are `run`. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  contract: [],
  store: ['contract'],
  // The sample's register panel is Parquet, and DuckDB is what writes it.
  sample: ['contract', 'store'],
  estimate: [],
  intake: ['contract', 'store'],
  accounts: ['contract', 'store'],
  protect: ['contract'],
  feedback: ['contract'],
  report: ['contract', 'protect'],
  publish: ['contract'],
  run: ['contract', 'store', 'intake', 'accounts', 'estimate', 'protect', 'report', 'publish', 'feedback'],
  cli: [
    'contract',
    'store',
    'intake',
    'accounts',
    'estimate',
    'protect',
    'report',
    'publish',
    'feedback',
    'run',
    'sample',
  ],
};

const files = readdirSync(pipeline, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));

const stageOf = (path: string): string => {
  const parts = path.split(sep);
  return parts.length === 1 ? 'run' : (parts[0] as string);
};

interface Import {
  readonly from: string;
  readonly to: string;
  readonly isType: boolean;
  readonly file: string;
}

function importsOf(file: string): Import[] {
  const source = readFileSync(join(pipeline, file), 'utf8');
  const pattern = /(?:^|\n)\s*(?:import|export)\s+(type\s)?[^'";]*?from\s+'(\.[^']+)'|import\('(\.[^']+)'\)/g;
  return [...source.matchAll(pattern)].map((match) => {
    const target = relative(pipeline, join(pipeline, dirname(file), (match[2] ?? match[3]) as string));
    return { from: stageOf(file), to: stageOf(target), isType: match[1] !== undefined, file };
  });
}

it('lets dependencies run one way only', () => {
  const crossing = files.flatMap(importsOf).filter(({ from, to }) => from !== to);
  expect(crossing.length).toBeGreaterThan(5);
  const wrong = crossing.filter(({ from, to }) => !(ALLOWED[from] ?? []).includes(to));
  expect(wrong).toEqual([]);
});

it('keeps DuckDB and files out of the estimators', () => {
  const wrong = files
    .filter((file) => stageOf(file) === 'estimate')
    .filter((file) => /from '(node:fs|@duckdb|node:path)/.test(readFileSync(join(pipeline, file), 'utf8')));
  expect(wrong).toEqual([]);
});

it('lets the report take nothing but types from the stages before it', () => {
  const wrong = files
    .flatMap(importsOf)
    .filter(({ from, to, isType }) => from === 'report' && to === 'protect' && !isType);
  expect(wrong).toEqual([]);
});
