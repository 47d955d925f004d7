import { startYearOf } from './clusters.ts';
import { LAST_PANEL_YEAR } from './firms.ts';
import { randomStream } from './random.ts';
import type { World } from './world.ts';

export type LabelLevel = 'bronze' | 'silver' | 'gold';

export interface Label {
  readonly cluster: number;
  readonly level: LabelLevel;
  readonly awardedDate: string;
  readonly validToDate: string;
  readonly scorePct: number;
  readonly auditor: string;
}

const addYears = (date: string, years: number): string => `${Number(date.slice(0, 4)) + years}${date.slice(4)}`;

/**
 * Labels awarded to the clusters up to the last year: bronze for two years, renewed by some and lapsed for others; silver
 * and gold, for two years each, for a few from 2012 on.
 */
export function makeLabels(world: World): Label[] {
  const random = randomStream(world.seed, 'labels');
  const labels: Label[] = [];
  for (const { index, endDate, ...cluster } of world.clusters) {
    if (endDate !== null || !random.chance(0.72, index, 1)) continue;
    const startYear = startYearOf({ index, endDate, ...cluster });
    const first = Math.max(startYear, 2009 + random.integer(5, index, 2));
    const date = `${first}-${String(1 + random.integer(12, index, 3)).padStart(2, '0')}-${String(1 + random.integer(28, index, 4)).padStart(2, '0')}`;
    const award = (level: LabelLevel, awardedDate: string, salt: number): void => {
      const year = Number(awardedDate.slice(0, 4));
      if (year < startYear || year > LAST_PANEL_YEAR) return;
      labels.push({
        cluster: index,
        level,
        awardedDate,
        validToDate: addYears(awardedDate, 2),
        scorePct:
          (level === 'gold' ? 80 : level === 'silver' ? 62 : 45) +
          random.integer(level === 'gold' ? 15 : 18, index, salt),
        auditor: random.pick(['Auditor Opdigtet', 'Auditor Fabel', 'Auditor Kulisse'], index, salt + 1),
      });
    };
    award('bronze', date, 10);
    if (random.chance(0.55, index, 5)) award('bronze', addYears(date, 2), 20);
    if (random.chance(0.3, index, 6))
      award('silver', addYears(`2012${date.slice(4)}`, random.integer(2, index, 7)), 30);
    if (random.chance(0.2, index, 8)) award('gold', addYears(`2012${date.slice(4)}`, random.integer(2, index, 9)), 40);
  }
  return labels.sort((a, b) =>
    a.awardedDate < b.awardedDate ? -1 : a.awardedDate > b.awardedDate ? 1 : a.cluster - b.cluster,
  );
}

/** Number of clusters that hold a label of each level on a date, counted level by level. */
export function labelsHeld(labels: readonly Label[], date: string): Record<LabelLevel, number> {
  const held = (level: LabelLevel): number =>
    new Set(
      labels
        .filter((label) => label.level === level && label.awardedDate <= date && label.validToDate >= date)
        .map(({ cluster }) => cluster),
    ).size;
  return { bronze: held('bronze'), silver: held('silver'), gold: held('gold') };
}
