import { collapseSmall, type SurveyDesign, surveyDesign } from '../../estimate/survey/index.ts';

/** Fewest answers of a weighting class; smaller strata are merged with a neighbour. */
const FEWEST_ANSWERS = 5;

/** Everyone who was asked in a year, as columns. */
export interface Asked {
  readonly strata: readonly string[];
  /** Units in the population of each row's stratum; NaN where the drop does not say. */
  readonly population: Float64Array;
  /** 1 for those who answered the question. */
  readonly answered: Uint8Array;
}

export interface WeightedAnswers {
  /** Rows of those who answered, in order. */
  readonly rows: Int32Array;
  readonly design: SurveyDesign;
  /** Strata of the draw, and classes they were merged to. */
  readonly strata: number;
  readonly classes: number;
  /** True where no population was delivered, so that those asked stand for themselves. */
  readonly isPopulationMissing: boolean;
}

interface Stratum {
  readonly population: number;
  readonly answers: number;
}

/** Population and answers of each stratum, in code-unit order of their names. */
function strataOf({ strata, population, answered }: Asked): ReadonlyMap<string, Stratum> {
  const byName = new Map<string, { population: number; asked: number; answers: number }>();
  strata.forEach((name, row) => {
    const stratum = byName.get(name) ?? { population: population[row] as number, asked: 0, answers: 0 };
    stratum.asked += 1;
    stratum.answers += answered[row] as number;
    byName.set(name, stratum);
  });
  return new Map(
    [...byName]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, { population: known, asked, answers }]) => [
        name,
        { population: Math.max(Number.isNaN(known) ? asked : known, answers), answers },
      ]),
  );
}

/** Class of each stratum: one nobody answered joins the stratum before it, then small ones are merged. */
function classesOf(answers: readonly number[]): readonly number[] {
  const first = Math.max(
    0,
    answers.findIndex((count) => count > 0),
  );
  let current = first;
  const home = answers.map((count, code) => {
    if (count > 0) current = code;
    return code < first ? first : current;
  });
  const { codes } = collapseSmall(answers, FEWEST_ANSWERS);
  return home.map((code) => codes[code] as number);
}

/**
 * Weights those who answered a question for all of the population: N/m in each weighting class, which is a stratum or, where
 * fewer than five answered, a stratum merged with its neighbours. The design carries the finite population correction.
 *
 * Null where nobody answered.
 */
export function weightAnswers(asked: Asked): WeightedAnswers | null {
  const strata = strataOf(asked);
  const codeOf = new Map([...strata.keys()].map((name, code) => [name, code]));
  const members = [...strata.values()];
  const classes = classesOf(members.map(({ answers }) => answers));
  const rows = Int32Array.from(asked.strata.flatMap((_, row) => (asked.answered[row] === 1 ? [row] : [])));
  if (rows.length === 0) return null;
  const number = new Map([...new Set(classes)].map((home, index) => [home, index]));
  const population = new Float64Array(number.size);
  members.forEach((stratum, code) => {
    const index = number.get(classes[code] as number) as number;
    population[index] = (population[index] as number) + stratum.population;
  });
  const stratum = rows.map(
    (row) => number.get(classes[codeOf.get(asked.strata[row] as string) as number] as number) as number,
  );
  return {
    rows,
    design: surveyDesign({ stratum, population }),
    strata: strata.size,
    classes: number.size,
    isPopulationMissing: asked.population.some(Number.isNaN),
  };
}
