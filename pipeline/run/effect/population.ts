import type { StudySettings } from '../../contract/study.ts';
import { type BaseRows, covariateCheck, sizeBand } from './covariates.ts';
import type { RegisterPanel } from './panel.ts';
import type { Treatment } from './treatment.ts';

/** A step on the way from the register to the estimate: how many companies it left out, or how many stayed. */
export interface FlowStep {
  readonly side: 'treated' | 'donor';
  readonly step: string;
  readonly isExclusion: boolean;
  readonly companies: number;
}

/** Everyone who is scored: a row a treated company, and a row a donor and cohort. */
export interface Population extends BaseRows {
  readonly treated: Uint8Array;
  /** Year of entry of the cohort; 0 where all cohorts share one base year. */
  readonly cohort: Int32Array;
  /** Year of entry: a treated company's own, a donor's cohort's; 0 for donors where cohorts share one base year. */
  readonly entry: Int32Array;
  /** Code of the exact stratum, without the cohort; -1 where a part is not known. */
  readonly stratum: Int32Array;
  /** Codes of what a pair must differ in. */
  readonly unlike: readonly Int32Array[];
  readonly sizeBand: Int8Array;
  readonly flow: readonly FlowStep[];
}

type Verdict =
  | 'fit'
  | 'not_alive_when_listed'
  | 'no_row_in_base_year'
  | 'outcome_not_usable'
  | 'covariate_missing'
  | 'size_unknown';

/** Can a company be scored on a base year, and if not, why? */
type Judge = (firm: number, step: number, cohort: number) => Verdict;

function judgeOf(
  panel: RegisterPanel,
  { firstListYear }: Treatment,
  productivity: Float64Array,
  settings: StudySettings,
): Judge {
  const { isPresent, years } = panel;
  const steps = years.length;
  const hasCovariates = covariateCheck(settings.covariates, panel, productivity);
  const needsSize = settings.exact.includes('size_band');
  const listedSteps = new Map<number, number>();
  const listedStep = (cohort: number): number => {
    const known = listedSteps.get(cohort);
    if (known !== undefined) return known;
    const step = cohort === 0 ? -1 : years.indexOf(Math.max(cohort, firstListYear));
    listedSteps.set(cohort, step);
    return step;
  };
  return (firm, step, cohort) => {
    const at = firm * steps + step;
    const listed = settings.alive_when_listed ? listedStep(cohort) : -1;
    if (listed >= 0 && isPresent[firm * steps + listed] === 0) return 'not_alive_when_listed';
    if (isPresent[at] === 0) return 'no_row_in_base_year';
    if (!Number.isFinite(productivity[at])) return 'outcome_not_usable';
    if (!hasCovariates(firm, at)) return 'covariate_missing';
    if (needsSize && sizeBand(panel, settings, at) < 0) return 'size_unknown';
    return 'fit';
  };
}

/** Counts by reason, in the order in which reasons first occur in `order`. */
function tally(order: readonly string[]): {
  readonly add: (reason: string) => void;
  readonly steps: (side: FlowStep['side']) => FlowStep[];
} {
  const counts = new Map(order.map((reason) => [reason, 0]));
  return {
    add: (reason) => counts.set(reason, (counts.get(reason) ?? 0) + 1),
    steps: (side) =>
      [...counts]
        .filter(([, companies]) => companies > 0)
        .map(([step, companies]) => ({ side, step, isExclusion: true, companies })),
  };
}

const REASONS: readonly Verdict[] = [
  'not_alive_when_listed',
  'no_row_in_base_year',
  'outcome_not_usable',
  'covariate_missing',
  'size_unknown',
];

/** Step of the panel whose covariates count for a cohort; -1 where the panel does not have it. */
const baseStep = (panel: RegisterPanel, settings: StudySettings, cohort: number): number =>
  panel.years.indexOf(settings.base_year === 'before_entry' ? cohort - 1 : settings.base_year);

/** A further reason for which a company cannot be studied; null where there is none. */
export type Screen = (firm: number) => 'not_in_innovation_survey' | 'innovative_before' | null;

/**
 * Who may be compared: those that never took part, or those that had not yet when they were compared from, whatever they did
 * later. Who is gone cannot take part any more, so of survival only the second makes a fair comparison.
 */
export type DonorRule = 'never' | 'not_yet';

