import type { ReportFile, ReportInput } from './input.ts';
import { type Page, pagesOf } from './page/page-list.ts';
import { renderPage } from './page/pages.ts';
import { loadTemplates } from './page/templates.ts';
import { editionOf } from './page/view.ts';

export interface RenderOptions {
  /** Recipients to render, e.g. `region:1081`, `cluster:K01`, `national:DK`; everything where it is left out. */
  readonly only?: readonly string[];
}

const isWanted = ({ recipient, isReport }: Page, only: readonly string[] | undefined): boolean =>
  only === undefined || (isReport && only.includes(`${recipient.kind}:${recipient.code}`));

/**
 * Renders the pages of an edition and the specs of their charts, in a fixed order.
 *
 * The same input gives the same bytes. Reads nothing but what the package ships.
 */
export async function* renderReport(input: ReportInput, options: RenderOptions = {}): AsyncGenerator<ReportFile> {
  const edition = editionOf(input);
  const templates = loadTemplates();
  for (const page of pagesOf(input))
    if (isWanted(page, options.only)) yield* await renderPage(edition, templates, page);
}
