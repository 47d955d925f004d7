import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseParameters } from '../../../pipeline/contract/parameters.ts';
import { packageRoot } from '../../../pipeline/contract/resources.ts';
import { participantFile } from '../../../pipeline/sample/participants.ts';
import { ACCOUNTS_YAML, readme } from '../../../pipeline/sample/texts.ts';
import { DEFAULT_OPTIONS, makeWorld, type World } from '../../../pipeline/sample/world.ts';

const folder = join(packageRoot, 'data-samples');
const read = (...path: string[]): Buffer => readFileSync(join(folder, ...path));

describe('the committed samples', () => {
  let world: World;
  // biome-ignore lint/suspicious/noExplicitAny: the truth is JSON that only tests read
  let truth: any;

  beforeAll(() => {
    world = makeWorld(DEFAULT_OPTIONS);
    truth = JSON.parse(read('truth.json').toString('utf8'));
  });

  it('are smaller than 12 MB', () => {
    const sizes = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => statSync(join(folder, name)))
      .filter((entry) => entry.isFile())
      .map(({ size }) => size);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(12_000_000);
  });

  it('are what the generator makes with its defaults', async () => {
    expect(truth.options).toEqual(DEFAULT_OPTIONS);
    expect(read('accounts.yaml').toString('utf8')).toBe(ACCOUNTS_YAML);
    expect(read('README.md').toString('utf8')).toBe(readme(world));
    const book = world.yearBooks.at(-1);
    for (const cluster of world.clusters.slice(0, 8)) {
      if (book === undefined || !book.delivering.has(cluster.index)) continue;
      const own = book.memberships.filter((membership) => membership.cluster === cluster.index);
      const { file, bytes } = await participantFile(world, cluster, book.year, own);
      expect(Buffer.compare(read(String(book.year), file), bytes), file).toBe(0);
    }
  });

  it('name every parameter of the accounts with its default, and say that they are made up', () => {
    const { synthetic, edition_year, ...stated } = parseParameters(ACCOUNTS_YAML, 'accounts.yaml');
    const { synthetic: _synthetic, edition_year: _edition, ...defaults } = parseParameters('', 'accounts.yaml');
    expect(synthetic).toBe(true);
    expect(edition_year).toBe(2014);
    expect(stated).toEqual(defaults);
    for (const key of Object.keys(defaults)) expect(ACCOUNTS_YAML).toMatch(new RegExp(`^${key}:`, 'm'));
  });

  it('plant the headline figures', () => {
    const { projects, outcomes, ...year } = truth.years['2013'];
    expect(year.uniqueCompanies).toBeGreaterThan(14_000);
    expect(year.companiesBelow50Employees / year.danishCompanies).toBeGreaterThan(0.66);
    expect(projects.companiesInRunningProjects).toBeGreaterThan(2900);
    expect(projects.companiesInRunningProjects).toBeLessThan(3000);
    expect(outcomes.companiesWithProductServiceOrProcess).toBeGreaterThan(1400);
    expect(outcomes.companiesWithProductServiceOrProcess).toBeLessThan(1500);
    expect(outcomes.companiesWithCompetences).toBeGreaterThan(outcomes.companiesWithProductServiceOrProcess);
    expect(year.survey.populationPct.implementedOrExpected).toBeCloseTo(55, -1);
    expect(truth.berlin).toMatchObject({ held: 465 });
    expect([truth.effect.productivityPct, truth.innovation.ratioOfBecomingInnovative]).toEqual([3.6, 4]);
    expect(truth.innovation.innovativePopulationPct['2011-2013']).toBeCloseTo(44, -1);
    for (const level of ['bronze', 'silver', 'gold']) expect(year.labelsHeldAtYearEnd[level]).toBeGreaterThan(0);
    for (const type of ['Sparring', 'Workshop', 'Regional workshop', 'Master class', 'Innovation camp'])
      expect(year.eventsByType[type]).toBeGreaterThan(0);
    for (const status of ['applied', 'awarded', 'rejected']) expect(projects.euProjects[status]).toBeGreaterThan(0);
  });
});
