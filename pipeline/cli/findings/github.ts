import { type DescribedFinding, type FileOf, fileOf, worstFirst } from './described.ts';

const LEVEL = { fatal: 'error', error: 'error', warning: 'warning', info: 'notice' } as const;

/** GitHub shows at most this many annotations of one level a step. */
const ANNOTATIONS_PER_LEVEL = 10;

const escapeData = (text: string): string => text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');

const escapeProperty = (text: string): string => escapeData(text).replace(/:/g, '%3A').replace(/,/g, '%2C');

/** Workflow commands of GitHub Actions, the worst ten of each level, then one line that counts the rest. `file` names a file from the root of the repository. */
export function formatGithub(findings: readonly DescribedFinding[], file: FileOf): string {
  const shown = { error: 0, warning: 0, notice: 0 };
  const lines: string[] = [];
  let rest = 0;
  for (const { finding, message, remedy } of worstFirst(findings)) {
    const level = LEVEL[finding.severity];
    if (shown[level] >= ANNOTATIONS_PER_LEVEL) {
      rest += 1;
      continue;
    }
    shown[level] += 1;
    const properties = [
      `file=${escapeProperty(file(finding))}`,
      finding.row === undefined ? '' : `line=${finding.row}`,
      finding.column === undefined ? '' : `col=${finding.column}`,
      `title=${escapeProperty(finding.code)}`,
    ].filter((property) => property !== '');
    lines.push(`::${level} ${properties.join(',')}::${escapeData(`${message} ${remedy}`)}`);
  }
  if (rest > 0) lines.push(`::notice::${rest} more findings; see the job summary.`);
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

const escapeCell = (text: string): string => text.replace(/\|/g, '\\|').replace(/\r?\n/g, ' ').replace(/</g, '&lt;');

/** All findings as a Markdown table for a job summary. GitHub takes at most 1 MiB; the worst come first. */
export function formatJobSummary(findings: readonly DescribedFinding[], limitBytes = 1_000_000): string {
  const lines = ['| severity | where | finding | what to do |', '|---|---|---|---|'];
  let bytes = 0;
  let left = findings.length;
  for (const { finding, message, remedy } of worstFirst(findings)) {
    const row = finding.row === undefined ? '' : `:${finding.row}`;
    const line = `| ${finding.severity} | ${escapeCell(fileOf(finding))}${row} | ${escapeCell(message)} | ${escapeCell(remedy)} |`;
    bytes += Buffer.byteLength(line) + 1;
    if (bytes > limitBytes) break;
    lines.push(line);
    left -= 1;
  }
  if (left > 0) lines.push('', `${left} more findings are left out.`);
  return `${lines.join('\n')}\n`;
}
