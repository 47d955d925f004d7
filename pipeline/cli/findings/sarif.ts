import { packageVersion } from '../../contract/resources.ts';
import { type DescribedFinding, type FileOf, worstFirst } from './described.ts';

const LEVEL = { fatal: 'error', error: 'error', warning: 'warning', info: 'note' } as const;

/** SARIF 2.1.0: one run, a rule for each code, a result for each finding with its file, line and column. */
export function sarifLog(findings: readonly DescribedFinding[], file: FileOf): object {
  const ordered = worstFirst(findings);
  const codes = [...new Set(ordered.map(({ finding }) => finding.code))].sort();
  const remedies = new Map(ordered.map(({ finding, remedy }) => [finding.code, remedy]));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'cluster-accounts',
            version: packageVersion,
            rules: codes.map((id) => ({ id, help: { text: remedies.get(id) ?? '' } })),
          },
        },
        results: ordered.map(({ finding, message }) => ({
          ruleId: finding.code,
          level: LEVEL[finding.severity],
          message: { text: message },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: file(finding).split('/').map(encodeURIComponent).join('/') },
                ...(finding.row === undefined
                  ? {}
                  : {
                      region: {
                        startLine: finding.row,
                        ...(finding.column === undefined ? {} : { startColumn: finding.column }),
                      },
                    }),
              },
            },
          ],
        })),
      },
    ],
  };
}
