import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../pipeline/contract/resources.ts';
import {
  matchedDifferenceInDifferences,
  matchedEventStudy,
} from '../../pipeline/estimate/effect/difference/matched.ts';
import { type Panel, panelOfRows } from '../../pipeline/estimate/effect/difference/panel.ts';
import { aggregateGroupTime } from '../../pipeline/estimate/effect/group-time/aggregate.ts';
import { groupTimeEffects } from '../../pipeline/estimate/effect/group-time/group-time.ts';
import { expectNear, hasReference, referenceCase } from '../support/reference.ts';

const generator = join(packageRoot, '../shared/peers-bench/gen.mjs');

interface Values {
  readonly pairs_list: readonly { readonly t: number; readonly c: number }[];
  readonly did: { readonly est: number; readonly se_plm_sss: number; readonly se_fixest_style: number };
  readonly event_study: readonly { readonly rel: number; readonly est: number; readonly se: number }[];
  readonly callaway_santanna: readonly {
    readonly est: 'reg' | 'dr';
    readonly x: string;
    readonly simple: readonly [number, number];
    readonly dynamic: readonly { readonly e: number; readonly att: number; readonly se: number }[];
    readonly gt: readonly { readonly g: number; readonly t: number; readonly att: number; readonly se: number }[];
  }[];
}

/** First year of a member list row whose number is written as people write it; null where it is not a valid number. */
function memberOf(raw: string): number | null {
  const digits = raw.replace(/\D/g, '');
  const weights = [2, 7, 6, 5, 4, 3, 2, 1];
  const sum = weights.reduce((total, weight, k) => total + weight * Number(digits[k]), 0);
  return digits.length === 8 && sum % 11 === 0 ? Number(digits) : null;
}

interface Register {
  readonly ids: ReadonlyMap<number, number>;
  readonly panel: Panel;
  readonly entry: Float64Array;
  readonly covariates: readonly Float64Array[];
}

/** Reads the generated files: panel of log productivity, entries, and covariates as of 2017. */
function readRegister(folder: string): Register {
  const lines = (file: string): string[][] =>
    readFileSync(join(folder, file), 'utf8')
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','));
  const rows = lines('register_panel.csv');
  const ids = new Map<number, number>();
  for (const [cvr] of rows) if (!ids.has(Number(cvr))) ids.set(Number(cvr), ids.size);
  const unit = rows.map(([cvr]) => ids.get(Number(cvr)) as number);
  const productivity = rows.map(([, , , , fte, added]) =>
    added === '' ? Number.NaN : Math.log(Number(added) / Number(fte)),
  );
  const { panel } = panelOfRows(
    unit,
    rows.map(([, year]) => Number(year)),
    productivity,
  );
  const sections = [...new Set(rows.map((row) => row[3] as string))].sort().slice(1);
  const covariates = Array.from({ length: 2 + sections.length }, () => new Float64Array(ids.size).fill(Number.NaN));
  rows.forEach(([, year, , section, fte, , exported], row) => {
    if (year !== '2017') return;
    const values = [
      Math.log(Number(fte)),
      Number(exported) > 0 ? 1 : 0,
      ...sections.map((own) => (own === section ? 1 : 0)),
    ];
    values.forEach((value, j) => {
      (covariates[j] as Float64Array)[unit[row] as number] = value;
    });
  });
  const entry = new Float64Array(ids.size);
  for (const [, raw, , joined] of lines('members.csv')) {
    const at = ids.get(memberOf(raw as string) ?? -1);
    const year = Number(joined?.slice(0, 4));
    if (at !== undefined && (entry[at] === 0 || year < (entry[at] as number))) entry[at] = year;
  }
  return { ids, panel, entry, covariates };
}

describe.runIf(hasReference && existsSync(generator))('difference-in-differences on a generated register', () => {
  let folder: string;
  const { values, tolerance, md5 } = (hasReference ? referenceCase('e2e_small_default_seed') : {}) as never as {
    values: Values;
    tolerance: { rel: number; abs: number; se_rel: number };
    md5: Record<string, string>;
  };
  let register: Register;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'cluster-accounts-'));
    execFileSync(process.execPath, [generator, folder, '1000', '20000']);
    register = readRegister(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const ofError = () => ({ rel: tolerance.se_rel, abs: tolerance.abs });

  it('starts from the same files', () => {
    for (const [file, digest] of Object.entries(md5))
      expect(
        createHash('md5')
          .update(readFileSync(join(folder, file)))
          .digest('hex'),
      ).toBe(digest);
  });

  it('of matched pairs: effect with both factors, and event study', () => {
    const { ids, panel, entry } = register;
    const pairs = {
      treated: Int32Array.from(values.pairs_list, ({ t }) => ids.get(t) as number),
      control: Int32Array.from(values.pairs_list, ({ c }) => ids.get(c) as number),
      pair: Int32Array.from(values.pairs_list.keys()),
    };
    const byFirm = { cluster: 'unit' } as const;
    const fixest = matchedDifferenceInDifferences(panel, pairs, entry, byFirm);
    const plm = matchedDifferenceInDifferences(panel, pairs, entry, { ...byFirm, smallSample: 'slopes' });
    expectNear(fixest.estimate, values.did.est, tolerance, 'effect');
    expectNear(fixest.standardError, values.did.se_fixest_style, ofError(), 'fixest se');
    expectNear(plm.standardError, values.did.se_plm_sss, ofError(), 'plm se');
    const study = matchedEventStudy(panel, pairs, entry, byFirm);
    for (const { rel, est, se } of values.event_study) {
      const effect = study.events.find(({ event }) => event === rel);
      expectNear(effect?.estimate, est, tolerance, `e ${rel}`);
      expectNear(effect?.standardError, se, ofError(), `e ${rel} se`);
    }
  });

  it('by cohort and year for all firms with six years', () => {
    const { panel, entry, covariates } = register;
    for (const expected of values.callaway_santanna) {
      const effects = groupTimeEffects(
        { panel, cohort: entry, ...(expected.x === '~1' ? {} : { covariates }) },
        { method: expected.est, incomplete: 'drop' },
      );
      expect(effects.cells.map(({ cohort, period }) => [cohort, period])).toEqual(
        expected.gt.map(({ g, t }) => [g, t]),
      );
      expected.gt.forEach(({ att, se }, k) => {
        expectNear(effects.cells[k]?.effect?.estimate, att, tolerance, `${expected.est} cell ${k}`);
        expectNear(effects.cells[k]?.effect?.standardError, se, ofError(), `${expected.est} cell ${k} se`);
      });
      const simple = aggregateGroupTime(effects, 'simple').overall;
      expectNear(simple?.estimate, expected.simple[0], tolerance, 'simple');
      expectNear(simple?.standardError, expected.simple[1], ofError(), 'simple se');
      const dynamic = aggregateGroupTime(effects, 'dynamic').by;
      expected.dynamic.forEach(({ e, att, se }, k) => {
        expect(dynamic[k]?.key).toBe(e);
        expectNear(dynamic[k]?.estimate, att, tolerance, `e ${e}`);
        expectNear(dynamic[k]?.standardError, se, ofError(), `e ${e} se`);
      });
    }
  });
});
