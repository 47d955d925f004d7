import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { parseParameters } from '../../../pipeline/contract/parameters.ts';
import { packageRoot } from '../../../pipeline/contract/resources.ts';
import { parseStudy } from '../../../pipeline/contract/study.ts';
import { standardDeviation } from '../../../pipeline/estimate/numeric/summary.ts';
import type { ProtectedFigure } from '../../../pipeline/protect/index.ts';
import {
  aggregatesOf,
  aggregatesText,
  figuresOfAggregates,
  readAggregates,
} from '../../../pipeline/run/effect/aggregates.ts';
import { type EffectResult, runEffect } from '../../../pipeline/run/effect/index.ts';
import { runStudy } from '../../../pipeline/run/effect/study.ts';
import type { Store } from '../../../pipeline/store/store.ts';
import { type StudyPlan, studyStore } from '../../support/study-store.ts';

const parameters = parseParameters('', 'accounts.yaml');
const settings = parseStudy(
  'covariates: [log_fte, exporter, region, industry]\nhorizons: [1, 2]\nleads: 3\n',
  'study.yaml',
);
const plan: StudyPlan = { seed: 5, members: 240, others: 1200, effect: 0.08 };

const open: Store[] = [];
afterEach(() => {
  for (const store of open.splice(0)) store.close();
});

async function study(over: Partial<StudyPlan> = {}, change: (store: Store) => Promise<void> = async () => {}) {
  const store = await studyStore({ ...plan, ...over });
  open.push(store);
  await change(store);
  return runEffect(store, parameters, { referenceYear: 2013, settings });
}

const at = ({ figures }: EffectResult, indicator: string, measure: string, item: string) =>
  figures.find((figure) => figure.indicator === indicator && figure.measure === measure && figure.item === item);

const codes = ({ findings }: EffectResult): string[] => findings.map(({ code }) => code);

describe('the study file', () => {
  const refusal = (text: string): string => {
    try {
      parseStudy(text, 'study.yaml');
    } catch (error) {
      const { message, where } = error as { message: string; where?: string };
      return `${where} ${message}`;
    }
    return 'taken';
  };

  it('is told key by key, with its defaults', () => {
    const readme = readFileSync(join(packageRoot, 'pipeline/run/effect/README.md'), 'utf8');
    const schema = JSON.parse(readFileSync(join(packageRoot, 'pipeline/contract/study.schema.json'), 'utf8'));
    const told = new Map(Array.from(readme.matchAll(/^\| `(\w+)` \| (.+?) \|/gm), ([, key, value]) => [key, value]));
    expect([...told.keys()].sort()).toEqual(Object.keys(schema.properties).sort());
    for (const [key, { default: value }] of Object.entries<{ default?: unknown }>(schema.properties)) {
      const text = Array.isArray(value) ? `[${value.join(', ')}]` : String(value);
      if (value !== undefined && key !== 'covariates') expect(told.get(key)).toBe(`\`${text}\``);
    }
  });

  it('refuses pairs that must agree and differ in one thing, and calipers on what the score does not hold', () => {
    expect(refusal('exact: [industry]\nantiexact: [industry]\n')).toMatch(
      /study.yaml:2 .*both agree and differ in industry/,
    );
    expect(refusal('seed: 1\ncovariates: [log_fte]\ncovariate_calipers: { firm_age: 1 }\n')).toMatch(
      /study.yaml:3 .*names firm_age, which is not among the covariates/,
    );
    expect(refusal('covariates: [log_fte]\nmahalanobis: [exporter]\n')).toMatch(/study.yaml:2 .*names exporter/);
    expect(refusal('covariate_calipers: { region: 1 }\n')).toMatch(/study.yaml:1/);
    expect(refusal('mahalanobis: [region]\n')).toMatch(/study.yaml:1/);
    expect(refusal('covariate_calipers: { log_fte: -0.5 }\nantiexact: [region]\norder: farthest\n')).toBe('taken');
  });
});

