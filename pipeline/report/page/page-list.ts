import type { ReportInput } from '../input.ts';
import { type Recipient, type RecipientKind, recipientsOf } from './recipient.ts';
import type { View } from './view.ts';

/** A page of the bundle: a template, and whose figures it shows. */
export interface Page {
  /** File of `reports/pages`, without its ending. */
  readonly template: string;
  readonly path: string;
  readonly recipient: Recipient;
  /** Whether it is the report of its recipient, and bears its name. */
  readonly isReport: boolean;
}

const REPORT_TEMPLATES: Readonly<Record<RecipientKind, string>> = {
  national: 'national',
  region: 'region',
  growth_forum: 'region',
  cluster: 'cluster',
};

/** Pages that are nobody's own report, and show the figures of the whole country. */
const COMMON = ['index', 'effect', 'methods', 'dictionary', 'changes'] as const;

/** All pages of an edition in their order. */
export function pagesOf(input: ReportInput): readonly Page[] {
  const recipients = recipientsOf(input);
  const [national] = recipients as [Recipient];
  return [
    ...COMMON.map((template) => ({ template, path: `${template}.html`, recipient: national, isReport: false })),
    ...recipients.map((recipient) => ({
      template: REPORT_TEMPLATES[recipient.kind],
      path: recipient.path,
      recipient,
      isReport: true,
    })),
  ];
}

const { compare } = new Intl.Collator('da');

/** The reports as lists of links, for the index; clusters by name, as a reader looks for them. */
export function pageLinks(view: View) {
  const links = recipientsOf(view.edition.input).map(({ kind, path, name }) => ({
    kind,
    path,
    name: view.local(name),
  }));
  const ofKind = (...kinds: readonly RecipientKind[]) => links.filter(({ kind }) => kinds.includes(kind));
  return {
    national: ofKind('national'),
    regions: ofKind('region', 'growth_forum'),
    clusters: ofKind('cluster').sort((a, b) => compare(a.name, b.name)),
  };
}
