import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../pipeline/contract/resources.ts';
import { runCommand } from '../support/command.ts';
import { rowsOfCsv } from '../support/drops.ts';

interface Fault {
  readonly drop: string;
  readonly file: string;
  readonly sheet: string;
  readonly row: string;
  readonly column: string;
  readonly fault_class: string;
  readonly expected_finding: string;
}

interface Finding {
  readonly code: string;
  readonly drop?: string;
  readonly path?: string;
  readonly sheet?: string;
  readonly row?: number;
  readonly column?: number;
  readonly params?: { readonly count?: number; readonly rows?: string };
}

const drops = join(packageRoot, 'data-samples');
const faults = rowsOfCsv(readFileSync(join(drops, 'planted-faults.csv'), 'utf8')) as unknown as readonly Fault[];
const classes = new Set(faults.map(({ fault_class }) => fault_class));

let findings: readonly Finding[];

beforeAll(async () => {
  const { exitCode, stdout, stderr } = await runCommand(['check', 'data-samples', '--json'], { cwd: packageRoot });
  expect(exitCode, stderr).toBe(1);
  findings = JSON.parse(stdout).findings;
});

/** Whether the rows that a summing finding lists hold this one; it lists the first ten of `count`. */
function isListed({ rows, count }: NonNullable<Finding['params']>, row: number): boolean {
  const listed = (rows ?? '').match(/\d+/g)?.map(Number) ?? [];
  return listed.includes(row) || (listed.length < (count ?? 0) && row > Math.max(...listed));
}

function isAt(finding: Finding, fault: Fault): boolean {
  const row = Number(fault.row);
  return (
    finding.code === fault.expected_finding &&
    finding.drop === fault.drop &&
    finding.path === fault.file &&
    (fault.sheet === '' || finding.sheet === fault.sheet) &&
    (fault.column === '' || finding.column === Number(fault.column)) &&
    (fault.row === '' || (finding.params?.count === undefined ? finding.row === row : isListed(finding.params, row)))
  );
}

describe('check on the committed drops', () => {
  it('meets many classes of planted faults', () => {
    expect(classes.size).toBeGreaterThanOrEqual(20);
  });

  it.each([...classes])('finds every %s at its file, sheet, row and column', (name) => {
    const planted = faults.filter(({ fault_class }) => fault_class === name);
    const missed = planted.filter((fault) => !findings.some((finding) => isAt(finding, fault)));
    expect(missed).toEqual([]);
  });

  it('counts no fewer values in a summing finding than were planted in its column', () => {
    const summing = findings.filter(({ params }) => params?.rows !== undefined && params.count !== undefined);
    expect(summing.length).toBeGreaterThan(0);
    for (const finding of summing) {
      const planted = faults.filter(
        (fault) =>
          fault.expected_finding === finding.code &&
          fault.drop === finding.drop &&
          fault.file === finding.path &&
          Number(fault.column) === finding.column,
      );
      expect(finding.params?.count, JSON.stringify(finding)).toBeGreaterThanOrEqual(planted.length);
    }
  });
});
