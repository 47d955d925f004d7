import type { StudySettings } from '../../contract/study.ts';
import { logInterval } from '../../estimate/effect/ratio/interval.ts';
import { type MantelHaenszel, mantelHaenszel } from '../../estimate/effect/ratio/mantel-haenszel.ts';
import { comparePaired, type PairedComparison, type PairedCounts } from '../../estimate/effect/ratio/paired.ts';
import { poissonRatio } from '../../estimate/effect/ratio/regression.ts';
import {
  type Comparison,
  compareUnpaired,
  type OutcomeTable,
  type UnpairedComparison,
} from '../../estimate/effect/ratio/unpaired.ts';
import { matrixOfColumns } from '../../estimate/numeric/matrix.ts';
import type { Store } from '../../store/store.ts';
import { CHUNK_ROWS, eachChunk, type TextColumn } from './columns.ts';
import { type MatchedSample, matchPopulation, scorePopulation } from './match.ts';
import type { RegisterPanel } from './panel.ts';
import { type FlowStep, makePopulation, type Population } from './population.ts';
import type { Treatment } from './treatment.ts';

interface Period {
  readonly from: number;
  readonly to: number;
}

/** Companies of the innovation survey with answers for a period before and a period after. */
export interface InnovationAnswers {
  readonly before: Period;
  readonly after: Period;
  /** By company of the panel: 1 innovative, 0 not, -1 no answer. Innovative: a product or a process innovation. */
  readonly innovativeBefore: Int8Array;
  readonly innovativeAfter: Int8Array;
  readonly weight: Float64Array;
}

/** The latest two periods of the survey that do not overlap; null where there are none. */
export async function readInnovation(store: Store, panel: RegisterPanel): Promise<InnovationAnswers | null> {
  const periods = await store.rows<Period>(
    `SELECT DISTINCT period_from::INTEGER AS "from", period_to::INTEGER AS "to" FROM accounts.innovation
     WHERE period_to IS NOT NULL ORDER BY "to" DESC, "from" DESC`,
  );
  const [after] = periods;
  const before = after === undefined ? undefined : periods.find(({ to }) => to < after.from);
  if (after === undefined || before === undefined) return null;
  const innovativeBefore = new Int8Array(panel.firms).fill(-1);
  const innovativeAfter = new Int8Array(panel.firms).fill(-1);
  const weight = new Float64Array(panel.firms).fill(1);
  const firms = new Int32Array(CHUNK_ROWS);
  await eachChunk(
    store,
    `SELECT i.company_id, (i.period_to = ${after.to})::SMALLINT, coalesce(i.product_innovative OR i.process_innovative, false)::SMALLINT,
       coalesce(i.weight::DOUBLE, 'nan'::DOUBLE)
     FROM accounts.innovation AS i
     WHERE i.company_id IS NOT NULL AND i.period_to IN (${before.to}, ${after.to}) AND coalesce(i.product_innovative, i.process_innovative) IS NOT NULL
     ORDER BY i.company_id, i.period_to`,
    ([isAfter, isInnovative, ownWeight], rows, [id]) => {
      panel.findFirms(id as TextColumn, rows, firms);
      for (let row = 0; row < rows; row++) {
        const own = firms[row] as number;
        if (own === -1) continue;
        (isAfter?.[row] === 1 ? innovativeAfter : innovativeBefore)[own] = isInnovative?.[row] as number;
        if (isAfter?.[row] === 1 && !Number.isNaN(ownWeight?.[row])) weight[own] = ownWeight?.[row] as number;
      }
    },
  );
  return { before, after, innovativeBefore, innovativeAfter, weight };
}

/** Members against others in becoming innovative, in every way that is printed together. */
export interface InnovationComparison {
  readonly pairs: number;
  readonly counts: PairedCounts;
  readonly paired: PairedComparison;
  /** The same companies with the pairing set aside; holds the odds ratio that compares groups, not pairs. */
  readonly unpaired: UnpairedComparison;
  /** Survey weights on both sides, errors clustered on pairs. */
  readonly weighted: Comparison;
}

/** Weighted innovation rates of the later period, and how many answers of one weight each side is worth (Kish). */
interface CrossSection {
  readonly treated: number;
  readonly others: number;
  readonly ratio: Comparison;
  /** Participants that answered. */
  readonly treatedAnswers: number;
  readonly effectiveTreated: number;
  readonly effectiveOthers: number;
}

export interface InnovationStudy {
  readonly answers: InnovationAnswers;
  readonly population: Population;
  readonly sample: MatchedSample;
  readonly all: InnovationComparison | null;
  readonly sme: InnovationComparison | null;
  /** All companies that were not innovative, not matched: by exact stratum (Mantel-Haenszel). */
  readonly stratified: MantelHaenszel | null;
  /** Ratio of innovation rates of everybody in the later period: what "four times" is not. */
  readonly rates: CrossSection | null;
  readonly flow: readonly FlowStep[];
}

