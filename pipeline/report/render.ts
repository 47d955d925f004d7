import { availableParallelism } from 'node:os';
import type { ReportFile, ReportInput } from './input.ts';
import { type Page, pagesOf } from './page/page-list.ts';
import { pageRenderer } from './page/pages.ts';
import { renderInWorkers } from './pool.ts';

export interface RenderOptions {
  /** Recipients to render, e.g. `region:1081`, `cluster:K01`, `national:DK`; everything where it is left out. */
  readonly only?: readonly string[];
  /** Threads to draw with; as many as the machine has where it is left out. The bytes are the same for any number. */
  readonly threads?: number;
}

/** Fewer pages than this are not worth the start of a worker. */
const WORTH_A_WORKER = 12;
const MOST_THREADS = 8;

const isWanted = ({ recipient, isReport }: Page, only: readonly string[] | undefined): boolean =>
  only === undefined || (isReport && only.includes(`${recipient.kind}:${recipient.code}`));

/**
 * Renders the pages of an edition and the specs of their charts, in a fixed order.
 *
 * The same input gives the same bytes. Reads nothing but what the package ships.
 */
export async function* renderReport(input: ReportInput, options: RenderOptions = {}): AsyncGenerator<ReportFile> {
  const pages = pagesOf(input);
  const wanted = pages.map((page, position) => ({ page, position })).filter(({ page }) => isWanted(page, options.only));
  const threads = Math.min(
    options.threads ?? availableParallelism(),
    MOST_THREADS,
    Math.ceil(wanted.length / WORTH_A_WORKER),
  );
  if (threads > 1) {
    yield* renderInWorkers(
      input,
      wanted.map(({ position }) => position),
      threads,
    );
    return;
  }
  const render = pageRenderer(input);
  for (const { page } of wanted) yield* await render(page);
}
