import { type Contributions, contributionsOf } from '../../accounts/figures/contributions.ts';
import { readYears, type YearFacts } from '../../accounts/figures/domain.ts';
import { figuresFrom, prepareFigures } from '../../accounts/figures/index.ts';
import { dimensionsOf, figureOf, noData } from '../../accounts/figures/measure.ts';
import { missingReason } from '../../accounts/figures/missing.ts';
import type { Figure } from '../../contract/figure.ts';
import type { Catalogue, Indicator } from '../../contract/indicator.ts';
import type { Store } from '../../store/store.ts';
import { type Asked, askedOf, type SurveyParameters, surveyFigures } from './survey.ts';

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

/** Reads what the next item needs while the one before is made: DuckDB works on threads of its own. */
async function inStep<Item, Read, Made>(
  items: readonly Item[],
  read: (item: Item) => Promise<Read>,
  make: (item: Item, read: Read) => Promise<Made>,
): Promise<Made[]> {
  const made: Made[] = [];
  const [first] = items;
  let next = first === undefined ? null : read(first);
  for (const [index, item] of items.entries()) {
    const current = (await next) as Read;
    const following = items[index + 1];
    next = following === undefined ? null : read(following);
    // A fault of reading ahead is thrown where it is awaited.
    next?.catch(() => {});
    made.push(await make(item, current));
  }
  return made;
}

/** What the SELECT of an indicator gave. */
type Read = { readonly kind: 'asked'; readonly asked: Asked } | { readonly kind: 'rows'; readonly rows: Contributions };

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
  const own = catalogue.filter(({ estimator }) => estimator !== 'effect');
  const made = await inStep(
    own,
    async (indicator): Promise<Read> =>
      indicator.estimator === 'survey'
        ? { kind: 'asked', asked: await askedOf(store, indicator, parameters) }
        : { kind: 'rows', rows: await contributionsOf(store, indicator, parameters) },
    async (indicator, read) =>
      read.kind === 'asked'
        ? surveyFigures(indicator, read.asked, years, parameters)
        : figuresFrom(indicator, read.rows, years),
  );
  const computed = new Map(own.map(({ id }, index) => [id, made[index] as readonly Figure[]]));
  const study = studyByIndicator(catalogue, await effectFigures);
  return catalogue.flatMap(
    (indicator) => computed.get(indicator.id) ?? studyOf(indicator, study.get(indicator.id) ?? [], years),
  );
}
