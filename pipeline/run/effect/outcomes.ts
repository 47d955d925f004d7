import type { StudySettings } from '../../contract/study.ts';
import type { Panel } from '../../estimate/effect/difference/panel.ts';
import { linearModel } from '../../estimate/effect/robust/model.ts';
import { matrixOfColumns, multiplyVector } from '../../estimate/numeric/matrix.ts';
import { quantiles } from '../../estimate/numeric/summary.ts';
import type { Store } from '../../store/store.ts';
import type { RegisterPanel } from './panel.ts';

/** What an effect is estimated on. */
export type OutcomeName =
  | 'log_productivity'
  | 'tfp'
  | 'log_fte'
  | 'fte'
  | 'log_turnover'
  | 'turnover'
  | 'export_share'
  | 'exporter';

/** Company-years without a usable outcome, by reason. */
export interface OutcomeLosses {
  readonly noRow: number;
  readonly missing: number;
  readonly valueAddedNotPositive: number;
  readonly tooFewFte: number;
}

/** Amounts of a year are divided by this, by section; 1 where no index is known. */
export type Deflator = (firmYear: number, t: number) => number;

/** Price index by year and section, 100 in the latest year that has one; `total` where a section has none. */
async function readDeflator(
  store: Store,
  panel: RegisterPanel,
  deflate: StudySettings['deflate'],
): Promise<{ readonly deflator: Deflator; readonly isDeflated: boolean }> {
  const rows =
    deflate === 'none'
      ? []
      : await store.rows<{ year: number; section: string; index: number }>(
          'SELECT year::INTEGER AS year, section, "index"::DOUBLE AS index FROM accounts.price_index ORDER BY year, section',
        );
  const byKey = new Map(rows.map(({ year, section, index }) => [`${year} ${section}`, index]));
  const table = panel.industry.levels.map((section) =>
    panel.years.map((year) => {
      const own = deflate === 'section' ? byKey.get(`${year} ${section.toUpperCase()}`) : undefined;
      return own ?? byKey.get(`${year} TOTAL`) ?? Number.NaN;
    }),
  );
  const isDeflated = table.some((indexes) => indexes.some((index) => index > 0));
  return {
    isDeflated,
    deflator: (firmYear, t) => {
      const index = table[panel.industry.codes[firmYear] as number]?.[t];
      return isDeflated && index !== undefined && index > 0 ? index / 100 : 1;
    },
  };
}

export interface Outcomes {
  readonly get: (name: OutcomeName) => Panel;
  readonly losses: OutcomeLosses;
  readonly isDeflated: boolean;
}

/** Copies with values beyond each of the percentiles and its opposite set to it, year by year. */
function winsorise(values: Float64Array, steps: number, percents: readonly number[]): Float64Array[] {
  const copies = percents.map(() => values.slice());
  const column = new Float64Array(values.length / steps);
  const shares = percents.flatMap((percent) => [percent / 100, 1 - percent / 100]);
  for (let t = 0; t < steps; t++) {
    let size = 0;
    for (let at = t; at < values.length; at += steps)
      if (!Number.isNaN(values[at] as number)) column[size++] = values[at] as number;
    if (size === 0) continue;
    const limits = quantiles(column.subarray(0, size), shares);
    copies.forEach((cut, k) => {
      const [low, high] = limits.slice(2 * k, 2 * k + 2) as [number, number];
      for (let at = t; at < cut.length; at += steps)
        if (!Number.isNaN(cut[at] as number)) cut[at] = Math.min(high, Math.max(low, cut[at] as number));
    });
  }
  return copies;
}

/** Panels with every year's outcomes beyond each of the percentiles and its opposite set to it. */
export const winsorised = (panel: Panel, percents: readonly number[]): Panel[] =>
  winsorise(panel.outcome, panel.periods.length, percents).map((outcome) => ({ ...panel, outcome }));

/** Residual of log value added on log capital and log full-time equivalents, by industry section, with year effects: TFP. */
function totalFactorProductivity(panel: RegisterPanel, valueAdded: Float64Array, deflator: Deflator): Float64Array {
  const { numbers, industry, years } = panel;
  const steps = years.length;
  const tfp = new Float64Array(valueAdded.length).fill(Number.NaN);
  const bySection = new Map<number, number[]>();
  for (let at = 0; at < valueAdded.length; at++) {
    const capital = numbers.tangible_assets_dkk_thousand[at] as number;
    if (!(capital > 0) || Number.isNaN(valueAdded[at] as number)) continue;
    const section = industry.codes[at] as number;
    const rows = bySection.get(section);
    if (rows === undefined) bySection.set(section, [at]);
    else rows.push(at);
  }
  for (const rows of bySection.values()) {
    if (rows.length < 10 * (steps + 2)) continue;
    const columnOf = (value: (at: number) => number): Float64Array => {
      const column = new Float64Array(rows.length);
      for (let row = 0; row < column.length; row++) column[row] = value(rows[row] as number);
      return column;
    };
    const x = matrixOfColumns([
      columnOf((at) => Math.log((numbers.tangible_assets_dkk_thousand[at] as number) / deflator(at, at % steps))),
      columnOf((at) => Math.log(numbers.fte[at] as number)),
      ...years.map((_, t) => columnOf((at) => Number(at % steps === t))),
    ]);
    const y = columnOf((at) => valueAdded[at] as number);
    const { fit } = linearModel(x, y);
    const coefficients = fit.coefficients.map((value, j) => (j < 2 && !Number.isNaN(value) ? value : 0));
    const explained = multiplyVector(x, coefficients);
    rows.forEach((at, row) => {
      tfp[at] = (y[row] as number) - (explained[row] as number);
    });
  }
  return tfp;
}