/** Why a company cannot be compared with a cohort: it, or a company of its group, takes part. */
function participationOf(
  panel: RegisterPanel,
  { firstPart, firstListYear }: Treatment,
  rule: DonorRule,
): (firm: number, cohort: number) => 'takes_part' | 'group_takes_part' | null {
  const firstOfGroup = new Int32Array(firstPart.length);
  for (let firm = 0; firm < firstPart.length; firm++) {
    const [year, group] = [firstPart[firm] as number, panel.group[firm] as number];
    const first = firstOfGroup[group] as number;
    if (year > 0 && (first === 0 || year < first)) firstOfGroup[group] = year;
  }
  return (firm, cohort) => {
    const limit = rule === 'never' || cohort === 0 ? Number.POSITIVE_INFINITY : Math.max(cohort, firstListYear);
    const takesPart = (first: number): boolean => first > 0 && first <= limit;
    if (takesPart(firstPart[firm] as number)) return 'takes_part';
    return takesPart(firstOfGroup[panel.group[firm] as number] as number) ? 'group_takes_part' : null;
  };
}

/** Collects rows in arrays that double where they are full. */
function populationRows(expected: number) {
  let columns = {
    firm: new Int32Array(expected),
    step: new Int16Array(expected),
    treated: new Uint8Array(expected),
    cohort: new Int32Array(expected),
  };
  let size = 0;
  const resized = <Target extends Int32Array | Int16Array | Uint8Array>(old: Target, target: Target): Target => {
    target.set(old.subarray(0, Math.min(size, target.length)));
    return target;
  };
  const resize = (length: number): void => {
    columns = {
      firm: resized(columns.firm, new Int32Array(length)),
      step: resized(columns.step, new Int16Array(length)),
      treated: resized(columns.treated, new Uint8Array(length)),
      cohort: resized(columns.cohort, new Int32Array(length)),
    };
  };
  return {
    add: (firm: number, step: number, treated: 0 | 1, cohort: number): void => {
      if (size === columns.firm.length) resize(2 * size + 1);
      columns.firm[size] = firm;
      columns.step[size] = step;
      columns.treated[size] = treated;
      columns.cohort[size++] = cohort;
    },
    finish: () => {
      resize(size);
      return columns;
    },
  };
}

type Rows = ReturnType<typeof populationRows>;

/** What decides who is studied. */
interface Rules {
  readonly panel: RegisterPanel;
  readonly treatment: Treatment;
  readonly settings: StudySettings;
  readonly judge: Judge;
  readonly screen: Screen;
}

/** Adds the treated companies that can be studied; gives how many, their cohorts, and why the others cannot. */
function addTreated(rows: Rows, { panel, treatment, settings, judge, screen }: Rules) {
  const { entry } = treatment;
  const [firstEntry, lastEntry] = settings.entry_years ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const lastYear = panel.years.at(-1) as number;
  const lost = tally(['outside_entry_years', 'no_year_before_entry', 'entry_after_register', ...REASONS]);
  const cohorts = new Set<number>();
  let studied = 0;
  const verdictOf = (firm: number, year: number, step: number): string => {
    if (year < firstEntry || year > lastEntry) return 'outside_entry_years';
    if (year > lastYear) return 'entry_after_register';
    if (step < 0 || (panel.years[step] as number) >= year) return 'no_year_before_entry';
    return screen(firm) ?? judge(firm, step, cohortOf(year));
  };
  const cohortOf = (year: number): number => (settings.base_year === 'before_entry' ? year : 0);
  for (let firm = 0; firm < entry.length; firm++) {
    const year = entry[firm] as number;
    if (year === 0) continue;
    const step = baseStep(panel, settings, year);
    const verdict = verdictOf(firm, year, step);
    if (verdict !== 'fit') {
      lost.add(verdict);
      continue;
    }
    studied++;
    cohorts.add(cohortOf(year));
    rows.add(firm, step, 1, cohortOf(year));
  }
  return { studied, cohorts: [...cohorts].sort((a, b) => a - b), flow: lost.steps('treated') };
}

