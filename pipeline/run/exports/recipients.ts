import { DIMENSIONS, type Dimension, TOTAL } from '../../contract/figure.ts';
import type { ProtectedFigure } from '../../protect/index.ts';
import type { Recipient, ReportFile, ReportInput } from '../../report/index.ts';
import { archiveOf } from './archive.ts';
import { familiesOf, recipientWorkbook } from './workbook.ts';

/** Figures by dimension and code, e.g. `region 1081`; those of the country are broken down by one dimension at most. */
function groupedByPlace(figures: readonly ProtectedFigure[]): ReadonlyMap<string, readonly ProtectedFigure[]> {
  const groups = new Map<string, ProtectedFigure[]>();
  const add = (place: string, figure: ProtectedFigure): void => {
    const group = groups.get(place);
    if (group === undefined) groups.set(place, [figure]);
    else group.push(figure);
  };
  for (const figure of figures) {
    const broken = DIMENSIONS.filter((dimension) => figure[dimension] !== TOTAL);
    if (broken.length <= 1) add('', figure);
    for (const dimension of broken) add(`${dimension} ${figure[dimension]}`, figure);
  }
  return groups;
}

const ownDimensions = ({ place }: Recipient): Dimension[] => Object.keys(place) as Dimension[];

const placeOf = ({ place }: Recipient): string =>
  Object.entries(place)
    .map(([dimension, code]) => `${dimension} ${code}`)
    .join('');

type RecipientFiles = (
  recipient: Recipient,
  page: Uint8Array,
  pictures?: readonly ReportFile[],
) => Promise<ReportFile[]>;

/**
 * Gives the function that makes the files a recipient gets beside the page: a workbook a language, and one archive of page,
 * workbooks and pictures, where there are any, to send on.
 */
export function recipientFiles(input: ReportInput): RecipientFiles {
  const groups = groupedByPlace(input.figures);
  const indicators = new Map(input.catalogue.map((indicator) => [indicator.id, indicator]));
  return async (recipient, page, pictures = []) => {
    const figures = groups.get(placeOf(recipient)) ?? [];
    const years = [...new Set(figures.map(({ referenceYear }) => referenceYear))].sort((a, b) => a - b);
    const families = familiesOf(figures);
    const base = recipient.path.replace(/\.html$/, '');
    const files = new Map<string, Uint8Array>([[recipient.path, page]]);
    for (const { path, bytes } of pictures) files.set(path.replace(`/${base}/`, '/'), bytes);
    const made: ReportFile[] = [];
    for (const language of input.parameters.languages) {
      const bytes = await recipientWorkbook({
        title: `${input.parameters.title[language]}: ${recipient.name[language]}`,
        edition: String(input.editionYear),
        isSynthetic: input.parameters.synthetic,
        families,
        years,
        indicators,
        lists: input.lists,
        language,
        own: ownDimensions(recipient),
      });
      const name = `${base}.${language}.xlsx`;
      files.set(name, bytes);
      made.push({ path: `downloads/${name}`, bytes });
    }
    return [...made, { path: `downloads/${base}.zip`, bytes: archiveOf(files) }];
  };
}
