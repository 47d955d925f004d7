import { expect, it } from 'vitest';
import { parseParameters } from '../../../pipeline/contract/parameters.ts';
import { parseStudy } from '../../../pipeline/contract/study.ts';
import { uniform } from '../../../pipeline/estimate/numeric/random.ts';
import { runStudy } from '../../../pipeline/run/effect/study.ts';
import { studySurvival } from '../../../pipeline/run/effect/survival.ts';
import { studyStore } from '../../support/study-store.ts';

const FIRMS = 6000;
const HAZARD = 0.06;

/** Companies close at one rate, whatever they do; two in five take part from a year drawn for them, if they live to see it. */
async function registerWithClosures() {
  const store = await studyStore({ seed: 9, members: 3, others: FIRMS - 3, effect: 0 });
  const ids = await store.rows<{ id: string }>('SELECT DISTINCT company_id AS id FROM accounts.firm_year ORDER BY id');
  const lives = ids.map(({ id }, firm) => {
    const gone = 2007 + Math.floor(Math.log(1 - uniform(9, 20, 0, firm)) / Math.log(1 - HAZARD));
    const entry = uniform(9, 21, 0, firm) < 0.4 ? 2009 + Math.floor(5 * uniform(9, 22, 0, firm)) : 0;
    const isLate = uniform(9, 23, 0, firm) < 0.2;
    return { id, gone, entry, listed: isLate ? Math.min(2013, entry + 2) : entry };
  });
  await store.run(
    `CREATE TABLE life AS FROM (VALUES ${lives.map(({ id, gone }) => `('${id}', ${gone})`).join()}) AS t(id, gone)`,
  );
  await store.run('DELETE FROM accounts.firm_year USING life WHERE id = company_id AND year >= gone');
  await store.run('DELETE FROM accounts.membership');
  const listed = lives.filter(({ entry, listed: own, gone }) => entry > 0 && own < gone);
  await store.run(
    `INSERT INTO accounts.membership BY NAME FROM (VALUES ${listed
      .map(({ id, entry, listed: own }) => `(${own}, 'K01', '${id}', true, make_date(${entry}, 3, 1))`)
      .join()}) AS t(reference_year, cluster_id, company_id, is_dedicated, joined_date)`,
  );
  return store;
}

it('finds no difference in survival where there is none, though participants had to live to be listed', async () => {
  const store = await registerWithClosures();
  const study = await runStudy(
    store,
    parseStudy('covariates: [log_fte, exporter]\nexact: [size_band]\nhorizons: [1, 2]\n', 'study.yaml'),
    parseParameters('', 'accounts.yaml'),
  );
  const { all } = studySurvival(study);
  expect(all?.years).toBe(3);
  expect(all?.pairs).toBeGreaterThan(400);
  expect(all?.lower).toBeLessThan(0);
  expect(all?.upper).toBeGreaterThan(0);
  expect(Math.abs((all?.comparison.treatedShare as number) - (1 - HAZARD) ** 3)).toBeLessThan(0.05);
  expect(Math.abs((all?.comparison.controlShare as number) - (1 - HAZARD) ** 3)).toBeLessThan(0.05);
  store.close();
});
