import type { Finding } from '../../contract/finding.ts';
import type { Parameters } from '../../contract/parameters.ts';
import type { StudySettings } from '../../contract/study.ts';
import type { Balance } from '../../estimate/effect/balance/balance.ts';
import type { Store } from '../../store/store.ts';
import { estimatePairs, type PairEstimate, selectPairs } from './estimate.ts';
import { effectFindings } from './findings.ts';
import { type InnovationStudy, readInnovation, studyInnovation } from './innovation.ts';
import { balanceTable, type MatchedSample, matchPopulation, scorePopulation } from './match.ts';
import { makeOutcomes, type OutcomeName, type Outcomes } from './outcomes.ts';
import { type RegisterPanel, readPanel } from './panel.ts';
import { type FlowStep, makePopulation, type Population } from './population.ts';
import { releaseFreed } from './release.ts';
import { readTreatment, type Treatment } from './treatment.ts';

/** Outcomes whose effects are estimated, in the order in which they are told. */
export const STUDY_OUTCOMES: readonly OutcomeName[] = [
  'log_productivity',
  'tfp',
  'log_fte',
  'fte',
  'log_turnover',
  'turnover',
  'export_share',
  'exporter',
];

/** Pairs of small and medium-sized companies, of larger ones, and all. */
export type Segment = 'sme' | 'large' | 'all';

/** Everything that figures, tables and texts of the study are made of. Company numbers stand in it: it must not be published. */
export interface EffectStudy {
  readonly settings: StudySettings;
  readonly seed: number;
  readonly level: number;
  readonly panel: RegisterPanel;
  readonly treatment: Treatment;
  readonly outcomes: Outcomes;
  readonly population: Population;
  readonly sample: MatchedSample;
  readonly balance: { readonly before: readonly Balance[]; readonly after: readonly Balance[] };
  readonly flow: readonly FlowStep[];
  readonly estimates: ReadonlyMap<OutcomeName, Readonly<Record<Segment, PairEstimate>>>;
  readonly innovation: InnovationStudy | null;
  readonly findings: readonly Finding[];
  /** Bands below this number are small and medium-sized. */
  readonly smeBands: number;
}

/** Settings of the study file, completed by the parameters of the accounts. */
export function completeSettings(settings: StudySettings, parameters: Parameters): StudySettings {
  return {
    ...settings,
    sme_limit: settings.sme_limit ?? parameters.sme_limit,
    seed: settings.seed ?? parameters.seed,
  };
}

/** Runs the study on `accounts.*`: who, matched with whom, with what effect. */
export async function runStudy(store: Store, given: StudySettings, parameters: Parameters): Promise<EffectStudy> {
  const settings = completeSettings(given, parameters);
  const seed = settings.seed ?? 0;
  const level = parameters.confidence_level;
  await releaseFreed(store);
  const panel = await readPanel(store);
  const treatment = await readTreatment(store, panel, settings.treatment);
  await releaseFreed(store);
  const outcomes = await makeOutcomes(store, panel, settings);
  const productivity = outcomes.get('log_productivity').outcome;
  const population = makePopulation(panel, treatment, productivity, settings);
  const sample = matchPopulation(
    population,
    scorePopulation(panel, population, productivity, settings),
    settings,
    seed,
  );
  const smeBands = settings.size_bands.filter((limit) => limit <= (settings.sme_limit ?? 50)).length;
  const estimates = new Map(
    STUDY_OUTCOMES.map((name) => [
      name,
      estimateSegments(outcomes, name, sample, population, treatment, settings, level, smeBands),
    ]),
  );
  const answers = await readInnovation(store, panel);
  const innovation =
    answers === null
      ? null
      : studyInnovation(panel, treatment, productivity, answers, settings, { seed, level, smeBands });
  await releaseFreed(store);
  const study = {
    settings,
    seed,
    level,
    panel,
    treatment,
    outcomes,
    population,
    sample,
    balance: balanceTable(population, sample),
    flow: [...population.flow, ...matchFlow(population, sample)],
    estimates,
    innovation,
    smeBands,
  };
  return { ...study, findings: effectFindings(study) };
}

function estimateSegments(
  outcomes: Outcomes,
  name: OutcomeName,
  { pairs, pairRows }: MatchedSample,
  population: Population,
  treatment: Treatment,
  settings: StudySettings,
  level: number,
  smeBands: number,
): Readonly<Record<Segment, PairEstimate>> {
  const panel = outcomes.get(name);
  const isSme = (at: number): boolean => (population.sizeBand[pairRows.treated[at] as number] as number) < smeBands;
  const on = (isKept: (treated: number, at: number) => boolean): PairEstimate =>
    estimatePairs(panel, selectPairs(pairs, isKept), treatment.entry, settings, level);
  return { sme: on((_unit, at) => isSme(at)), large: on((_unit, at) => !isSme(at)), all: on(() => true) };
}

/** Treated companies without a control, by reason, and how many pairs there are. */
function matchFlow({ treated }: Population, { unmatched, matches, pairs }: MatchedSample): FlowStep[] {
  const step = (side: FlowStep['side'], name: string, companies: number, isExclusion: boolean): FlowStep => ({
    side,
    step: name,
    isExclusion,
    companies,
  });
  const lost = Object.entries(unmatched).filter(([, companies]) => companies > 0);
  const matched = matches.reasons.filter((reason) => reason === 'matched').length;
  return [
    ...lost.map(([reason, companies]) => step('treated', reason, companies, true)),
    step('treated', 'matched', matched, false),
    step('donor', 'matched', new Set(pairs.control).size, false),
  ].filter(({ companies }) => companies > 0 || treated.length > 0);
}