/** Compares the pairs that pass; null where fewer than two pairs remain. */
function compare(
  { innovativeAfter, weight }: InnovationAnswers,
  { pairs }: MatchedSample,
  isKept: (at: number) => boolean,
  level: number,
): InnovationComparison | null {
  const counts = { both: 0, treatedOnly: 0, controlOnly: 0, neither: 0 };
  const table = { treatedYes: 0, treatedNo: 0, controlYes: 0, controlNo: 0 };
  const rows: { treated: number; outcome: number; pair: number; weight: number }[] = [];
  pairs.treated.forEach((unit, at) => {
    if (!isKept(at)) return;
    const control = pairs.control[at] as number;
    const own = innovativeAfter[unit] === 1;
    const other = innovativeAfter[control] === 1;
    counts[own ? (other ? 'both' : 'treatedOnly') : other ? 'controlOnly' : 'neither']++;
    table[own ? 'treatedYes' : 'treatedNo']++;
    table[other ? 'controlYes' : 'controlNo']++;
    rows.push({ treated: 1, outcome: Number(own), pair: at, weight: weight[unit] as number });
    rows.push({ treated: 0, outcome: Number(other), pair: at, weight: weight[control] as number });
  });
  if (rows.length < 4) return null;
  const design = matrixOfColumns([rows.map(() => 1), rows.map(({ treated }) => treated)]);
  const ratio = poissonRatio(
    design,
    rows.map(({ outcome }) => outcome),
    1,
    {
      clusters: rows.map(({ pair }) => pair),
      weights: rows.map((row) => row.weight),
    },
  );
  return {
    pairs: rows.length / 2,
    counts,
    paired: comparePaired(counts, level),
    unpaired: compareUnpaired(table, level),
    weighted: { estimate: ratio.ratio, ...logInterval(ratio.ratio, ratio.standardErrorOfLog, level) },
  };
}

/** Two by two tables of all scored companies by exact stratum. */
function strataTables({ innovativeAfter }: InnovationAnswers, { firm, treated, stratum }: Population): OutcomeTable[] {
  const tables = new Map<number, { -readonly [Key in keyof OutcomeTable]: OutcomeTable[Key] }>();
  firm.forEach((own, k) => {
    const code = stratum[k] as number;
    const table = tables.get(code) ?? { treatedYes: 0, treatedNo: 0, controlYes: 0, controlNo: 0 };
    tables.set(code, table);
    const isYes = innovativeAfter[own] === 1;
    table[treated[k] === 1 ? (isYes ? 'treatedYes' : 'treatedNo') : isYes ? 'controlYes' : 'controlNo']++;
  });
  return [...tables].sort(([a], [b]) => a - b).map(([, table]) => table);
}

/**
 * Innovation rates of the later period, treated against those who never took part, weighted; their ratio with Katz's interval
 * (Katz et al. 1978) on the numbers of answers of one weight that each side is worth (Kish).
 */
export function crossSection(answers: InnovationAnswers, treatment: Treatment, level: number): CrossSection | null {
  const side = () => ({ answers: 0, yes: 0, all: 0, squares: 0 });
  const sums = { treated: side(), others: side() };
  answers.innovativeAfter.forEach((value, firm) => {
    if (value === -1) return;
    const entry = treatment.entry[firm] as number;
    const own =
      entry > 0 && entry <= answers.after.to ? sums.treated : treatment.firstPart[firm] === 0 ? sums.others : null;
    if (own === null) return;
    const weight = answers.weight[firm] as number;
    own.answers++;
    own.yes += weight * value;
    own.all += weight;
    own.squares += weight * weight;
  });
  const [treated, others] = [sums.treated.yes / sums.treated.all, sums.others.yes / sums.others.all];
  if (!Number.isFinite(treated) || !(others > 0)) return null;
  const [effectiveTreated, effectiveOthers] = [sums.treated, sums.others].map(
    ({ all, squares }) => all ** 2 / squares,
  ) as [number, number];
  const errorOfLog = Math.sqrt(
    (1 - treated) / (effectiveTreated * treated) + (1 - others) / (effectiveOthers * others),
  );
  const estimate = treated / others;
  return {
    treated,
    others,
    ratio: { estimate, ...logInterval(estimate, errorOfLog, level) },
    treatedAnswers: sums.treated.answers,
    effectiveTreated,
    effectiveOthers,
  };
}

/**
 * Becoming innovative: companies that were not innovative in the earlier period of the survey, those that entered after it
 * against matched companies that never took part. Covariates are those of the earlier period's last year.
 */
export function studyInnovation(
  panel: RegisterPanel,
  treatment: Treatment,
  productivity: Float64Array,
  answers: InnovationAnswers,
  settings: StudySettings,
  options: { readonly seed: number; readonly level: number; readonly smeBands: number },
): InnovationStudy {
  const own: StudySettings = {
    ...settings,
    base_year: answers.before.to,
    entry_years: [answers.before.to + 1, answers.after.to],
    replace: false,
    ratio: 1,
  };
  const population = makePopulation(panel, treatment, productivity, own, (firm) => {
    if (answers.innovativeBefore[firm] === -1 || answers.innovativeAfter[firm] === -1)
      return 'not_in_innovation_survey';
    return answers.innovativeBefore[firm] === 1 ? 'innovative_before' : null;
  });
  const sample = matchPopulation(population, scorePopulation(panel, population, productivity, own), own, options.seed);
  const isSme = (at: number): boolean =>
    (population.sizeBand[sample.pairRows.treated[at] as number] as number) < options.smeBands;
  const tables = strataTables(answers, population);
  return {
    answers,
    population,
    sample,
    all: compare(answers, sample, () => true, options.level),
    sme: compare(answers, sample, isSme, options.level),
    stratified: tables.length === 0 ? null : mantelHaenszel(tables, options.level),
    rates: crossSection(answers, treatment, options.level),
    flow: population.flow,
  };
}
