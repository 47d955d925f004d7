import { describe, expect, it } from 'vitest';
import { type DescribedFinding, fileFrom, fileOf } from '../../../pipeline/cli/findings/described.ts';
import { formatGithub, formatJobSummary } from '../../../pipeline/cli/findings/github.ts';
import { junitLines } from '../../../pipeline/cli/findings/junit.ts';
import { sarifLog } from '../../../pipeline/cli/findings/sarif.ts';
import { formatText } from '../../../pipeline/cli/findings/text.ts';
import type { Finding } from '../../../pipeline/contract/finding.ts';

const described = (finding: Partial<Finding>, message = 'Something is wrong.'): DescribedFinding => ({
  finding: {
    code: 'X1',
    severity: 'warning',
    drop: '2013',
    path: 'a, b:c.csv',
    row: 7,
    column: 2,
    header: 'Beløb',
    ...finding,
  },
  message,
  remedy: 'Mend it.',
});

const plain = (_style: string, text: string): string => text;

it('names files from the working directory, where their folder is known', () => {
  const file = fileFrom('/repo', new Map([['2013', '/repo/drops/år 2013']]));
  const finding = { code: 'X1', severity: 'warning', drop: '2013', path: 'a/b.csv' } as const;
  expect(file(finding)).toBe('drops/år 2013/a/b.csv');
  expect(file({ ...finding, drop: '2012' })).toBe('2012/a/b.csv');
});

describe('github annotations', () => {
  it('escapes what would end a property or a line', () => {
    expect(formatGithub([described({}, '100 %\nnext')], fileOf)).toBe(
      '::warning file=2013/a%2C b%3Ac.csv,line=7,col=2,title=X1::100 %25%0Anext Mend it.\n',
    );
  });

  it('shows the worst ten of a level and counts the rest', () => {
    const many = Array.from({ length: 13 }, (_, index) => described({ row: index + 1 }));
    const lines = formatGithub([...many, described({ severity: 'error', row: 99 })], fileOf)
      .trimEnd()
      .split('\n');
    expect(lines[0]).toContain('::error');
    expect(lines.filter((line) => line.startsWith('::warning'))).toHaveLength(10);
    expect(lines.at(-1)).toBe('::notice::3 more findings; see the job summary.');
  });

  it('keeps the job summary below its limit and says what is left out', () => {
    const summary = formatJobSummary(
      Array.from({ length: 50 }, () => described({}, 'a | b <script>')),
      500,
    );
    expect(Buffer.byteLength(summary)).toBeLessThan(700);
    expect(summary).toMatch(/\d+ more findings are left out/);
    expect(summary).toContain('a \\| b &lt;script>');
  });
});

it('writes JUnit where only fatal and error findings fail', () => {
  const xml = [...junitLines([described({ severity: 'error' }, 'a < b & "c"\u0001'), described({})])].join('');
  expect(xml).toContain('tests="2" failures="1"');
  expect(xml).toContain('a &lt; b &amp; &quot;c&quot;\ufffd');
});

it('writes SARIF with file, line and column', () => {
  const log = JSON.parse(JSON.stringify(sarifLog([described({ path: 'mappe/å.csv' })], fileOf)));
  expect(log.runs[0].results[0]).toMatchObject({
    ruleId: 'X1',
    level: 'warning',
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: '2013/mappe/%C3%A5.csv' },
          region: { startLine: 7, startColumn: 2 },
        },
      },
    ],
  });
});

it('writes text worst first, a few places a code, and counts the rest', () => {
  const text = formatText(
    [described({}), described({ row: 8 }), described({ row: 9 }), described({ code: 'E', severity: 'error' })],
    plain,
    2,
  );
  expect(text.indexOf('error E')).toBeLessThan(text.indexOf('warning X1 (3)'));
  expect(text).toContain('2013/a, b:c.csv, row 7, column 2 "Beløb"');
  expect(text).toContain('... and 1 more');
});
