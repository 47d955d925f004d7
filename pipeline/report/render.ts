import type { ReportFile, ReportInput } from './input.ts';
import { renderPage } from './page/pages.ts';
import { recipientsOf } from './page/recipient.ts';
import { loadTemplates } from './page/templates.ts';
import { editionOf } from './page/view.ts';

export interface RenderOptions {
  /** Codes of recipients to render, e.g. `region:1081`; all where it is left out. */
  readonly only?: readonly string[];
}

/**
 * Renders the pages of an edition and the specs of their charts, in a fixed order.
 *
 * The same input gives the same bytes. Reads nothing but what the package ships.
 */
export async function* renderReport(input: ReportInput, options: RenderOptions = {}): AsyncGenerator<ReportFile> {
  const edition = editionOf(input);
  const templates = loadTemplates();
  const recipients = recipientsOf(input);
  const [national] = recipients;
  if (national !== undefined && options.only === undefined)
    yield* await renderPage(edition, templates, national, 'index');
  for (const recipient of recipients) {
    if (options.only !== undefined && !options.only.includes(`${recipient.kind}:${recipient.code}`)) continue;
    yield* await renderPage(edition, templates, recipient, recipient.kind);
  }
}