/** Why a company-year has no productivity; null where it has one. */
function lossOf(
  valueAdded: number,
  fte: number,
  { minimum_fte }: Pick<StudySettings, 'minimum_fte'>,
): Exclude<keyof OutcomeLosses, 'noRow'> | null {
  if (!Number.isFinite(valueAdded) || !Number.isFinite(fte)) return 'missing';
  if (fte < minimum_fte || !(fte > 0)) return 'tooFewFte';
  return valueAdded > 0 ? null : 'valueAddedNotPositive';
}

/** Outcomes of every company and year in fixed prices; NaN where a company has none, and how often for which reason. */
export async function makeOutcomes(
  store: Store,
  panel: RegisterPanel,
  settings: Pick<StudySettings, 'deflate' | 'minimum_fte' | 'winsorise_pct'>,
): Promise<Outcomes> {
  const { deflator, isDeflated } = await readDeflator(store, panel, settings.deflate);
  const { numbers, years, isPresent } = panel;
  const steps = years.length;
  const size = isPresent.length;
  const { value_added_dkk_thousand: added, fte: fullTime } = numbers;
  const losses = { noRow: 0, missing: 0, valueAddedNotPositive: 0, tooFewFte: 0 };
  for (let at = 0; at < size; at++) {
    const loss = isPresent[at] === 0 ? 'noRow' : lossOf(added[at] as number, fullTime[at] as number, settings);
    if (loss !== null) losses[loss]++;
  }
  /** Log value added in fixed prices; NaN where there is none that is of use. */
  const logValueAdded = (at: number): number => {
    const valueAdded = added[at] as number;
    if (isPresent[at] === 0 || lossOf(valueAdded, fullTime[at] as number, settings) !== null) return Number.NaN;
    return Math.log(isDeflated ? valueAdded / deflator(at, at % steps) : valueAdded);
  };
  const build = (value: (at: number) => number): Float64Array => {
    const values = new Float64Array(size);
    for (let at = 0; at < size; at++) values[at] = value(at);
    return values;
  };
  const positive = (value: number): number => (value > 0 ? value : Number.NaN);
  const exportShare = (at: number): number => {
    const turnover = numbers.turnover_dkk_thousand[at] as number;
    const share = (numbers.export_dkk_thousand[at] as number) / turnover;
    return turnover > 0 && share >= 0 ? Math.min(1, share) : Number.NaN;
  };
  const makers: Readonly<Record<OutcomeName, () => Float64Array>> = {
    log_productivity: () => build((at) => logValueAdded(at) - Math.log(fullTime[at] as number)),
    tfp: () => totalFactorProductivity(panel, build(logValueAdded), deflator),
    log_fte: () => build((at) => Math.log(positive(numbers.fte[at] as number))),
    fte: () => numbers.fte,
    log_turnover: () =>
      build((at) => Math.log(positive(numbers.turnover_dkk_thousand[at] as number) / deflator(at, at % steps))),
    turnover: () => build((at) => (numbers.turnover_dkk_thousand[at] as number) / deflator(at, at % steps)),
    export_share: () => build((at) => 100 * exportShare(at)),
    exporter: () =>
      build((at) => {
        const value = numbers.export_dkk_thousand[at] as number;
        return Number.isNaN(value) ? Number.NaN : 100 * Number(value > 0);
      }),
  };
  const made = new Map<OutcomeName, Panel>();
  const isMissing = (values: Float64Array): boolean => values.length === size && values.every(Number.isNaN);
  let missing = Object.values(numbers).find(isMissing);
  /** Outcomes that nobody has share one array, with columns that nobody has: it can be a large one. */
  const shared = (values: Float64Array): Float64Array => {
    if (!isMissing(values)) return values;
    missing ??= values;
    return missing;
  };
  return {
    losses,
    isDeflated,
    get: (name) => {
      const known = made.get(name);
      if (known !== undefined) return known;
      const { winsorise_pct: percent } = settings;
      const values = makers[name]();
      const outcome = percent === 0 ? values : (winsorise(values, steps, [percent])[0] as Float64Array);
      const panelOf = { units: panel.firms, periods: years, outcome: shared(outcome) };
      made.set(name, panelOf);
      return panelOf;
    },
  };
}
