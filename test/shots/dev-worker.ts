import { parentPort, workerData } from 'node:worker_threads';
// The libraries that take long to load are there before the first change.
import 'vega';
import 'vega-lite';
import type { ReportInput } from '../../pipeline/report/index.ts';

/** What the server wants: a page of the reports, or the gallery of a variant. */
export interface DevRequest {
  readonly path: string;
}

const inputs = workerData as Readonly<Record<string, ReportInput>>;

/** Renders a page. Everything of the report stage is loaded on the first request, so that it sees the files as they are now. */
async function render({ path }: DevRequest): Promise<Uint8Array | null> {
  const { pagesOf } = await import('../../pipeline/report/page/page-list.ts');
  const { pageRenderer } = await import('../../pipeline/report/page/pages.ts');
  const [, variant = '', cluster] = /^gallery-([a-z-]+?)(-cluster)?\.html$/.exec(path) ?? [];
  const input = inputs[variant] ?? inputs.ordinary;
  if (input === undefined) return null;
  const pages = pagesOf(input);
  const kind = cluster === undefined ? 'national' : 'cluster';
  const recipient = pages.find((page) => page.isReport && page.recipient.kind === kind)?.recipient;
  const page =
    variant !== '' && recipient !== undefined
      ? { template: 'gallery', path, recipient, isReport: false }
      : pages.find((candidate) => candidate.path === path);
  if (page === undefined) return null;
  return (await pageRenderer(input)(page))[0]?.bytes ?? null;
}

parentPort?.on('message', async (request: DevRequest) => {
  try {
    parentPort?.postMessage({ bytes: await render(request) });
  } catch (error) {
    parentPort?.postMessage({ error: (error as Error).stack ?? String(error) });
  }
});
