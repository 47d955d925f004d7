import { cellProportions } from '../../../pipeline/estimate/survey/cells.ts';
import {
  compareEstimates,
  type ProportionEstimate,
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

/** Respondents of every group. */
function rowsOfGroups({ names, codes }: ReturnType<typeof coded>) {
  const groups = names.map((name) => ({ name, rows: [] as number[] }));
  codes.forEach((code, i) => void groups[code]?.rows.push(i));
  return groups;
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
  const parts = strata.names.map((name) => name.split('-') as [side: string, region: string, size: string]);
  const grouped = (nameOf: (part: readonly [string, string, string]) => string) => {
    const names = parts.map(nameOf);
    return coded(Array.from(strata.codes, (code) => names[code] as string));
  };
  const sides = grouped(([side]) => side);
  const ofSides = sides.names.map((_, at) =>
    surveyProportion(design, outcome, { domain: Uint8Array.from(sides.codes, (code) => Number(code === at)) }),
  ) as [ProportionEstimate, ProportionEstimate];
  const respondent = new Map(cvr.map((id, i) => [id, i]));
  const clusters = coded(members.cluster_id);
  const ofClusters = clusters.names.map((name) => ({ name, rows: new Set<number>() }));
  clusters.codes.forEach((cluster, row) => {
    const i = respondent.get(members.company_id[row] as string);
    if (i !== undefined) ofClusters[cluster]?.rows.add(i);
  });
  const groups = [
    grouped(([side, region]) => `${side} ${region}`),
    grouped(([side, , size]) => `${side} ${size}`),
  ].flatMap(rowsOfGroups);
  const rate = cellProportions(design, outcome, 0.95);
  const row = (name: string, rows: readonly number[]) => {
    const { estimate, standardError, lower, upper, n } = rate(rows);
    return { name, estimate, standardError, lower, upper, n };
  };
  return {
    ratio: compareEstimates(design, 'ratio', ...ofSides, stratum.length - strata.names.length),
    rows: [
      ...groups.map(({ name, rows }) => row(name, rows)),
      ...ofClusters.map(({ name, rows }) =>
        row(
          name,
          [...rows].sort((a, b) => a - b),
        ),
      ),
    ],
  };
}
