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

function caseOf({ finding, message, remedy }: DescribedFinding, file: string): string {
  const name = escapeXml(`${finding.code} ${whereOf(finding)}`);
  const text = escapeXml(`${message} ${remedy}`);
  const body = isFailure(finding)
    ? `<failure type="${escapeXml(finding.code)}" message="${text}"/>`
    : `<system-out>${text}</system-out>`;
  return `    <testcase classname="${escapeXml(file)}" name="${name}">${body}</testcase>\n`;
}

const isFailure = ({ severity }: DescribedFinding['finding']): boolean => severity === 'fatal' || severity === 'error';

/** JUnit XML, line by line: a suite a file, a case a finding; fatal and error findings fail, the others pass with their text. */
export function* junitLines(findings: readonly DescribedFinding[]): Generator<string> {
  const byFile = groupFindings(worstFirst(findings), ({ finding }) => fileOf(finding));
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="cluster-accounts">\n';
  for (const [file, described] of [...byFile].sort(([left], [right]) => (left < right ? -1 : 1))) {
    const failures = described.filter(({ finding }) => isFailure(finding)).length;
    yield `  <testsuite name="${escapeXml(file)}" tests="${described.length}" failures="${failures}">\n`;
    for (const one of described) yield caseOf(one, file);
    yield '  </testsuite>\n';
  }
  yield '</testsuites>\n';
}
