import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { balance } from '../../../pipeline/estimate/effect/balance/balance.ts';
import { factorBalances } from '../../../pipeline/estimate/effect/balance/factor.ts';
import { scoreOrder } from '../../../pipeline/estimate/effect/matching/buckets.ts';
import { matchNearest } from '../../../pipeline/estimate/effect/matching/nearest.ts';
import type { Matches, MatchOptions, MatchUnits } from '../../../pipeline/estimate/effect/matching/options.ts';
import { matchingWeights, pairsOf } from '../../../pipeline/estimate/effect/matching/pairs.ts';
import { commonSupport } from '../../../pipeline/estimate/effect/matching/support.ts';
import { variableRatios } from '../../../pipeline/estimate/effect/matching/variable-ratio.ts';
import { codedFactor } from '../../../pipeline/estimate/effect/score/design.ts';
import { uniform } from '../../../pipeline/estimate/numeric/random.ts';

interface Unit {
  readonly id: string;
  readonly score: number;
  readonly isTreated: boolean;
  readonly stratum: number;
  readonly age: number;
  readonly region: number;
}

/** What is asked of a pair beside its score: ages within (beyond, if negative) a width, unlike regions. */
interface Asked {
  readonly ageWidth: number | null;
  readonly isUnlike: boolean;
  /** Nearness is that of ages. */
  readonly isByAge: boolean;
}

const NOTHING: Asked = { ageWidth: null, isUnlike: false, isByAge: false };

const isWithin = (gap: number, width: number | null | undefined): boolean =>
  width === null || width === undefined || (width < 0 ? gap > -width : gap <= width);

/** The rule read aloud: everyone looks at every control. */
function slowMatch(units: readonly Unit[], options: MatchOptions, asked: Asked): Map<string, string[]> {
  const { ratio = 1, replace = false, reuse = 1, order = 'largest' } = options;
  const gapOf = (a: Unit, b: Unit): number => (asked.isByAge ? Math.abs(a.age - b.age) : Math.abs(a.score - b.score));
  const byId = (a: Unit, b: Unit): number => (a.id < b.id ? -1 : 1);
  const treated = units.filter((unit) => unit.isTreated);
  const matches = new Map<string, string[]>(treated.map(({ id }) => [id, []]));
  const uses = new Map<string, number>();
  const isFree = ({ id }: Unit): boolean => replace || (uses.get(id) ?? 0) < reuse;
  const best = (unit: Unit): Unit | undefined =>
    units
      .filter(
        (other) =>
          !other.isTreated &&
          other.stratum === unit.stratum &&
          isFree(other) &&
          !(matches.get(unit.id) as string[]).includes(other.id) &&
          isWithin(Math.abs(other.score - unit.score), options.caliper) &&
          isWithin(Math.abs(other.age - unit.age), asked.ageWidth) &&
          !(asked.isUnlike && other.region === unit.region),
      )
      .sort((a, b) => {
        const gap = gapOf(a, unit) - gapOf(b, unit);
        return gap || a.score - b.score || byId(a, b);
      })[0];
  const take = (unit: Unit, other: Unit): void => {
    (matches.get(unit.id) as string[]).push(other.id);
    uses.set(other.id, (uses.get(other.id) ?? 0) + 1);
  };
  const inOrder = [...treated];
  if (order === 'largest') inOrder.sort((a, b) => b.score - a.score || byId(a, b));
  if (order === 'smallest') inOrder.sort((a, b) => a.score - b.score || byId(a, b));
  for (let pass = 0; pass < ratio; pass++) {
    const waiting = inOrder.filter(({ id }) => (matches.get(id) as string[]).length === pass);
    if (order !== 'closest' && order !== 'farthest')
      for (const unit of waiting) {
        const other = best(unit);
        if (other !== undefined) take(unit, other);
      }
    else {
      // Under "farthest", who looked for a control looks again only when that control is taken: a distance can be out of date.
      const looked = new Map(waiting.map((unit) => [unit, best(unit)]));
      const gap = (unit: Unit): number => gapOf(looked.get(unit) as Unit, unit);
      for (;;) {
        if (order === 'closest') for (const unit of looked.keys()) looked.set(unit, best(unit));
        for (const [unit, other] of looked) if (other === undefined) looked.delete(unit);
        const [first] = [...looked.keys()].sort(
          (a, b) => (order === 'closest' ? gap(a) - gap(b) : gap(b) - gap(a)) || a.score - b.score || byId(a, b),
        );
        if (first === undefined) break;
        const other = looked.get(first) as Unit;
        if (isFree(other)) {
          take(first, other);
          looked.delete(first);
        } else looked.set(first, best(first));
      }
    }
  }
  return matches;
}

const arrays = (units: readonly Unit[]): MatchUnits => ({
  score: Float64Array.from(units, ({ score }) => score),
  treated: units.map(({ isTreated }) => Number(isTreated)),
  ids: units.map(({ id }) => id),
  stratum: units.map(({ stratum }) => stratum),
});

