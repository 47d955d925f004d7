import { readYears, type YearFacts } from '../../accounts/figures/domain.ts';
import { figuresOf, prepareFigures } from '../../accounts/figures/index.ts';
import { dimensionsOf, figureOf, noData } from '../../accounts/figures/measure.ts';
import { missingReason } from '../../accounts/figures/missing.ts';
import type { Figure } from '../../contract/figure.ts';
import type { Catalogue, Indicator } from '../../contract/indicator.ts';
import type { Store } from '../../store/store.ts';
import { type SurveyParameters, surveyFigures } from './survey.ts';

/** The study's figures of an indicator; totals without a value where it gave none. */
function studyOf(indicator: Indicator, figures: readonly Figure[], years: readonly YearFacts[]): readonly Figure[] {
  if (figures.length > 0) return figures;
  return indicator.measures.flatMap((measure) =>
    years.map((facts) => {
      const reason = missingReason(indicator, facts, [], []) ?? 'NOT_ESTIMATED';
      return figureOf(indicator, measure, facts.year, dimensionsOf([], []), noData(reason));
    }),
  );
}

/** Figures of the effect study by indicator; throws where one names an indicator that is not the study's. */
function studyByIndicator(catalogue: Catalogue, figures: readonly Figure[]): ReadonlyMap<string, readonly Figure[]> {
  const known = new Set(catalogue.filter(({ estimator }) => estimator === 'effect').map(({ id }) => id));
  const stranger = figures.find(({ indicator }) => !known.has(indicator));
  if (stranger !== undefined) throw new Error(`The effect study gave a figure of ${stranger.indicator}.`);
  return new Map([...known].map((id) => [id, figures.filter(({ indicator }) => indicator === id)]));
}

/**
 * Every figure of an edition in the order of the catalogue: those of contributions, of the survey, and the given ones of the
 * effect study, which may still be under way. Needs the accounts tables.
 */
export async function computeAllFigures(
  store: Store,
  catalogue: Catalogue,
  parameters: SurveyParameters,
  effectFigures: Promise<readonly Figure[]> | readonly Figure[] = [],
): Promise<readonly Figure[]> {
  await prepareFigures(store);
  const years = await readYears(store);
  const computed = new Map<string, readonly Figure[]>();
  for (const indicator of catalogue)
    if (indicator.estimator === 'survey')
      computed.set(indicator.id, await surveyFigures(store, indicator, years, parameters));
    else if (indicator.estimator === 'contributions')
      computed.set(indicator.id, await figuresOf(store, indicator, years, parameters));
  const study = studyByIndicator(catalogue, await effectFigures);
  return catalogue.flatMap(
    (indicator) => computed.get(indicator.id) ?? studyOf(indicator, study.get(indicator.id) ?? [], years),
  );
}
