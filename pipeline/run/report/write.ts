import { writeStaged } from '../../publish/stage.ts';
import { pagesFor, type ReportInput } from '../../report/index.ts';
import type { RunProgress } from '../progress.ts';
import { saveDrawings } from './drawings.ts';
import type { Renderers } from './renderers.ts';
import { saveReportInput } from './saved.ts';

/** Renders all pages into the bundle and keeps what they were made of in the folder beside it. Gives the number of pages. */
export async function writeReports(
  renderers: Renderers,
  { bundle, folder }: { readonly bundle: string; readonly folder: string },
  input: ReportInput,
  progress: RunProgress,
): Promise<number> {
  const beside = { downloads: true, pictures: input.parameters.report?.pictures === true };
  let pages = 0;
  for await (const { path, bytes } of renderers.render(input, pagesFor(input), beside)) {
    await writeStaged(bundle, path, bytes);
    if (!path.endsWith('.html')) continue;
    pages += 1;
    progress.step(pages);
  }
  await renderers.close();
  await saveDrawings(folder, renderers.drawings());
  await saveReportInput(folder, input);
  return pages;
}
