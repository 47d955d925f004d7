import type { Severity } from '../../contract/finding.ts';
import { textTable } from '../output.ts';
import type { Paint, Style } from '../terminal.ts';
import { type DescribedFinding, groupFindings, SEVERITIES, whereOf, worstFirst } from './described.ts';

const STYLE: Record<Severity, Style> = { fatal: 'red', error: 'red', warning: 'yellow', info: 'cyan' };

/** `3 errors, 12 warnings, 40 notes`. */
export function countsText(findings: readonly Pick<DescribedFinding, 'finding'>[]): string {
  const words: Record<Severity, [string, string]> = {
    fatal: ['fatal', 'fatal'],
    error: ['error', 'errors'],
    warning: ['warning', 'warnings'],
    info: ['note', 'notes'],
  };
  const parts = SEVERITIES.map((severity) => {
    const count = findings.filter(({ finding }) => finding.severity === severity).length;
    return count === 0 ? '' : `${count} ${words[severity][count === 1 ? 0 : 1]}`;
  }).filter((part) => part !== '');
  return parts.length === 0 ? 'no findings' : parts.join(', ');
}

/** Findings of one code together, worst first, the first few with their places; a line that counts the rest. */
export function formatText(findings: readonly DescribedFinding[], paint: Paint, placesPerCode: number): string {
  const byCode = groupFindings(worstFirst(findings), ({ finding }) => `${finding.severity} ${finding.code}`);
  const blocks = [...byCode.values()].map((group) => {
    const first = group[0] as DescribedFinding;
    const { severity, code } = first.finding;
    const places = group
      .slice(0, placesPerCode)
      .map(({ finding, message }) => `  ${whereOf(finding) || 'all drops'}\n      ${message}`);
    const rest = group.length > placesPerCode ? [paint('dim', `  ... and ${group.length - placesPerCode} more`)] : [];
    return [
      `${paint(STYLE[severity], severity)} ${paint('bold', code)} (${group.length})`,
      ...places,
      ...rest,
      `  ${paint('dim', 'next:')} ${first.remedy}`,
    ].join('\n');
  });
  return blocks.join('\n\n');
}

/** One line a code: severity, code, how many, in how many files. */
export function formatCodeTable(findings: readonly DescribedFinding[], paint: Paint): string {
  const byCode = groupFindings(worstFirst(findings), ({ finding }) => `${finding.severity} ${finding.code}`);
  const rows = [...byCode.values()].map((group) => {
    const { severity, code } = (group[0] as DescribedFinding).finding;
    const inFiles = group.filter(({ finding }) => finding.path !== undefined);
    const files = new Set(inFiles.map(({ finding }) => `${finding.drop}/${finding.path}`)).size;
    return [
      paint(STYLE[severity], severity),
      code,
      String(group.length),
      files === 0 ? 'in the whole' : `in ${files} ${files === 1 ? 'file' : 'files'}`,
    ];
  });
  return textTable(rows, [false, false, true, false]);
}