/** Adds a row a cohort of every company that may be compared; gives how many companies, and why the others may not. */
function addDonors(
  rows: Rows,
  { panel, treatment, settings, judge, screen }: Rules,
  rule: DonorRule,
  cohorts: number[],
) {
  const { entry } = treatment;
  const takesPart = participationOf(panel, treatment, rule);
  const lost = tally(['takes_part', 'group_takes_part', ...REASONS]);
  const steps = cohorts.map((cohort) => baseStep(panel, settings, cohort));
  let companies = 0;
  for (let firm = 0; firm < entry.length; firm++) {
    if (rule === 'never' && (entry[firm] as number) > 0) continue;
    const screened = screen(firm);
    let verdict: string | null = null;
    let isFit = false;
    for (let k = 0; k < cohorts.length; k++) {
      const cohort = cohorts[k] as number;
      const own = takesPart(firm, cohort) ?? screened ?? judge(firm, steps[k] as number, cohort);
      if (own === 'fit') {
        rows.add(firm, steps[k] as number, 0, cohort);
        isFit = true;
      } else if (verdict === null || verdict === 'no_row_in_base_year') verdict = own;
    }
    if (isFit) companies++;
    else lost.add(verdict ?? takesPart(firm, 0) ?? screened ?? 'no_row_in_base_year');
  }
  return { companies, flow: lost.steps('donor') };
}

/** Who is studied and who may be compared, and why the others are not. Donors never took part, nor did their group. */
export function makePopulation(
  panel: RegisterPanel,
  treatment: Treatment,
  productivity: Float64Array,
  settings: StudySettings,
  screen: Screen = () => null,
  donorRule: DonorRule = 'never',
): Population {
  const { entry, treatedInAccounts, foreign, notInRegister } = treatment;
  const rules = { panel, treatment, settings, judge: judgeOf(panel, treatment, productivity, settings), screen };
  const rows = populationRows(entry.length);
  const treatedSide = addTreated(rows, rules);
  const donorSide = addDonors(rows, rules, donorRule, treatedSide.cohorts);
  const { firm, step, treated, cohort } = rows.finish();
  const bands = new Int8Array(firm.length);
  const entryOfRow = new Int32Array(firm.length);
  for (let k = 0; k < bands.length; k++) {
    bands[k] = sizeBand(panel, settings, (firm[k] as number) * panel.years.length + (step[k] as number));
    entryOfRow[k] = treated[k] === 1 ? (entry[firm[k] as number] as number) : (cohort[k] as number);
  }
  const inRegister = treatedInAccounts - foreign - notInRegister;
  const kept = (side: FlowStep['side'], name: string, companies: number): FlowStep => ({
    side,
    step: name,
    isExclusion: false,
    companies,
  });
  const excluded = (name: string, companies: number): FlowStep[] =>
    companies === 0 ? [] : [{ side: 'treated', step: name, isExclusion: true, companies }];
  return {
    firm,
    step,
    treated,
    cohort,
    entry: entryOfRow,
    stratum: strataOf(panel, settings, settings.exact, firm, step, bands),
    unlike: unlikeOf(panel, settings, firm, step, bands),
    sizeBand: bands,
    flow: [
      kept('treated', 'in_accounts', treatedInAccounts),
      ...excluded('foreign', foreign),
      ...excluded('not_in_register', notInRegister),
      kept('treated', 'in_register', inRegister),
      ...treatedSide.flow,
      kept('treated', 'scored', treatedSide.studied),
      kept('donor', 'in_register', panel.firms - inRegister),
      ...donorSide.flow,
      kept('donor', 'scored', donorSide.companies),
    ],
  };
}

/** The same population with other strata, and other codes that pairs must differ in. */
export const withStrata = (panel: RegisterPanel, population: Population, settings: StudySettings): Population => ({
  ...population,
  stratum: strataOf(panel, settings, settings.exact, population.firm, population.step, population.sizeBand),
  unlike: unlikeOf(panel, settings, population.firm, population.step, population.sizeBand),
});

const unlikeOf = (
  panel: RegisterPanel,
  settings: StudySettings,
  firm: Int32Array,
  step: Int16Array,
  bands: Int8Array,
): Int32Array[] => (settings.antiexact ?? []).map((name) => strataOf(panel, settings, [name], firm, step, bands));

/** Numbers the combinations of what is named. */
function strataOf(
  panel: RegisterPanel,
  settings: StudySettings,
  names: StudySettings['exact'],
  firm: Int32Array,
  step: Int16Array,
  bands: Int8Array,
): Int32Array {
  const { industry, region, years } = panel;
  const width = 1 + settings.size_bands.length;
  const codes = new Int32Array(firm.length);
  for (let k = 0; k < codes.length; k++) {
    const at = (firm[k] as number) * years.length + (step[k] as number);
    let code = 0;
    if (names.includes('industry')) code = industry.codes[at] as number;
    if (names.includes('region')) code = code * region.levels.length + (region.codes[at] as number);
    if (names.includes('size_band')) code = code * width + (bands[k] as number);
    codes[k] = code;
  }
  return codes;
}
