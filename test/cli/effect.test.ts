import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type CommandResult, runCommand } from '../support/command.ts';
import { makeSample, temporaryFolder } from '../support/drops.ts';

let folder: string;
let printed: CommandResult;

const registerFolder = (): string => join(folder, 'drops', 'register');

beforeAll(async () => {
  folder = await temporaryFolder();
  await makeSample(folder, { companies: 400, years: 1, suppliers: 4 });
  printed = await runCommand(['effect', 'drops', '--export', 'out.json', '--json'], { cwd: folder });
});

describe('cluster-accounts effect', () => {
  it('tells the study in figures that disclosure control has passed', () => {
    expect(printed.exitCode).toBe(0);
    const { figures, facts, referenceYear } = JSON.parse(printed.stdout);
    expect(referenceYear).toBe(2013);
    expect(new Set(figures.map(({ status }: { status: string }) => status))).not.toContain('computed');
    expect(facts.verdicts.map(({ indicator }: { indicator: string }) => indicator)).toEqual(['EFF01', 'EFF03']);
    expect(facts.cim).toHaveLength(9);
  });

  it('exports aggregates with a signature and no company number', () => {
    const text = readFileSync(join(folder, 'out.json'), 'utf8');
    const aggregates = JSON.parse(text);
    expect(aggregates.signature).toMatch(/^[0-9a-f]{64}$/);
    expect(aggregates.figures.length).toBeGreaterThan(50);
    const labels = aggregates.figures.flatMap((figure: Record<string, unknown>) =>
      Object.values(figure).filter((value) => typeof value === 'string'),
    );
    expect(labels.filter((label: string) => /^\d{8}$/.test(label))).toEqual([]);
  });

  it('refuses a study file that it does not understand, with line and nearest key', async () => {
    writeFileSync(join(folder, 'bad.yaml'), 'seed: 1\ncalipr_sd: 0.2\n');
    const { exitCode, stderr } = await runCommand(['effect', 'drops', '--study', 'bad.yaml'], { cwd: folder });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('bad.yaml:2');
    expect(stderr).toContain('caliper_sd');
  });

  it('says what is missing where there is no register', async () => {
    rmSync(registerFolder(), { recursive: true });
    const { exitCode, stderr } = await runCommand(['effect', 'drops'], { cwd: folder });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('business register');
  });
});
