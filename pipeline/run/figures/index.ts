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

/** DuckDB shares a table among threads by groups of so many rows; on smaller ones a second thread only costs. */
const ROW_GROUP = 122_880;

/** Does work on one thread of DuckDB where no list of participants is large enough for more. */
async function onThreadsThatPay<Result>(store: Store, work: () => Promise<Result>): Promise<Result> {
  const [size] = await store.rows<{ rows: number; threads: number }>(
    "SELECT count(*)::DOUBLE AS rows, current_setting('threads')::INTEGER AS threads FROM accounts.membership",
  );
  if (size === undefined || size.rows > ROW_GROUP) return work();
  await store.run('SET threads = 1');
  try {
    return await work();
  } finally {
    await store.run(`SET threads = ${size.threads}`);
  }
}

/** What the SELECT of an indicator gave. */
type Read = { readonly kind: 'asked'; readonly asked: Asked } | { readonly kind: 'rows'; readonly rows: Contributions };

/** The given figures of the effect study, of every indicator that is the study's. Needs `prepareFigures`. */
export async function figuresOfStudy(
  store: Store,
  catalogue: Catalogue,
  figures: readonly Figure[],
): Promise<readonly Figure[]> {
  const years = await readYears(store);
  const study = studyByIndicator(catalogue, figures);
  return catalogue
    .filter(({ id }) => study.has(id))
    .flatMap((indicator) => studyOf(indicator, study.get(indicator.id) ?? [], years));
}

/**
 * Every figure of an edition in the order of the catalogue: those of contributions, of the survey, and the given ones of the
 * effect study. Needs the accounts tables; makes those of `prepareFigures`.
 */
export async function computeAllFigures(
  store: Store,
  catalogue: Catalogue,
  parameters: SurveyParameters,
  effectFigures: readonly Figure[] = [],
): Promise<readonly Figure[]> {
  return onThreadsThatPay(store, async () => {
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
    const study = studyByIndicator(catalogue, effectFigures);
    return catalogue.flatMap(
      (indicator) => computed.get(indicator.id) ?? studyOf(indicator, study.get(indicator.id) ?? [], years),
    );
  });
}
