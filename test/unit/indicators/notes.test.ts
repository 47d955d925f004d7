import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { describeNote } from '../../../pipeline/contract/notes.ts';

const scenarios = join(import.meta.dirname, '../../scenarios/indicators');

it('has words for every note that the scenarios hold', () => {
  const notes = readdirSync(scenarios, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && /^[A-Z]{3}\d{2}$/.test(entry.name))
    .flatMap(({ name }) => readFileSync(join(scenarios, name, 'expected.csv'), 'utf8').split('\n'))
    .flatMap((line) => /,([A-Z_]+(?::[\w/]+)?(?:;[A-Z_]+)*)$/.exec(line)?.[1] ?? []);
  expect(new Set(notes).size).toBeGreaterThan(8);
  for (const note of new Set(notes))
    for (const { da, en } of describeNote(note)) {
      expect(da, note).toMatch(/^[A-ZÆØÅ\d].*\.$/);
      expect(en, note).toMatch(/^[A-Z\d].*\.$/);
      expect(en, note).not.toMatch(/[A-Z]{2}_|undefined/);
    }
});

it('fills in the numbers, and shows a code it does not know as it is', () => {
  expect(describeNote('AS_REPORTED:44/50')[0]?.en).toBe(
    '44 of 50 clusters delivered; the others are not in the number.',
  );
  expect(describeNote('CARRIED_FORWARD:6/50')[0]?.en).toContain('6 of 50');
  expect(describeNote('IMPUTED:6/50/35')[0]?.en).toBe(
    'The participants of 6 of 50 clusters are imputed: the latest list, scaled by the growth of comparable clusters. That alone makes the number of participations uncertain by about 35 (one standard error).',
  );
  expect(describeNote('IMPUTED:6/50')[0]?.en).not.toContain('uncertain');
  expect(describeNote('IMPUTED:12')[0]?.da).toContain('Klyngens deltagere er imputeret');
  expect(describeNote('IMPUTED:12')[0]?.da).toContain('omkring 12');
  expect(describeNote('CARRIED_FORWARD:5/50;NOT_COVERED:1/50')[1]?.en).toMatch(/^1 of 50 clusters neither/);
  expect(describeNote('CARRIED_FORWARD')[0]?.en).toBe('The participants are those of an earlier year.');
  expect(describeNote('SOMETHING:1')).toEqual([{ da: 'SOMETHING:1', en: 'SOMETHING:1' }]);
});