function asMap(units: readonly Unit[], { treated, controls, ratio }: Matches): Map<string, string[]> {
  return new Map(
    Array.from(treated, (unit, row) => [
      (units[unit] as Unit).id,
      Array.from(controls.subarray(row * ratio, (row + 1) * ratio))
        .filter((control) => control !== -1)
        .map((control) => (units[control] as Unit).id),
    ]),
  );
}

const run = (units: readonly Unit[], options: MatchOptions, { ageWidth, isUnlike, isByAge }: Asked): Matches => {
  const ages = units.map(({ age }) => age);
  return matchNearest(arrays(units), {
    ...options,
    ...(ageWidth === null ? {} : { covariateCalipers: [{ values: ages, width: ageWidth }] }),
    ...(isUnlike ? { antiexact: [units.map(({ region }) => region)] } : {}),
    ...(isByAge ? { mahalanobis: [ages] } : {}),
  });
};

/** Scores are multiples of 1/8, so ties abound and differences are exact. */
const someUnits = fc
  .array(
    fc.record({
      score: fc.integer({ min: 0, max: 24 }).map((step) => step / 8),
      isTreated: fc.boolean(),
      stratum: fc.integer({ min: 0, max: 2 }),
      age: fc.integer({ min: 1, max: 6 }),
      region: fc.integer({ min: 0, max: 2 }),
    }),
    { maxLength: 40 },
  )
  .map((rows): Unit[] => rows.map((row, i) => ({ ...row, id: `c${(i * 7919) % 101}` })));

const someOptions = fc.record({
  ratio: fc.constantFrom(1, 2, 3),
  replace: fc.boolean(),
  reuse: fc.constantFrom(1, 1, 2),
  order: fc.constantFrom('largest' as const, 'smallest' as const, 'closest' as const, 'farthest' as const),
  caliper: fc.constantFrom(Number.POSITIVE_INFINITY, 0, 0.125, 0.5, -0.25),
});

const someAsked = fc.record({
  ageWidth: fc.constantFrom(null, 0, 2, -1),
  isUnlike: fc.boolean(),
  isByAge: fc.constant(false),
});

