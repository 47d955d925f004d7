import { relative, resolve, sep } from 'node:path';
import type { Finding, Severity } from '../../contract/finding.ts';
import type { DescribedFinding } from '../../run/described.ts';

export type { DescribedFinding };

export const SEVERITIES: readonly Severity[] = ['fatal', 'error', 'warning', 'info'];

/** Worst first; then by drop, file, sheet and row, so that the order never depends on how they were found. */
export function worstFirst(findings: readonly DescribedFinding[]): DescribedFinding[] {
  const key = ({ finding }: DescribedFinding): (string | number)[] => [
    SEVERITIES.indexOf(finding.severity),
    finding.drop ?? '',
    finding.path ?? '',
    finding.sheet ?? '',
    finding.row ?? 0,
    finding.column ?? 0,
    finding.code,
  ];
  return findings
    .map((described) => ({ described, key: key(described) }))
    .sort((left, right) => {
      const index = left.key.findIndex((part, position) => part !== right.key[position]);
      if (index === -1) return 0;
      return (left.key[index] as string | number) < (right.key[index] as string | number) ? -1 : 1;
    })
    .map(({ described }) => described);
}

/** Names the file of a finding. */
export type FileOf = (finding: Finding) => string;

/** `2013/deltagere_K07.csv`, the path that a reader can find below the folder of the drops. */
export const fileOf: FileOf = ({ drop, path }) =>
  [drop, path].filter((part) => part !== undefined && part !== '').join('/');

/** Names files from the working directory, as the services that show findings in a repository look for them. */
export const fileFrom =
  (workingDirectory: string, folders: ReadonlyMap<string, string>): FileOf =>
  (finding) => {
    const folder = folders.get(finding.drop ?? '');
    if (folder === undefined) return fileOf(finding);
    const full = resolve(workingDirectory, folder, finding.path ?? '');
    return relative(workingDirectory, full).split(sep).join('/');
  };

/** File, sheet, row and column in words: `2013/regnskab.xlsx, sheet "Ark1", row 14, column 3 "Beløb (kr.)"`. */
export function whereOf(finding: Finding): string {
  const column = finding.column === undefined ? undefined : `column ${finding.column}`;
  const header = finding.header === undefined || finding.header === '' ? undefined : `"${finding.header}"`;
  return [
    fileOf(finding),
    finding.sheet === undefined || finding.sheet === '' ? '' : `sheet "${finding.sheet}"`,
    finding.row === undefined ? '' : `row ${finding.row}`,
    [column, header].filter(Boolean).join(' '),
  ]
    .filter((part) => part !== '')
    .join(', ');
}

/** Findings under their key, keys in the order of first sight. */
export function groupFindings(
  findings: readonly DescribedFinding[],
  keyOf: (described: DescribedFinding) => string,
): ReadonlyMap<string, readonly DescribedFinding[]> {
  const groups = new Map<string, DescribedFinding[]>();
  for (const described of findings) {
    const key = keyOf(described);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [described]);
    else group.push(described);
  }
  return groups;
}
