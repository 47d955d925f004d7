import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { main } from '../../pipeline/cli/main.ts';
import { DIMENSIONS } from '../../pipeline/contract/figure.ts';
import { crossTable } from '../support/tables.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'protect-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function run(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await main(words, {
    stdout: { write: (text) => void out.push(text) },
    stderr: { write: (text) => void err.push(text) },
    environment: {},
    workingDirectory: folder,
    now: () => 0,
  });
  return { code, out: out.join(''), err: err.join('') };
}

const write = (name: string, text: string): Promise<void> => writeFile(join(folder, name), text);

describe('protect', () => {
  it('writes pattern and audit and ends with 0', async () => {
    await write('t.csv', crossTable([6, 5], 3, 20).tables['table1.csv'] as string);
    const { code, out } = await run('protect', '--table', 't.csv', '--out', 'o', '--json');
    expect(code).toBe(0);
    const audit = JSON.parse(await readFile(join(folder, 'o/audit.json'), 'utf8')) as Record<string, unknown>;
    const { primaries, seenThrough, ...shown } = audit;
    expect(seenThrough).toEqual([]);
    expect(JSON.parse(out)).toEqual(shown);
    const [header, ...rows] = (await readFile(join(folder, 'o/pattern.csv'), 'utf8')).trim().split('\n');
    expect(header).toBe('A,B,status');
    expect(rows).toHaveLength(audit.suppressed as number);
    expect(rows.filter((row) => row.endsWith(',p'))).toHaveLength((primaries as unknown[]).length);
  });

  it('ends with 1 where something stays exposed', async () => {
    await write('t.csv', 'sector,value,status\nTotal,100,z\n1,30,z\n2,70,u\n');
    expect((await run('protect', '--table', 't.csv', '--out', 'o')).code).toBe(1);
  });

  it('rounds counts with margins that add up instead of withholding', async () => {
    await write('t.csv', 'sector,value,count\nTotal,54,54\n1,2,2\n2,22,22\n3,30,30\n');
    const { code, out } = await run('protect', '--table', 't.csv', '--rounding', '3', '--out', 'o', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ base: 3, cells: 4, primary: 1, exposed: 0, isZeroRestricted: true });
    expect(await readFile(join(folder, 'o/rounded.csv'), 'utf8')).toBe('sector,value\n1,3\n2,21\n3,30\nTotal,54\n');
  });

  it('rounds no sums of money', async () => {
    await write('t.csv', 'sector,value\nTotal,1.5\n1,1.5\n');
    const { code, err } = await run('protect', '--table', 't.csv', '--rounding', '5', '--out', 'o');
    expect(code).toBe(2);
    expect(err).toContain('Only tables of counts can be rounded');
  });

  it('walks down hierarchies', async () => {
    await write('t.csv', 'place,value,status\nTotal,100,\nN,40,\nS,60,\nN1,15,u\nN2,25,\nS1,20,\nS2,40,\n');
    await write('h.csv', 'parent,child\nTotal,N\nTotal,S\nN,N1\nN,N2\nS,S1\nS,S2\n');
    expect((await run('protect', '--table', 't.csv', '--hierarchy', 'place=h.csv', '--out', 'o')).code).toBe(0);
    expect(await readFile(join(folder, 'o/pattern.csv'), 'utf8')).toBe('place,status\nN1,p\nN2,s\n');
  });

  it.each([
    [['--table', 'no.csv', '--out', 'o'], 3],
    [['--table', 't.csv', '--out', 'o', '--dominance', '3,x'], 2],
    [['--table', 't.csv', '--out', 'o', '--hierarchy', 'x=t.csv'], 2],
    [['--table', 't.csv', '--out', 'o', '--rounding', '4'], 2],
  ])('refuses wrong use: %j', async (words, code) => {
    await write('t.csv', 'sector,value\nTotal,1\n');
    expect((await run('protect', ...words)).code).toBe(code);
  });
});

describe('audit', () => {
  const columns = [
    'indicator',
    'measure',
    'reference_year',
    ...DIMENSIONS,
    'value',
    'unit',
    'disclosure_class',
    'status',
  ];
  const row = (region: string, value: string, status: string): string =>
    columns
      .map((name) =>
        name === 'region'
          ? region
          : name === 'value'
            ? value
            : name === 'status'
              ? status
              : ({
                  indicator: 'DEL01',
                  measure: 'count',
                  reference_year: '2013',
                  unit: 'companies',
                  disclosure_class: 'S1',
                }[name] ?? 'Total'),
      )
      .join(',');
  const bundle = (...rows: string[]): Promise<void> =>
    write('figures.csv', `${[columns.join(','), ...rows].join('\n')}\n`);

  it('passes a bundle that keeps its secrets', async () => {
    await bundle(
      row('Total', '72', 'published'),
      row('1081', '', 'suppressed'),
      row('1082', '', 'suppressed'),
      row('1083', '40', 'published'),
    );
    expect((await run('audit', '.')).code).toBe(0);
  });

  it('names the relation that gives a count away', async () => {
    await bundle(row('Total', '72', 'published'), row('1081', '', 'suppressed'), row('1083', '70', 'published'));
    const { code, out } = await run('audit', '.');
    expect(code).toBe(1);
    expect(out).toContain('region=1081: from 2 to 2');
    expect(out).toContain('is the sum over region');
  });

  it('finds a number left behind in a page', async () => {
    await bundle(row('Total', '72', 'published'), row('1081', '', 'suppressed'), row('1082', '', 'suppressed'));
    await write(
      'page.html',
      '<script type="application/json">[{"region":"1081","status":"suppressed","value":2}]</script>',
    );
    const { code, out } = await run('audit', '.');
    expect(code).toBe(1);
    expect(out).toContain('page.html');
  });

  it('says what to do where there is no bundle', async () => {
    const { code, err } = await run('audit', '.');
    expect(code).toBe(3);
    expect(err).toContain('figures.csv');
  });
});
