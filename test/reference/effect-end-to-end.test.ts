import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadContract } from '../../pipeline/contract/inputs.ts';
import { packageRoot } from '../../pipeline/contract/resources.ts';
import { type EffectResult, runEffect } from '../../pipeline/run/effect/index.ts';
import { pairsOfStudy, storePairs } from '../../pipeline/run/effect/pairs.ts';
import { prepareAccounts } from '../../pipeline/run/prepare.ts';
import { readSource } from '../../pipeline/run/source.ts';
import { openStore, type Store } from '../../pipeline/store/store.ts';
import { expectNear, hasReference, referenceCase } from '../support/reference.ts';

const generator = join(packageRoot, '../shared/peers-bench/gen.mjs');
const settings = join(import.meta.dirname, 'end-to-end');
const silent = { stage: () => {}, step: () => {}, end: () => {} };

interface Expected {
  readonly valid_members: number;
  readonly ps_firms: number;
  readonly ps_coef: Readonly<Record<string, number>>;
  readonly sum_ps_gap: number;
  readonly pairs_list: readonly { readonly t: number; readonly c: number }[];
  readonly did: { readonly est: number; readonly se_fixest_style: number };
  readonly event_study: readonly { readonly rel: number; readonly est: number; readonly se: number }[];
  readonly balance: readonly { readonly var: string; readonly mt: number; readonly smd: number }[];
}

/** Our name of a coefficient of the case. */
const NAMES: Readonly<Record<string, string>> = {
  lfte: 'log_fte',
  lp18: 'log_productivity',
  dlp: 'productivity_growth',
  exp1: 'exporter',
  'factor(region)DK02': 'region1082',
  'factor(region)DK03': 'region1083',
  'factor(region)DK04': 'region1084',
  'factor(region)DK05': 'region1085',
};
const nameOf = (name: string): string => NAMES[name] ?? name.replace('factor(nace_section)', 'industry');

describe.runIf(hasReference && existsSync(generator))('the whole way from files to effects agrees with R', () => {
  // The body of a skipped block runs too.
  const { values, tolerance } = (hasReference ? referenceCase('e2e_small_default_seed') : {}) as unknown as {
    values: Expected;
    tolerance: { rel: number; abs: number; se_rel: number };
  };
  let folder: string;
  let store: Store;
  let result: EffectResult;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cluster-accounts-'));
    const drop = join(folder, '2022');
    await mkdir(drop);
    execFileSync(process.execPath, [generator, drop, '1000', '20000']);
    await copyFile(join(settings, 'drop.yaml'), join(drop, 'drop.yaml'));
    await copyFile(join(settings, 'study.yaml'), join(folder, 'study.yaml'));
    await writeFile(join(folder, 'accounts.yaml'), 'seed: 1\n');
    const contract = loadContract();
    const source = await readSource([folder], contract);
    store = await openStore(':memory:', { threads: 1 });
    await prepareAccounts(store, source, contract, silent);
    result = await runEffect(store, source.parameters, { referenceYear: 2022, ...source.study });
  }, 60_000);

  afterAll(async () => {
    store.close();
    await rm(folder, { recursive: true });
  });

  it('in who is a member and who is scored, and in the score', () => {
    const { population, sample, treatment } = result.study as NonNullable<EffectResult['study']>;
    expect(treatment.treatedInAccounts - treatment.notInRegister).toBe(values.valid_members);
    expect(population.firm.length).toBe(values.ps_firms);
    for (const [name, value] of Object.entries(values.ps_coef)) {
      const j = sample.score.names.indexOf(nameOf(name));
      expectNear(sample.score.fit.coefficients[j], value, tolerance, name);
    }
  });

  it('in every pair', async () => {
    const { panel, sample } = result.study as NonNullable<EffectResult['study']>;
    const pairs = Array.from(
      sample.pairs.treated,
      (unit, at) => `${panel.idOf(unit)} ${panel.idOf(sample.pairs.control[at] as number)}`,
    );
    expect(pairs.sort()).toEqual(values.pairs_list.map(({ t, c }) => `${t} ${c}`).sort());
    const { score } = sample.score;
    const gap = sample.pairRows.treated.reduce(
      (sum, row, at) =>
        sum + Math.abs((score[row] as number) - (score[sample.pairRows.control[at] as number] as number)),
      0,
    );
    expectNear(gap, values.sum_ps_gap, tolerance, 'sum of gaps');
    await storePairs(store, pairsOfStudy(result.study as NonNullable<EffectResult['study']>));
    const kept = await store.rows<{ t: string; c: string; gap: number }>(
      'SELECT treated_company_id AS t, control_company_id AS c, abs(treated_score - control_score) AS gap FROM effect.pair',
    );
    expect(kept.map(({ t, c }) => `${t} ${c}`).sort()).toEqual(pairs);
    expectNear(
      kept.reduce((sum, pair) => sum + pair.gap, 0),
      values.sum_ps_gap,
      tolerance,
      'sum of gaps in the store',
    );
  });

  it('in balance', () => {
    const { balance } = result.study as NonNullable<EffectResult['study']>;
    for (const row of values.balance) {
      const own = balance.after.find(({ name }) => name === (row.var === 'ps' ? 'score' : nameOf(row.var)));
      if (own === undefined) continue;
      expectNear(own.meanTreated, row.mt, tolerance, `${row.var} mean`);
      // The case divides a share by the deviation with n - 1; balance uses sqrt(p (1 - p)) as MatchIt does.
      if (row.var !== 'exp1') expectNear(own.standardisedDifference, row.smd, tolerance, `${row.var} smd`);
    }
    expect(balance.after[0]?.name).toBe('score');
  });

  it('in the difference-in-differences and the event study that are published', () => {
    const figureAt = (item: string) => {
      const found = result.figures.find((figure) => figure.indicator === 'EFF01' && figure.item === item);
      return { estimate: Math.log1p((found?.value as number) / 100), standardError: found?.standardError };
    };
    const ofErrors = { rel: tolerance.se_rel, abs: tolerance.abs };
    expectNear(figureAt('two_way').estimate, values.did.est, tolerance, 'did');
    expectNear(figureAt('two_way').standardError, values.did.se_fixest_style, ofErrors, 'did se');
    for (const { rel, est, se } of values.event_study) {
      expectNear(figureAt(`two_way|e=${rel}`).estimate, est, tolerance, `e=${rel}`);
      expectNear(figureAt(`two_way|e=${rel}`).standardError, se, ofErrors, `e=${rel} se`);
    }
  });
});
