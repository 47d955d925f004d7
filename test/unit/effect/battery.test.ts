import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { ExpectedError, usageError } from '../../../pipeline/contract/errors.ts';
import { parseParameters } from '../../../pipeline/contract/parameters.ts';
import { parseStudy } from '../../../pipeline/contract/study.ts';
import { runBattery } from '../../../pipeline/run/effect/battery.ts';
import type { BatteryStudy } from '../../../pipeline/run/effect/battery-study.ts';
import { type BatteryTask, doTasks } from '../../../pipeline/run/effect/battery-tasks.ts';
import { startWorkers, workersFor } from '../../../pipeline/run/effect/battery-workers.ts';
import { errorOf, type Fault, faultOf } from '../../../pipeline/run/effect/fault.ts';
import { shareArrays } from '../../../pipeline/run/effect/shared-arrays.ts';
import { type EffectStudy, runStudy } from '../../../pipeline/run/effect/study.ts';
import { studyStore } from '../../support/study-store.ts';

let study: EffectStudy;
beforeAll(async () => {
  const store = await studyStore({ seed: 5, members: 240, others: 1200, effect: 0.08 });
  const settings = parseStudy('covariates: [log_fte, exporter, region]\norder: random\nleads: 3\n', 'study.yaml');
  study = await runStudy(store, settings, parseParameters('', 'accounts.yaml'));
  store.close();
});

/** The battery as JSON: every number to its last digit. */
async function batteryBy(count: number, over: Partial<BatteryStudy> = {}): Promise<string> {
  const workers = startWorkers(count);
  try {
    return JSON.stringify(await runBattery({ ...study, ...over }, workers));
  } finally {
    await workers.close();
  }
}

describe('the credibility battery', () => {
  it('is the same to the last digit for any number of workers', async () => {
    const alone = await batteryBy(0);
    expect(JSON.parse(alone).specifications.length).toBeGreaterThan(20);
    for (const count of [1, 2, 3]) expect(await batteryBy(count)).toBe(alone);
  });

  it('fails in a worker as it fails here', async () => {
    // Only the weightings look at the score.
    const broken = { ...study, sample: { ...study.sample, score: undefined } } as unknown as BatteryStudy;
    const here = doTasks(broken, new Int32Array(1)).failure;
    const workers = startWorkers(1);
    workers.begin(broken, new Int32Array(new SharedArrayBuffer(4)));
    const [reply] = await workers.replies();
    await workers.close();
    expect(here?.error).toBeInstanceOf(TypeError);
    expect(reply?.failure?.place).toBe(here?.place);
    expect(errorOf(reply?.failure?.fault as Fault)).toEqual(here?.error);
    for (const count of [0, 2]) await expect(batteryBy(count, broken)).rejects.toEqual(here?.error);
  });

  it('tells of a worker that ends without an answer', async () => {
    const workers = startWorkers(1);
    await workers.close();
    await expect(runBattery(study, workers)).rejects.toThrow('no answer');
  });

  it('has no worker for a small register, nor more than threads allow', () => {
    expect(workersFor(8, 20_000)).toBe(0);
    expect(workersFor(1, 30_000_000)).toBe(0);
    expect(workersFor(2, 30_000_000)).toBe(1);
    for (const [threads, rows] of [
      [0, 0],
      [-1, 1e7],
      [64, 1e9],
    ] as const)
      expect(workersFor(threads, rows)).toBeGreaterThanOrEqual(0);
  });
});

describe('tasks that are shared out', () => {
  /** Tasks of which some fail, and some last so long that another thread does all it can meanwhile. */
  const plan = fc.array(fc.record({ fails: fc.boolean(), isLong: fc.boolean() }), { maxLength: 12 });

  it('are done once each, or end with the first that fails, whoever does which', () => {
    fc.assert(
      fc.property(plan, (tasks) => {
        const next = new Int32Array(1);
        const done: ReturnType<typeof doTasks>[] = [];
        const list = tasks.map(
          ({ fails, isLong }, place): BatteryTask =>
            () => {
              if (isLong) done.push(doTasks(study, next, list));
              if (fails) throw new Error(String(place));
              return { specifications: [{ name: String(place), effect: null, n: place }] };
            },
        );
        done.push(doTasks(study, next, list));
        const failed = done.flatMap(({ failure }) => (failure === null ? [] : [failure.place]));
        const first = tasks.findIndex(({ fails }) => fails);
        expect(Math.min(Number.POSITIVE_INFINITY, ...failed)).toBe(first < 0 ? Number.POSITIVE_INFINITY : first);
        const places = done.flatMap(({ parts }) => parts.map(([place]) => place)).sort((a, b) => a - b);
        expect(new Set(places).size).toBe(places.length);
        if (first < 0) expect(places).toEqual([...tasks.keys()]);
      }),
    );
  });
});

describe('what threads send each other', () => {
  it('shares long arrays, each once, and leaves all else as it is', () => {
    const long = Float64Array.from({ length: 1000 }, (_, k) => k / 3);
    const given = { a: long, b: [long, { c: new Int32Array([1, 2]) }], d: new Map([['e', null]]), f: 'text' };
    const shared = shareArrays(given);
    expect(shared).toEqual(given);
    expect(shared.a.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(shared.b[0]).toBe(shared.a);
    expect(shareArrays(shared).a).toBe(shared.a);
  });

  it('keeps what an expected error says', () => {
    const error = usageError('CODE', 'What is wrong.', 'What to do.', 'file:3');
    const received = errorOf(structuredClone(faultOf(error)));
    expect(received).toBeInstanceOf(ExpectedError);
    expect(received).toEqual(error);
    expect(received).toMatchObject({ code: 'CODE', exitCode: 2, hint: 'What to do.', where: 'file:3' });
    expect(errorOf(structuredClone(faultOf(new RangeError('too far'))))).toEqual(new RangeError('too far'));
  });
});
