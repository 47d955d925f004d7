import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DIMENSIONS, type Dimension, TOTAL } from '../../contract/figure.ts';
import type { Language } from '../../contract/finding.ts';
import type { ProtectedFigure } from '../../protect/index.ts';
import { writeStaged } from '../../publish/stage.ts';
import { type Recipient, type ReportInput, recipientsOf } from '../../report/index.ts';
import { archiveOf } from './archive.ts';
import { recipientWorkbook } from './workbook.ts';

/** Figures that are a recipient's own. For the country: those broken down by one dimension at most. */
export function figuresOf({ place }: Recipient, figures: readonly ProtectedFigure[]): ProtectedFigure[] {
  const fixed = Object.entries(place) as [Dimension, string][];
  return figures.filter((figure) => {
    if (fixed.length > 0) return fixed.every(([dimension, code]) => figure[dimension] === code);
    return DIMENSIONS.filter((dimension) => figure[dimension] !== TOTAL).length <= 1;
  });
}

const ownDimensions = ({ place }: Recipient): Dimension[] => Object.keys(place) as Dimension[];

async function workbookOf(recipient: Recipient, input: ReportInput, language: Language): Promise<Uint8Array> {
  const figures = figuresOf(recipient, input.figures);
  return recipientWorkbook({
    title: `${input.parameters.title[language]}: ${recipient.name[language]}`,
    edition: String(input.editionYear),
    isSynthetic: input.parameters.synthetic,
    figures,
    years: [...new Set(figures.map(({ referenceYear }) => referenceYear))].sort((a, b) => a - b),
    catalogue: input.catalogue,
    lists: input.lists,
    language,
    own: ownDimensions(recipient),
  });
}

/**
 * Writes for every recipient a workbook a language beside its page, and one archive of page and workbooks to send on.
 * Needs the pages in the staged bundle.
 */
export async function writeRecipientFiles(
  bundle: string,
  input: ReportInput,
  onRecipient: (done: number, total: number) => void,
): Promise<void> {
  const recipients = recipientsOf(input);
  for (const [index, recipient] of recipients.entries()) {
    const base = recipient.path.replace(/\.html$/, '');
    const files = new Map<string, Uint8Array>([[recipient.path, await readFile(join(bundle, recipient.path))]]);
    for (const language of input.parameters.languages) {
      const name = `${base}.${language}.xlsx`;
      const bytes = await workbookOf(recipient, input, language);
      files.set(name, bytes);
      await writeStaged(bundle, `downloads/${name}`, bytes);
    }
    await writeStaged(bundle, `downloads/${base}.zip`, archiveOf(files));
    onRecipient(index + 1, recipients.length);
  }
}
