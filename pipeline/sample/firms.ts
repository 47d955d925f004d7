import { companyNumbers } from './identifiers.ts';
import { INDUSTRIES, type Industry } from './industries.ts';
import { PLACES } from './places.ts';
import { randomStream } from './random.ts';

export const FIRST_PANEL_YEAR = 2006;
export const LAST_PANEL_YEAR = 2013;
export const PANEL_YEARS = LAST_PANEL_YEAR - FIRST_PANEL_YEAR + 1;

/** Never: a year after every year of the sample. */
export const NEVER = 9999;

export const LEGAL_FORMS = ['10', '30', '60', '80'] as const;

/** The made-up companies, column by column; a company is its index, and indexes ascend with the company numbers. */
export interface Firms {
  readonly seed: number;
  readonly count: number;
  readonly numbers: Int32Array;
  readonly place: Uint8Array;
  readonly industry: Uint8Array;
  /** Index in LEGAL_FORMS. */
  readonly legalForm: Uint8Array;
  /** Log full-time equivalents in the first panel year. */
  readonly logSize: Float64Array;
  /** Yearly growth of log full-time equivalents that lasts. */
  readonly growth: Float64Array;
  /** Log productivity that lasts, relative to the industry. */
  readonly ability: Float64Array;
  readonly startYear: Int16Array;
  /** First year in which the company is gone. */
  readonly exitYear: Int16Array;
  /** Index of the head of the enterprise group; the company itself where it stands alone. */
  readonly groupHead: Int32Array;
}

export const industryOf = (firms: Firms, firm: number): Industry =>
  INDUSTRIES[firms.industry[firm] as number] as Industry;

/** Companies of the made-up register: attributes by independent draws, larger ones more often limited companies. */
export function makeFirms(seed: number, count: number): Firms {
  const random = randomStream(seed, 'firms');
  const places = PLACES.map((place) => place.weight);
  const industries = INDUSTRIES.map((industry) => industry.weight);
  const firms: Firms = {
    seed,
    count,
    numbers: companyNumbers(count, randomStream(seed, 'company numbers')),
    place: new Uint8Array(count),
    industry: new Uint8Array(count),
    legalForm: new Uint8Array(count),
    logSize: new Float64Array(count),
    growth: new Float64Array(count),
    ability: new Float64Array(count),
    startYear: new Int16Array(count),
    exitYear: new Int16Array(count),
    groupHead: new Int32Array(count),
  };
  for (let firm = 0; firm < count; firm += 1) {
    firms.place[firm] = random.weighted(places, firm, 1);
    firms.industry[firm] = random.weighted(industries, firm, 2);
    const logSize = Math.min(8.2, Math.max(0, 1.75 + 1.5 * random.normal(firm, 3)));
    firms.logSize[firm] = logSize;
    firms.growth[firm] = 0.008 + 0.018 * random.normal(firm, 4);
    firms.ability[firm] = 0.4 * random.normal(firm, 5);
    const age = Math.floor(-14 * Math.log(random.uniform(firm, 6)));
    firms.startYear[firm] = random.chance(0.22, firm, 7)
      ? FIRST_PANEL_YEAR + 1 + random.integer(PANEL_YEARS - 1, firm, 8)
      : Math.max(1890, FIRST_PANEL_YEAR - age);
    const lifetime = Math.floor(-40 * Math.log(random.uniform(firm, 9)));
    const exit = Math.max(FIRST_PANEL_YEAR, firms.startYear[firm] as number) + 1 + lifetime;
    firms.exitYear[firm] = exit > LAST_PANEL_YEAR + 1 ? NEVER : exit;
    firms.legalForm[firm] = random.weighted(
      logSize < 1.2 ? [45, 8, 7, 40] : logSize < 2.3 ? [16, 6, 22, 56] : [1, 1, 62, 36],
      firm,
      10,
    );
    const head = firm - 1 - random.integer(6, firm, 11);
    firms.groupHead[firm] = head >= 0 && random.chance(0.07, firm, 12) ? (firms.groupHead[head] as number) : firm;
  }
  return firms;
}
