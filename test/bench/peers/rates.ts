import {
  compareEstimates,
  type ProportionEstimate,
  type SurveyEstimate,
  surveyDesign,
  surveyProportion,
} from '../../../pipeline/estimate/survey/index.ts';

/** Answers of the survey, one element a respondent. */
export interface Answers {
  readonly cvr: readonly string[];
  /** Side (M member, R rest), region and size class. */
  readonly stratum: readonly string[];
  readonly population: readonly number[];
  readonly innovative: readonly number[];
}

/** Clusters and the companies in them, one element a membership. */
export interface Members {
  readonly cluster_id: readonly string[];
  readonly company_id: readonly string[];
}

/** Names in order, and for every respondent the position of its own. */
function coded(names: readonly string[]): { readonly names: readonly string[]; readonly codes: Int32Array } {
  const distinct = [...new Set(names)].sort();
  const place = new Map(distinct.map((name, at) => [name, at]));
  return { names: distinct, codes: Int32Array.from(names, (name) => place.get(name) as number) };
}

/** Weighted innovation rates by side and region, side and size, and cluster; members against the rest as a ratio. */
export function innovationRates({ cvr, stratum, population, innovative }: Answers, members: Members) {
  const strata = coded(stratum);
  const populations = new Float64Array(strata.names.length);
  strata.codes.forEach((code, i) => {
    populations[code] = population[i] as number;
  });
  const design = surveyDesign({ stratum: strata.codes, population: populations });
  const outcome = Float64Array.from(innovative);
  const domainOf = ({ codes }: { readonly codes: Int32Array }, at: number): Uint8Array =>
    Uint8Array.from(codes, (code) => Number(code === at));
  const rate = (domain: Uint8Array) => surveyProportion(design, outcome, { domain });
  const parts = strata.names.map((name) => name.split('-') as [side: string, region: string, size: string]);
  const grouped = (nameOf: (part: readonly [string, string, string]) => string) => {
    const names = parts.map(nameOf);
    return coded(Array.from(strata.codes, (code) => names[code] as string));
  };
  const sides = grouped(([side]) => side);
  const ofSides = sides.names.map((_, at) => rate(domainOf(sides, at))) as [ProportionEstimate, ProportionEstimate];
  const respondent = new Map(cvr.map((id, i) => [id, i]));
  const clusters = coded(members.cluster_id);
  const isIn = clusters.names.map(() => new Uint8Array(cvr.length));
  clusters.codes.forEach((cluster, row) => {
    const i = respondent.get(members.company_id[row] as string);
    if (i !== undefined) (isIn[cluster] as Uint8Array)[i] = 1;
  });
  const groups = [
    grouped(([side, region]) => `${side} ${region}`),
    grouped(([side, , size]) => `${side} ${size}`),
  ].flatMap((group) => group.names.map((name, at) => ({ name, domain: domainOf(group, at) })));
  const ofClusters = clusters.names.map((name, at) => ({ name, domain: isIn[at] as Uint8Array }));
  const row = (name: string, { estimate, standardError, lower, upper, n }: SurveyEstimate) => ({
    name,
    estimate,
    standardError,
    lower,
    upper,
    n,
  });
  return {
    ratio: compareEstimates(design, 'ratio', ...ofSides, stratum.length - strata.names.length),
    rows: [...groups, ...ofClusters].map(({ name, domain }) => row(name, rate(domain))),
  };
}
