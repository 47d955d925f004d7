import type { ProtectedFigure } from '../../protect/index.ts';
import { writeStaged } from '../../publish/stage.ts';
import type { Store } from '../../store/store.ts';
import { dataPackageText } from './data-package.ts';
import { figuresToArrow, storeFigures, writeFigureFiles } from './figures.ts';

/** What the files of an edition say of themselves. */
interface EditionFacts {
  readonly title: string;
  readonly tool: string;
  readonly version: string;
  readonly editionYear: number;
  readonly referenceYear: number;
}

/** Writes the figures of an edition to the store, and to the bundle as CSV, Parquet and Arrow with their description. */
export async function writeData(
  store: Store,
  bundle: string,
  figures: readonly ProtectedFigure[],
  { title, tool, version, editionYear, referenceYear }: EditionFacts,
): Promise<void> {
  await storeFigures(store, figures);
  await writeStaged(bundle, 'datapackage.json', dataPackageText(title, version, String(editionYear)));
  await writeFigureFiles(store, bundle);
  const metadata = { tool, version, edition_year: String(editionYear), reference_year: String(referenceYear) };
  await writeStaged(bundle, 'figures.arrow', figuresToArrow(figures, metadata));
}