describe('greedy nearest neighbour', () => {
  it('finds the pairs of a slow search that looks at every control, ties included', () => {
    fc.assert(
      fc.property(someUnits, someOptions, someAsked, (units, options, asked) => {
        const fast = asMap(units, run(units, options, asked));
        expect(fast).toEqual(slowMatch(units, options, asked));
      }),
      { numRuns: 600 },
    );
  });

  it('finds the nearest in a covariate where the score only sets the order and the caliper', () => {
    fc.assert(
      fc.property(someUnits, someOptions, someAsked, (units, options, asked) => {
        fc.pre(new Set(units.map(({ age, isTreated }) => `${isTreated} ${age}`)).size > 3);
        const byAge = { ...asked, isByAge: true };
        const fast = asMap(units, run(units, options, byAge));
        expect(fast).toEqual(slowMatch(units, options, byAge));
      }),
      { numRuns: 300 },
    );
  });

  it('gives the units most like controls more of them where the ratio varies', () => {
    const treated = [1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    const score = Float64Array.from([0.9, 0.6, 0.8, 0.7, 0.1, 0.2, 0.3, 0.4, 0.5, 0.52, 0.54, 0.56, 0.58]);
    const ratios = variableRatios(score, treated, { mean: 2, smallest: 1, largest: 4 });
    expect(Array.from(ratios.subarray(0, 4))).toEqual([1, 4, 1, 2]);
    const { controls } = matchNearest({ score, treated }, { ratio: 4, ratios });
    const counts = [0, 1, 2, 3].map((row) => controls.subarray(4 * row, 4 * row + 4).filter((c) => c !== -1).length);
    expect(counts).toEqual([1, 4, 1, 2]);
  });

  it('does not depend on the order of the rows', () => {
    fc.assert(
      fc.property(
        someUnits,
        someOptions,
        fc.constantFrom('largest' as const, 'closest' as const, 'random' as const),
        fc.integer(),
        (units, options, order, seed) => {
          const shuffled = [...units].sort((a, b) => (a.id < b.id ? 1 : -1));
          const chosen = { ...options, order, seed };
          const pairs = asMap(shuffled, run(shuffled, chosen, NOTHING));
          expect(asMap(units, run(units, chosen, NOTHING))).toEqual(pairs);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('does not depend on the order of the rows where distances of several covariates tie', () => {
    const size = 40;
    for (let sample = 0; sample < 300; sample++) {
      const draw = (stream: number): number[] =>
        Array.from({ length: size }, (_, i) => Math.round(9 * uniform(9, stream, sample, i)) / 9);
      const [score, age, growth, arm] = [1, 2, 3, 4].map(draw) as [number[], number[], number[], number[]];
      const pairsIn = (rows: readonly number[]): Map<number, number> => {
        const pick = (values: readonly number[]) => Float64Array.from(rows, (i) => values[i] as number);
        const { treated, controls } = matchNearest(
          { score: pick(score), treated: pick(arm.map((value) => Number(value < 0.4))), ids: rows },
          { mahalanobis: [pick(age), pick(growth)] },
        );
        const pairs = Array.from(treated, (unit, k) => [rows[unit], rows[controls[k] as number] ?? -1] as const);
        return new Map(pairs as [number, number][]);
      };
      const rows = Array.from({ length: size }, (_, i) => i);
      expect(pairsIn(rows.toReversed())).toEqual(pairsIn(rows));
    }
  });

  it('finds the same pairs where the order of scores is given', () => {
    fc.assert(
      fc.property(someUnits, someOptions, (units, options) => {
        const given = arrays(units);
        const order = scoreOrder(given.score, given.ids);
        expect(matchNearest({ ...given, order }, options)).toEqual(matchNearest(given, options));
      }),
      { numRuns: 150 },
    );
  });

  it('counts choices that the tie rule had to settle', () => {
    const units: Unit[] = [
      { id: 't', score: 1, isTreated: true, stratum: 0, age: 1, region: 0 },
      { id: 'a', score: 0.5, isTreated: false, stratum: 0, age: 1, region: 0 },
      { id: 'b', score: 1.5, isTreated: false, stratum: 0, age: 1, region: 0 },
    ];
    const tied = run(units, {}, NOTHING);
    expect(tied.tiedChoices).toBe(1);
    expect(asMap(units, tied).get('t')).toEqual(['a']);
    expect(run(units.slice(0, 2), {}, NOTHING).tiedChoices).toBe(0);
  });

  it('says why a treated unit has no control', () => {
    const unit = (id: string, score: number, isTreated: boolean, stratum = 0): Unit => ({
      id,
      score,
      isTreated,
      stratum,
      age: 1,
      region: 0,
    });
    const units = [
      unit('far', 9, true),
      unit('first', 1.1, true),
      unit('second', 1, true),
      unit('alone', 1, true, 1),
      unit('blank', Number.NaN, true),
      unit('control', 1, false),
    ];
    expect(run(units, { caliper: 0.5 }, NOTHING).reasons).toEqual([
      'caliper',
      'matched',
      'controls_used_up',
      'no_control_in_stratum',
      'no_score',
    ]);
    const eligible = [1, 0, 1, 1, 1, 1];
    expect(matchNearest({ ...arrays(units), eligible }, { caliper: 0.5 }).reasons[1]).toBe('not_eligible');
  });

  it('gives weights that stand for the treated', () => {
    fc.assert(
      fc.property(someUnits, someOptions, (units, options) => {
        const matches = run(units, options, NOTHING);
        const weights = matchingWeights(matches, units.length);
        const { treated, control } = pairsOf(matches);
        const matchedTreated = new Set(treated).size;
        const controls = new Set(control).size;
        const total = (isTreated: boolean): number =>
          weights.reduce((sum, weight, i) => ((units[i] as Unit).isTreated === isTreated ? sum + weight : sum), 0);
        expect(total(true)).toBe(matchedTreated);
        expect(total(false)).toBeCloseTo(controls, 9);
      }),
      { numRuns: 100 },
    );
  });

  it('keeps units inside the range of the other arm only', () => {
    const score = Float64Array.of(0.1, 0.5, 0.9, 0.3, 0.6, 0.2);
    const treated = [1, 1, 1, 0, 0, 0];
    expect(Array.from(commonSupport(score, treated, 'both'))).toEqual([0, 1, 0, 1, 1, 1]);
    expect(Array.from(commonSupport(score, treated, 'none'))).toEqual([1, 1, 1, 1, 1, 1]);
    expect(Array.from(commonSupport(score, treated, 'treated'))).toEqual([0, 1, 0, 1, 1, 1]);
  });
});

describe('balance of a factor', () => {
  const SIZE = 500;
  const treated = Array.from({ length: SIZE }, (_, i) => Number(i % 5 === 0));
  const levels = ['A', 'B', 'C', 'D'];
  const codes = Array.from({ length: SIZE }, (_, i) => Math.floor(4 * uniform(2, 1, treated[i] as number, i) ** 2));
  const factor = codedFactor('sector', codes, levels);
  const score = Float64Array.from({ length: SIZE }, (_, i) => uniform(2, 2, 0, i) + 0.3 * (treated[i] as number));
  const matches = matchNearest({ score, treated }, { ratio: 2, replace: true, caliper: 0.01 });

  it('is that of its dummies one by one, before and after matching', () => {
    const samples = [{ treated }, { treated, weights: matchingWeights(matches, SIZE), pairs: pairsOf(matches) }];
    const dummies = factor.names.map((_, j) => Float64Array.from(codes, (code) => Number(code === j + 1)));
    const expected = samples.map((sample) =>
      factor.names.map((name, j) => balance(name, dummies[j] as Float64Array, sample)),
    );
    expect(factorBalances(factor, samples)).toEqual(expected);
  });
});
