import type { StudyCovariate, StudySettings } from '../../contract/study.ts';
import { codedFactor, type Term } from '../../estimate/effect/score/design.ts';
import type { CodedColumn, RegisterPanel } from './panel.ts';

/** Company and year whose covariates count: row k is company `firm[k]` in the panel's `step[k]`-th year. */
export interface BaseRows {
  readonly firm: Int32Array;
  readonly step: Int16Array;
}

type Value = (panel: RegisterPanel, productivity: Float64Array, firm: number, at: number) => number;

const log = (value: number): number => (value > 0 ? Math.log(value) : Number.NaN);
const orZero = (value: number): number => (Number.isNaN(value) ? 0 : Math.max(value, 0));
const followsYear = (years: readonly number[], t: number): boolean =>
  t > 0 && (years[t] as number) - (years[t - 1] as number) === 1;
/** Change since the year before; not known where the register lacks that year. */
const growth = (values: Float64Array, panel: RegisterPanel, at: number, of: (x: number) => number): number =>
  followsYear(panel.years, at % panel.years.length)
    ? of(values[at] as number) - of(values[at - 1] as number)
    : Number.NaN;

const NUMERIC: Readonly<Partial<Record<StudyCovariate, Value>>> = {
  log_fte: ({ numbers }, _lp, _firm, at) => log(numbers.fte[at] as number),
  log_productivity: (_panel, lp, _firm, at) => lp[at] as number,
  productivity_growth: (panel, lp, _firm, at) => growth(lp, panel, at, (x) => x),
  fte_growth: (panel, _lp, _firm, at) => growth(panel.numbers.fte, panel, at, log),
  firm_age: ({ startYear, years }, _lp, firm, at) => (years[at % years.length] as number) - (startYear[firm] as number),
  exporter: ({ numbers }, _lp, _firm, at) => Number((numbers.export_dkk_thousand[at] as number) > 0),
  export_share: ({ numbers }, _lp, _firm, at) => {
    const turnover = numbers.turnover_dkk_thousand[at] as number;
    return turnover > 0 ? Math.min(1, orZero(numbers.export_dkk_thousand[at] as number) / turnover) : 0;
  },
  has_rd: ({ numbers }, _lp, _firm, at) => Number((numbers.rd_expenditure_dkk_thousand[at] as number) > 0),
  higher_education_share: ({ numbers }, _lp, _firm, at) => (numbers.higher_education_share_pct[at] as number) / 100,
  log_capital_per_fte: ({ numbers }, _lp, _firm, at) =>
    Math.log1p(orZero(numbers.tangible_assets_dkk_thousand[at] as number) / (numbers.fte[at] as number)),
  other_schemes: ({ otherSchemes }, _lp, _firm, at) => otherSchemes[at] as number,
};

const CODED: Readonly<Partial<Record<StudyCovariate, (panel: RegisterPanel) => CodedColumn>>> = {
  region: ({ region }) => region,
  industry: ({ industry }) => industry,
  legal_form: ({ legalForm }) => legalForm,
};

/** Says of a company and the place of one of its years whether all covariates are known. A factor always has a value ('unknown'). */
export function covariateCheck(
  names: readonly StudyCovariate[],
  panel: RegisterPanel,
  productivity: Float64Array,
): (firm: number, at: number) => boolean {
  const values = names.flatMap((name) => NUMERIC[name] ?? []);
  return (firm, at) => {
    for (const value of values) if (!Number.isFinite(value(panel, productivity, firm, at))) return false;
    return true;
  };
}

/** One covariate for all rows, as columns of the score's design. */
export function covariateColumns(
  name: StudyCovariate,
  panel: RegisterPanel,
  productivity: Float64Array,
  { firm, step }: BaseRows,
): Term {
  const steps = panel.years.length;
  const coded = CODED[name]?.(panel);
  if (coded !== undefined) {
    const codes = new Int16Array(firm.length);
    for (let k = 0; k < codes.length; k++)
      codes[k] = coded.codes[(firm[k] as number) * steps + (step[k] as number)] as number;
    return codedFactor(name, codes, coded.levels);
  }
  const value = NUMERIC[name] as Value;
  const values = new Float64Array(firm.length);
  for (let k = 0; k < values.length; k++) {
    const own = firm[k] as number;
    values[k] = value(panel, productivity, own, own * steps + (step[k] as number));
  }
  return { names: [name], columns: [values] };
}

/** Number of the size band of a company in a year, from 0; -1 where its size is not known. */
export function sizeBand(
  panel: RegisterPanel,
  { size_by, size_bands }: Pick<StudySettings, 'size_by' | 'size_bands'>,
  at: number,
): number {
  const { employees, fte } = panel.numbers;
  const size =
    size_by === 'fte' || Number.isNaN(employees[at] as number) ? (fte[at] as number) : (employees[at] as number);
  if (Number.isNaN(size)) return -1;
  let band = 0;
  while (band < size_bands.length && !(size < (size_bands[band] as number))) band++;
  return band;
}
