import { parentPort, workerData } from 'node:worker_threads';
// Everything that takes long to load is there before the first change; drawing is loaded by name, since pages load it late.
import '../../pipeline/report/chart/draw.ts';
import { pageRenderer, pagesFor, type ReportInput } from '../../pipeline/report/index.ts';

/** What the server wants: a page of the reports, or the gallery of a variant; and the drawings that it knows. */
export interface DevRequest {
  readonly path: string;
  readonly drawings: ReadonlyMap<string, string>;
}

/** The page, null where there is none of that name, and all drawings known by now. */
export type DevReply =
  | { readonly bytes: Uint8Array | null; readonly drawings: ReadonlyMap<string, string> }
  | { readonly error: string };

const inputs = workerData as Readonly<Record<string, ReportInput>>;

/** Templates, texts and specs are read on the first request, as they are then. */
async function render(path: string, drawings: Map<string, string>): Promise<Uint8Array | null> {
  const [, variant = '', cluster] = /^gallery-([a-z-]+?)(-cluster)?\.html$/.exec(path) ?? [];
  const input = inputs[variant] ?? inputs.ordinary;
  if (input === undefined) return null;
  const pages = pagesFor(input);
  const kind = cluster === undefined ? 'national' : 'cluster';
  const recipient = pages.find((page) => page.isReport && page.recipient.kind === kind)?.recipient;
  const page =
    variant !== '' && recipient !== undefined
      ? { template: 'gallery', path, recipient, isReport: false }
      : pages.find((candidate) => candidate.path === path);
  if (page === undefined) return null;
  return (await pageRenderer(input, drawings)(page))[0]?.bytes ?? null;
}

async function answer({ path, drawings }: DevRequest): Promise<DevReply> {
  try {
    const known = new Map(drawings);
    return { bytes: await render(path, known), drawings: known };
  } catch (error) {
    return { error: (error as Error).stack ?? String(error) };
  }
}

parentPort?.on('message', async (request: DevRequest) => parentPort?.postMessage(await answer(request)));
