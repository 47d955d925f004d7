import { checkMessages } from '../accounts/index.ts';
import type { Finding, Language } from '../contract/finding.ts';
import { builtInMessages, describeFinding, type MessageCatalogue, messageCatalogue } from '../contract/messages.ts';

/** A finding with its sentence and its remedy in the reader's language. */
export interface DescribedFinding {
  readonly finding: Finding;
  readonly message: string;
  readonly remedy: string;
}

/** Every message of the program: those of intake and typing, and those of the checks. */
export const allMessages = (): MessageCatalogue => messageCatalogue(builtInMessages, checkMessages());

export function describeFindings(findings: readonly Finding[], language: Language): DescribedFinding[] {
  const catalogue = allMessages();
  return findings.map((finding) => ({ finding, ...describeFinding(finding, language, catalogue) }));
}
