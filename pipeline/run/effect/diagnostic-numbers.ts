import { isSmePair } from './effect-numbers.ts';
import type { EffectNumber } from './figures.ts';
import { foldSmallSteps } from './flow.ts';
import type { EffectStudy } from './study.ts';

const EFF08 = { indicator: 'EFF08' };
const BIN = 0.05;

/** Standardised differences of every covariate before and after matching, and the largest of each. */
function balanceNumbers({ balance, sample }: EffectStudy): EffectNumber[] {
  const n = new Set(sample.pairs.pair).size;
  return (['before', 'after'] as const).flatMap((when): EffectNumber[] => {
    const rows = balance[when];
    const sizes = rows.flatMap(({ standardisedDifference }) =>
      standardisedDifference === null ? [] : [Math.abs(standardisedDifference)],
    );
    return [
      {
        ...EFF08,
        measure: 'max_smd',
        unit: 'sd',
        at: { item: when },
        value: sizes.length === 0 ? null : Math.max(...sizes),
        n,
      },
      ...rows.map(
        ({ name, standardisedDifference }): EffectNumber => ({
          ...EFF08,
          measure: 'smd',
          unit: 'sd',
          at: { item: `smd_${when}|${name}` },
          value: standardisedDifference,
          n,
        }),
      ),
    ];
  });
}

/** How many companies each step of the way left out or kept; reasons of fewer than `minimum` are put together. */
function flowNumbers({ flow }: EffectStudy, minimum: number): EffectNumber[] {
  return foldSmallSteps(flow, minimum).map(({ side, step, isExclusion, companies }) => ({
    ...EFF08,
    measure: 'companies',
    unit: 'companies',
    at: { item: `flow|${side}|${isExclusion ? '-' : ''}${step}` },
    value: companies,
    contributors: companies,
    disclosureClass: 'S1' as const,
  }));
}

/** Share of companies by score, in bins of 0.05, for treated, donors and matched controls. */
function overlapNumbers({ population, sample }: EffectStudy): EffectNumber[] {
  const { score } = sample.score;
  const groups = {
    treated: [...population.treated.keys()].filter((row) => population.treated[row] === 1),
    control: [...population.treated.keys()].filter((row) => population.treated[row] === 0),
    matched: [...sample.pairRows.control],
  };
  return Object.entries(groups).flatMap(([group, rows]) => {
    const counts = new Array<number>(Math.round(1 / BIN)).fill(0);
    for (const row of rows) {
      const bin = Math.min(counts.length - 1, Math.floor((score[row] as number) / BIN));
      counts[bin] = (counts[bin] as number) + 1;
    }
    return counts.map(
      (count, bin): EffectNumber => ({
        ...EFF08,
        measure: 'overlap_pct',
        unit: 'pct',
        at: { item: `overlap|${group}|${(bin * BIN).toFixed(2)}` },
        value: rows.length === 0 ? null : (100 * count) / rows.length,
        contributors: count,
        disclosureClass: 'S1',
      }),
    );
  });
}

/** Mean log productivity of both sides of the headline's pairs by event time, less its value in the year before entry, in per cent. */
function trendNumbers(study: EffectStudy): EffectNumber[] {
  const { panel, outcomes, sample, treatment, settings } = study;
  const { outcome } = outcomes.get('log_productivity');
  const steps = panel.years.length;
  const last = Math.max(...settings.horizons);
  const sums = new Map<number, { treated: number; control: number; pairs: number }>();
  sample.pairs.treated.forEach((unit, at) => {
    if (!isSmePair(study, at)) return;
    const control = sample.pairs.control[at] as number;
    const entry = treatment.entry[unit] as number;
    const base = panel.years.indexOf(entry - 1);
    panel.years.forEach((year, t) => {
      const event = year - entry;
      if (base < 0 || event < -settings.leads - 1 || event > last) return;
      const change = (firm: number): number =>
        (outcome[firm * steps + t] as number) - (outcome[firm * steps + base] as number);
      const [own, other] = [change(unit), change(control)];
      if (!Number.isFinite(own + other)) return;
      const sum = sums.get(event) ?? { treated: 0, control: 0, pairs: 0 };
      sums.set(event, { treated: sum.treated + own, control: sum.control + other, pairs: sum.pairs + 1 });
    });
  });
  return [...sums]
    .sort(([a], [b]) => a - b)
    .flatMap(([event, sum]) =>
      (['treated', 'control'] as const).map(
        (side): EffectNumber => ({
          ...EFF08,
          measure: 'trend_pct',
          unit: 'pct',
          at: { item: `trend|${side}|e=${event}` },
          value: 100 * Math.expm1(sum[side] / sum.pairs),
          n: sum.pairs,
        }),
      ),
    );
}

/** Numbers of EFF08 that come with the matching itself; `minimum` is the fewest companies that a number may tell of. */
export const diagnosticNumbers = (study: EffectStudy, minimum: number): EffectNumber[] => [
  ...balanceNumbers(study),
  ...flowNumbers(study, minimum),
  ...overlapNumbers(study),
  ...trendNumbers(study),
];
