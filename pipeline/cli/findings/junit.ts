import { type DescribedFinding, fileOf, groupFindings, whereOf, worstFirst } from './described.ts';

const REPLACEMENTS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Text for XML 1.0: markup escaped, characters that XML cannot hold replaced. */
const escapeXml = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML 1.0 forbids
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"']/g, (character) => REPLACEMENTS[character] as string);

/** JUnit XML: a suite a file, a case a finding; fatal and error findings fail, the others pass with their text. */
export function formatJunit(findings: readonly DescribedFinding[]): string {
  const byFile = groupFindings(worstFirst(findings), ({ finding }) => fileOf(finding));
  const suites = [...byFile]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([file, described]) => {
      const cases = described.map(({ finding, message, remedy }) => {
        const name = escapeXml(`${finding.code} ${whereOf(finding)}`);
        const text = escapeXml(`${message} ${remedy}`);
        const isFailure = finding.severity === 'fatal' || finding.severity === 'error';
        const body = isFailure
          ? `<failure type="${escapeXml(finding.code)}" message="${text}"/>`
          : `<system-out>${text}</system-out>`;
        return `    <testcase classname="${escapeXml(file)}" name="${name}">${body}</testcase>`;
      });
      const failures = described.filter(
        ({ finding }) => finding.severity === 'fatal' || finding.severity === 'error',
      ).length;
      return `  <testsuite name="${escapeXml(file)}" tests="${described.length}" failures="${failures}">\n${cases.join('\n')}\n  </testsuite>`;
    });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="cluster-accounts">\n${suites.join('\n')}\n</testsuites>\n`;
}
