import { FIRST_PANEL_YEAR, industryOf, LAST_PANEL_YEAR } from './firms.ts';
import { follow, newPath, panelStream } from './panel.ts';
import { randomStream } from './random.ts';
import { sizeBand } from './survey.ts';
import type { World } from './world.ts';

/** The two periods that the innovation survey asks about. */
export const PERIODS = ['2008-2010', '2011-2013'] as const;

/** How many times as often members become innovative as others like them. */
export const INNOVATION_RATIO = 4;
const BASE_SHARE_BECOMING = 0.06;
const SHARE_INNOVATIVE_BEFORE = 0.45;
const SHARE_STAYING = 0.92;

export interface InnovationAnswer {
  readonly firm: number;
  readonly period: (typeof PERIODS)[number];
  readonly isInnovative: boolean;
  readonly hasProduct: boolean;
  readonly hasProcess: boolean;
  readonly hasOrganisational: boolean;
  readonly hasMarketing: boolean;
  readonly hasCooperation: boolean;
  readonly weight: number;
  readonly stratum: string;
}

/** Industries that are asked more often, as statistics on research do. */
const RESEARCH_SECTIONS = 'CJM';
const SAMPLED = { research: [0.3, 0.9, 0.9, 1], other: [0.02, 0.12, 0.2, 1] } as const;

const GOLDEN_RATIO = 0.618_033_988_749_895;

/** Numbers in (0, 1) that fill it evenly, group by group, so that shares come out as planted and not by the luck of the draw. */
function evenly(): (group: number) => number {
  const counts = new Map<number, number>();
  return (group) => {
    const count = (counts.get(group) ?? 0) + 1;
    counts.set(group, count);
    return (count * GOLDEN_RATIO) % 1;
  };
}

const clamp = (value: number): number => Math.min(0.95, Math.max(0.01, value));

/**
 * The innovation survey: a stratified sample (section by size band) of the companies that lived through both periods,
 * and their answers. A company is innovative when it has a product or a process innovation; the other two kinds come on top.
 */
export function makeInnovationSurvey(world: World): InnovationAnswer[] {
  const { firms, cohorts } = world;
  const random = randomStream(world.seed, 'innovation survey');
  const panel = panelStream(world.seed);
  const path = newPath();
  const strata = new Map<string, { firm: number; band: number; draw: number }[]>();
  for (let firm = 0; firm < firms.count; firm += 1) {
    if (!world.inRegister(firm, 2008) || !world.inRegister(firm, LAST_PANEL_YEAR)) continue;
    follow(firms, firm, cohorts[firm] as number, panel, path);
    const band = sizeBand(path.employees[2010 - FIRST_PANEL_YEAR] as number);
    const stratum = `${industryOf(firms, firm).section}${band + 1}`;
    const units = strata.get(stratum) ?? [];
    units.push({ firm, band, draw: random.uniform(firm, 1) });
    strata.set(stratum, units);
  }
  const answers: InnovationAnswer[] = [];
  const spread = evenly();
  for (const [stratum, units] of strata) {
    const rates = RESEARCH_SECTIONS.includes(stratum[0] as string) ? SAMPLED.research : SAMPLED.other;
    const sampled = Math.min(
      units.length,
      Math.max(2, Math.round((rates[units[0]?.band ?? 0] as number) * units.length)),
    );
    const weight = units.length / sampled;
    for (const { firm, band } of units.sort((a, b) => a.draw - b.draw).slice(0, sampled)) {
      const attraction = industryOf(firms, firm).attraction;
      const before = random.chance(
        clamp(SHARE_INNOVATIVE_BEFORE + 0.06 * (attraction - 0.2) + 0.05 * (band - 0.6)),
        firm,
        2,
      );
      const ratio = (cohorts[firm] as number) > 0 ? INNOVATION_RATIO : 1;
      const becoming = BASE_SHARE_BECOMING * Math.exp(0.12 * (attraction - 0.8) + 0.08 * (band - 1));
      const after = before ? random.chance(SHARE_STAYING, firm, 3) : spread(ratio) < clamp(ratio * becoming);
      PERIODS.forEach((period, index) => {
        const isInnovative = index === 0 ? before : after;
        const salt = 10 + 10 * index;
        const kind = random.weighted([35, 30, 35], firm, salt);
        answers.push({
          firm,
          period,
          isInnovative,
          hasProduct: isInnovative && kind !== 1,
          hasProcess: isInnovative && kind !== 0,
          hasOrganisational: isInnovative && random.chance(0.5, firm, salt + 1),
          hasMarketing: isInnovative && random.chance(0.4, firm, salt + 2),
          hasCooperation: isInnovative && random.chance(ratio > 1 ? 0.4 : 0.15, firm, salt + 3),
          weight,
          stratum,
        });
      });
    }
  }
  return answers.sort((a, b) => (a.period === b.period ? a.firm - b.firm : a.period < b.period ? -1 : 1));
}
