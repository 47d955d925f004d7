import type { Drawings } from './chart/svg.ts';
import type { ReportFile, ReportInput } from './input.ts';
import { type Page, pagesOf } from './page/page-list.ts';
import { pageRenderer } from './page/pages.ts';

const isWanted = ({ recipient, isReport }: Page, only: readonly string[] | undefined): boolean =>
  only === undefined || (isReport && only.includes(`${recipient.kind}:${recipient.code}`));

/**
 * The pages of an edition in their order. `only` leaves those of some recipients, e.g. `region:1081`, `cluster:K01`,
 * `national:DK`.
 */
export const pagesFor = (input: ReportInput, only?: readonly string[]): Page[] =>
  pagesOf(input).filter((page) => isWanted(page, only));

/**
 * Renders pages of an edition and the specs of their charts, in a fixed order, one after the other.
 *
 * The same input gives the same bytes. Reads nothing but what the package ships.
 */
export async function* renderReport(
  input: ReportInput,
  only?: readonly string[],
  drawings?: Drawings,
): AsyncGenerator<ReportFile> {
  const render = pageRenderer(input, drawings);
  for (const page of pagesFor(input, only)) yield* await render(page);
}
