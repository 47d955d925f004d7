import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { balance } from '../../../pipeline/estimate/effect/balance/balance.ts';
import { factorBalances } from '../../../pipeline/estimate/effect/balance/factor.ts';
import { scoreOrder } from '../../../pipeline/estimate/effect/matching/buckets.ts';
import { matchNearest } from '../../../pipeline/estimate/effect/matching/nearest.ts';
import type { Matches, MatchOptions, MatchUnits } from '../../../pipeline/estimate/effect/matching/options.ts';
import { matchingWeights, pairsOf } from '../../../pipeline/estimate/effect/matching/pairs.ts';
import { commonSupport } from '../../../pipeline/estimate/effect/matching/support.ts';
import { codedFactor } from '../../../pipeline/estimate/effect/score/design.ts';
import { uniform } from '../../../pipeline/estimate/numeric/random.ts';

interface Unit {
  readonly id: string;
  readonly score: number;
  readonly isTreated: boolean;
  readonly stratum: number;
  readonly age: number;
}

const caliperOf = (options: MatchOptions): number => options.caliper ?? Number.POSITIVE_INFINITY;

/** The rule read aloud: everyone looks at every control. */
function slowMatch(units: readonly Unit[], options: MatchOptions, ageWidth: number | null): Map<string, string[]> {
  const { ratio = 1, replace = false, order = 'largest' } = options;
  const byId = (a: Unit, b: Unit): number => (a.id < b.id ? -1 : 1);
  const treated = units.filter((unit) => unit.isTreated);
  const matches = new Map<string, string[]>(treated.map(({ id }) => [id, []]));
  const used = new Set<string>();
  const best = (unit: Unit): Unit | undefined =>
    units
      .filter(
        (other) =>
          !other.isTreated &&
          other.stratum === unit.stratum &&
          (replace || !used.has(other.id)) &&
          !(matches.get(unit.id) as string[]).includes(other.id) &&
          Math.abs(other.score - unit.score) <= caliperOf(options) &&
          (ageWidth === null || Math.abs(other.age - unit.age) <= ageWidth),
      )
      .sort((a, b) => {
        const gap = Math.abs(a.score - unit.score) - Math.abs(b.score - unit.score);
        return gap || a.score - b.score || byId(a, b);
      })[0];
  const take = (unit: Unit, other: Unit): void => {
    (matches.get(unit.id) as string[]).push(other.id);
    used.add(other.id);
  };
  const inOrder = [...treated];
  if (order === 'largest') inOrder.sort((a, b) => b.score - a.score || byId(a, b));
  if (order === 'smallest') inOrder.sort((a, b) => a.score - b.score || byId(a, b));
  for (let pass = 0; pass < ratio; pass++) {
    const waiting = inOrder.filter(({ id }) => (matches.get(id) as string[]).length === pass);
    if (order !== 'closest')
      for (const unit of waiting) {
        const other = best(unit);
        if (other !== undefined) take(unit, other);
      }
    else
      for (let left = [...waiting]; left.length > 0; ) {
        const candidates = left
          .map((unit) => ({ unit, other: best(unit) }))
          .filter((pair): pair is { unit: Unit; other: Unit } => pair.other !== undefined)
          .sort((a, b) => {
            const gap = Math.abs(a.other.score - a.unit.score) - Math.abs(b.other.score - b.unit.score);
            return gap || a.unit.score - b.unit.score || byId(a.unit, b.unit);
          });
        const [first] = candidates;
        if (first === undefined) break;
        take(first.unit, first.other);
        left = left.filter(({ id }) => id !== first.unit.id);
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

const run = (units: readonly Unit[], options: MatchOptions, ageWidth: number | null): Matches =>
  matchNearest(arrays(units), {
    ...options,
    ...(ageWidth === null ? {} : { covariateCalipers: [{ values: units.map(({ age }) => age), width: ageWidth }] }),
  });

/** Scores are multiples of 1/8, so ties abound and differences are exact. */
const someUnits = fc
  .array(
    fc.record({
      score: fc.integer({ min: 0, max: 24 }).map((step) => step / 8),
      isTreated: fc.boolean(),
      stratum: fc.integer({ min: 0, max: 2 }),
      age: fc.integer({ min: 1, max: 6 }),
    }),
    { maxLength: 40 },
  )
  .map((rows): Unit[] => rows.map((row, i) => ({ ...row, id: `c${(i * 7919) % 101}` })));

const someOptions = fc.record({
  ratio: fc.constantFrom(1, 2, 3),
  replace: fc.boolean(),
  order: fc.constantFrom('largest' as const, 'smallest' as const, 'closest' as const),
  caliper: fc.constantFrom(Number.POSITIVE_INFINITY, 0, 0.125, 0.5),
});

const someAge = fc.constantFrom(null, 0, 2);

describe('greedy nearest neighbour', () => {
  it('finds the pairs of a slow search that looks at every control, ties included', () => {
    fc.assert(
      fc.property(someUnits, someOptions, someAge, (units, options, ageWidth) => {
        const fast = asMap(units, run(units, options, ageWidth));
        expect(fast).toEqual(slowMatch(units, options, ageWidth));
      }),
      { numRuns: 400 },
    );
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
          const pairs = asMap(shuffled, run(shuffled, chosen, null));
          expect(asMap(units, run(units, chosen, null))).toEqual(pairs);
        },
      ),
      { numRuns: 150 },
    );
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
      { id: 't', score: 1, isTreated: true, stratum: 0, age: 1 },
      { id: 'a', score: 0.5, isTreated: false, stratum: 0, age: 1 },
      { id: 'b', score: 1.5, isTreated: false, stratum: 0, age: 1 },
    ];
    const tied = run(units, {}, null);
    expect(tied.tiedChoices).toBe(1);
    expect(asMap(units, tied).get('t')).toEqual(['a']);
    expect(run(units.slice(0, 2), {}, null).tiedChoices).toBe(0);
  });

  it('says why a treated unit has no control', () => {
    const unit = (id: string, score: number, isTreated: boolean, stratum = 0): Unit => ({
      id,
      score,
      isTreated,
      stratum,
      age: 1,
    });
    const units = [
      unit('far', 9, true),
      unit('first', 1.1, true),
      unit('second', 1, true),
      unit('alone', 1, true, 1),
      unit('blank', Number.NaN, true),
      unit('control', 1, false),
    ];
    expect(run(units, { caliper: 0.5 }, null).reasons).toEqual([
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
        const matches = run(units, options, null);
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