describe('the effect study', () => {
  it('finds the planted effect, nothing before entry, and says so', async () => {
    const result = await study();
    const effect = at(result, 'EFF01', 'effect_pct', 'sme');
    const planted = 100 * Math.expm1(0.08);
    expect(effect?.lower).toBeLessThan(planted);
    expect(effect?.upper).toBeGreaterThan(planted);
    expect(effect?.lower).toBeGreaterThan(0);
    expect(effect?.n).toBeGreaterThan(200);
    expect(at(result, 'EFF01', 'effect_pct', 'e=-1')?.value).toBe(0);
    for (const lead of ['e=-3', 'e=-2'])
      expect(Math.abs(at(result, 'EFF01', 'effect_pct', lead)?.value as number)).toBeLessThan(3);
    expect(result.facts?.verdicts[0]?.code).not.toBe('not_identified');
    expect(result.facts?.cim.map(({ principle }) => principle)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('pairs as the study file demands: near in a covariate, in another region, the hardest first', async () => {
    const store = await studyStore(plan);
    open.push(store);
    const text = [
      'covariates: [log_fte, exporter, region]',
      'exact: [size_band]',
      'antiexact: [region]',
      'covariate_calipers: { log_fte: 0.3 }',
      'mahalanobis: [log_fte, exporter]',
      'order: farthest',
      'ratio: 2',
    ];
    const { population, sample } = await runStudy(store, parseStudy(text.join('\n'), 'study.yaml'), parameters);
    const { treated, control } = sample.pairRows;
    const [region] = population.unlike as [Int32Array];
    const logFte = (sample.terms[0] as { columns: readonly Float64Array[] }).columns[0] as Float64Array;
    const width = 0.3 * standardDeviation(logFte);
    expect(treated.length).toBeGreaterThan(200);
    treated.forEach((row, pair) => {
      const other = control[pair] as number;
      expect(region[row]).not.toBe(region[other]);
      expect(Math.abs((logFte[row] as number) - (logFte[other] as number))).toBeLessThanOrEqual(width);
    });
  });

  it('counts every company on the way: what is left out and what is kept add up', async () => {
    const { figures } = await study({}, async (store) => {
      await store.run("UPDATE accounts.firm_year SET value_added_dkk_thousand = -5 WHERE company_id < '10100000'");
    });
    const flow = figures.filter(({ item }) => item.startsWith('flow|treated|'));
    const count = (step: string): number => flow.find(({ item }) => item === `flow|treated|${step}`)?.value ?? 0;
    const lost = flow.filter(({ item }) => item.includes('|-')).reduce((sum, { value }) => sum + (value ?? 0), 0);
    expect(count('-outcome_not_usable')).toBeGreaterThan(0);
    expect(count('in_accounts') - lost).toBe(count('matched'));
  });

  it('does not call an effect of a planted trend a success', async () => {
    const result = await study({ effect: 0, preTrend: 0.03 });
    expect(at(result, 'EFF01', 'effect_pct', 'sme')?.lower).toBeGreaterThan(0);
    expect(result.facts?.verdicts[0]).toMatchObject({
      code: 'not_identified',
      reasons: expect.arrayContaining(['pre_trend']),
    });
    expect(codes(result)).toContain('EFFECT_PRE_TREND');
    expect(at(result, 'EFF01', 'effect_pct', 'sme')).toMatchObject({ note: 'PRE_TREND', reliability: 'unreliable' });
  });

  it('gives the same figures whatever the order of the register', async () => {
    const first = await study();
    const second = await study({}, async (store) => {
      await store.run('CREATE TABLE accounts.turned AS FROM accounts.firm_year ORDER BY year DESC, fte');
      await store.run('DROP TABLE accounts.firm_year; ALTER TABLE accounts.turned RENAME TO firm_year');
    });
    expect(second.figures).toEqual(first.figures);
  });

  it('says that nobody can be studied when no participant has a year before', async () => {
    const result = await study({ entryYears: [2006] });
    expect(codes(result)).toContain('EFFECT_NO_TREATED');
    expect(at(result, 'EFF01', 'effect_pct', 'sme')).toMatchObject({ status: 'no_data', value: null });
    expect(result.facts?.verdicts[0]?.code).toBe('no_data');
  });

  it('says that there is nobody to compare with', async () => {
    const result = await study({ others: 0 });
    expect(codes(result)).toContain('EFFECT_NO_DONORS');
    expect(at(result, 'EFF01', 'effect_pct', 'sme')?.status).toBe('no_data');
  });

  it('bears one stratum, constant covariates and an outcome that is missing for all', async () => {
    const single = await study({ allInOneSection: true });
    expect(at(single, 'EFF01', 'effect_pct', 'sme')?.status).toBe('computed');
    const empty = await study({}, async (store) => {
      await store.run('UPDATE accounts.firm_year SET value_added_dkk_thousand = NULL');
    });
    expect(codes(empty)).toContain('EFFECT_OUTCOME_NOT_USABLE');
    expect(at(empty, 'EFF01', 'effect_pct', 'sme')?.status).toBe('no_data');
  });

  it('never lets a number that is not one into a figure', async () => {
    const results = [
      await study({ others: 3 }),
      await study({ members: 4 }),
      await study({}, async (store) => store.run('UPDATE accounts.firm_year SET fte = 0 WHERE year = 2010')),
    ];
    for (const { figures } of results)
      for (const figure of figures)
        for (const value of [figure.value, figure.lower, figure.upper, figure.standardError])
          expect(value === null || Number.isFinite(value), `${figure.indicator} ${figure.item}`).toBe(true);
  });

  it('gives no figures without a register', async () => {
    const store = await studyStore({ ...plan, members: 3, others: 2 });
    open.push(store);
    await store.run('DELETE FROM accounts.firm_year');
    const result = await runEffect(store, parameters, { referenceYear: 2013 });
    expect(result.figures).toEqual([]);
    expect(result.facts).toBeNull();
  });
});

describe('aggregates from a closed room', () => {
  const figure = {
    indicator: 'EFF01',
    item: 'sme',
    value: 3.6,
    status: 'published',
    note: null,
  } as unknown as ProtectedFigure;
  const withheld = { ...figure, item: 'large', value: null, status: 'suppressed' } as ProtectedFigure;
  const made = { tool: 'cluster-accounts 0', referenceYear: 2013, fingerprint: 'abc' };

  it('hold published figures only, and are read back as figures', () => {
    const aggregates = aggregatesOf([figure, withheld], null, made);
    expect(aggregates.figures).toHaveLength(1);
    expect(aggregates.withheld).toBe(1);
    expect(JSON.parse(aggregatesText(aggregates))).toEqual(aggregates);
    expect(figuresOfAggregates(aggregates)[0]).toMatchObject({ value: 3.6, status: 'computed', note: 'AGGREGATES_IN' });
  });

  it('are taken in place of a register, and refused when they were changed', async () => {
    const store = await studyStore({ ...plan, members: 3, others: 2 });
    open.push(store);
    await store.run('DELETE FROM accounts.firm_year');
    const folder = mkdtempSync(join(tmpdir(), 'cluster-accounts-'));
    const path = join(folder, 'effect-aggregates.json');
    try {
      const text = aggregatesText(aggregatesOf([figure, withheld], null, made));
      writeFileSync(path, text);
      const aggregates = await readAggregates(path);
      const result = await runEffect(store, parameters, { referenceYear: 2013, aggregates });
      expect(result.figures).toEqual(figuresOfAggregates(aggregates));
      writeFileSync(path, text.replace('3.6', '9.9'));
      await expect(readAggregates(path)).rejects.toMatchObject({ code: 'EFFECT_AGGREGATES', exitCode: 2 });
      writeFileSync(path, 'not JSON');
      await expect(readAggregates(path)).rejects.toMatchObject({ exitCode: 2 });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('carry a signature that a changed number breaks', () => {
    const honest = aggregatesOf([figure], null, made);
    const changed = aggregatesOf([{ ...figure, value: 9 } as ProtectedFigure], null, made);
    expect(changed.signature).not.toBe(honest.signature);
  });
});
