import type { StudySettings } from '../../../contract/study.ts';
import type { TableModel } from '../../chart/model.ts';
import type { View } from '../../page/view.ts';
import { formatList, formatNumber } from '../../text/number.ts';
import { textColumn } from '../charts/support.ts';

/** Settings of the study in the order in which the method uses them. */
const KEYS = [
  'treatment',
  'entry_years',
  'base_year',
  'covariates',
  'exact',
  'size_bands',
  'size_by',
  'distance',
  'caliper_sd',
  'covariate_calipers',
  'antiexact',
  'mahalanobis',
  'ratio',
  'replace',
  'order',
  'discard',
  'horizons',
  'leads',
  'deflate',
  'minimum_fte',
  'winsorise_pct',
  'sme_limit',
  'alive_when_listed',
  'cluster_errors_by',
  'seed',
] as const satisfies readonly (keyof StudySettings)[];

/** The settings that the study was made with, so that it can be made again. */
export function studyTable(view: View): TableModel | null {
  const { texts, edition } = view;
  const settings = edition.input.effect?.settings;
  if (settings === undefined) return null;
  return {
    caption: texts.text('study.caption'),
    columns: [textColumn(texts.text('study.setting')), textColumn(texts.text('column.value'))],
    rows: KEYS.flatMap((key) => {
      const value = settings[key];
      return value === undefined ? [] : [{ cells: [texts.text(`study.${key}`), valueText(view, value)] }];
    }),
  };
}

type Setting = string | number | boolean;

/** A number a name, e.g. of the calipers of covariates. */
type Numbered = Readonly<Record<string, number>>;

const isNumbered = (value: Setting | readonly Setting[] | Numbered): value is Numbered =>
  typeof value === 'object' && !Array.isArray(value);

function valueText(view: View, value: Setting | readonly Setting[] | Numbered): string {
  if (isNumbered(value))
    return formatList(
      Object.entries(value).map(([name, size]) => `${valueText(view, name)} ${valueText(view, size)}`),
      view.language,
    );
  if (Array.isArray(value))
    return formatList(
      value.map((one: Setting) => valueText(view, one)),
      view.language,
    );
  if (typeof value === 'number') {
    const decimals = String(value).split('.')[1]?.length ?? 0;
    return value >= 1900 && decimals === 0 ? String(value) : formatNumber(value, decimals, view.language);
  }
  return view.texts.text(`study_value.${String(value)}`);
}
