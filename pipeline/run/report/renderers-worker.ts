import { readdirSync } from 'node:fs';
import nodeModule from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import type { Page, ReportFile } from '../../report/index.ts';
import type { RendererReply, RendererRequest, RendererStart } from './renderers.ts';

// A thread does not share the cache of compiled modules that the program has switched on; hence the imports that come after.
nodeModule.enableCompileCache?.();
const { resourcePath } = await import('../../contract/resources.ts');
const { pageRenderer } = await import('../../report/index.ts');
const { recipientFiles } = await import('../exports/recipients.ts');

const { languages, drawings, isEarly } = workerData as RendererStart;

/** The drawings known at the start, and which of them pages have used since the last reply. */
let used = new Set<string>();
let fresh: [digest: string, drawing: string][] = [];
const known = new Map(drawings);
const remembered = {
  get: (digest: string) => {
    used.add(digest);
    return known.get(digest);
  },
  set: (digest: string, drawing: string) => {
    known.set(digest, drawing);
    fresh.push([digest, drawing]);
  },
};

type Render = (page: Page) => Promise<readonly ReportFile[]>;

function rendererOf({ input, beside }: Extract<RendererRequest, { readonly input: unknown }>): Render {
  const render = pageRenderer(input, remembered);
  const downloads = beside.downloads ? recipientFiles(input) : null;
  return async (page) => {
    const files = await render(page);
    const pictures = beside.pictures === true ? await (await import('../exports/pictures.ts')).picturesOf(files) : [];
    const document = files.find(({ path }) => path === page.path);
    if (downloads !== null && page.isReport && document !== undefined)
      files.push(...(await downloads(page.recipient, document.bytes, pictures)));
    return [...files, ...pictures];
  };
}

async function answer(render: Render, page: Page): Promise<RendererReply> {
  try {
    const files = await render(page);
    const reply = { path: page.path, files, used: [...used], fresh };
    used = new Set();
    fresh = [];
    return reply;
  } catch (error) {
    return { error: error as Error };
  }
}

let render: Render = () => Promise.resolve([]);
/** One page at a time: Vega numbers the definitions of a drawing in a counter that all drawings share. */
let queue: Promise<unknown> = Promise.resolve();
parentPort?.on('message', (request: RendererRequest) => {
  if ('input' in request) render = rendererOf(request);
  else queue = queue.then(async () => parentPort?.postMessage(await answer(render, request.page)));
});

if (isEarly && known.size === 0) {
  const { prepareChart } = await import('../../report/chart/draw.ts');
  const { loadTexts } = await import('../../report/text/texts.ts');
  for (const language of languages) {
    const texts = loadTexts(language);
    for (const file of readdirSync(resourcePath('reports', 'charts')).sort())
      if (file.endsWith('.vl.json')) prepareChart(file.slice(0, -'.vl.json'.length), texts);
  }
}
