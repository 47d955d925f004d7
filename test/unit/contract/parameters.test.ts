import { describe, expect, it } from 'vitest';
import { ExpectedError } from '../../../pipeline/contract/errors.ts';
import { parseParameters } from '../../../pipeline/contract/parameters.ts';

function faultOf(text: string): ExpectedError {
  try {
    parseParameters(text, 'accounts.yaml');
  } catch (error) {
    if (error instanceof ExpectedError) return error;
  }
  throw new Error('no expected error was thrown');
}

describe('parseParameters', () => {
  it('fills every default, also in groups that are given in part', () => {
    const parameters = parseParameters('disclosure:\n  minimum_contributors: 5\n', 'accounts.yaml');
    expect(parameters.disclosure).toMatchObject({
      minimum_contributors: 5,
      dominance_top2_pct: 85,
      minimum_respondents: 10,
    });
    expect(parameters).toMatchObject({ sme_limit: 50, confidence_level: 0.95, languages: ['da', 'en'] });
  });

  it('gives two readers separate defaults', () => {
    expect(parseParameters('', 'a')).toEqual(parseParameters('', 'b'));
    expect(parseParameters('', 'a').effect).not.toBe(parseParameters('', 'b').effect);
  });

  it.each([
    ['sme_limit: 50\nsme_limt: 50', 'accounts.yaml:2', 'Unknown parameter "sme_limt".', 'Did you mean "sme_limit"?'],
    [
      'disclosure:\n  minimum_contributor: 4',
      'accounts.yaml:2',
      'disclosure.minimum_contributor',
      '"minimum_contributors"',
    ],
    ['\n\nsme_limit: 100', 'accounts.yaml:3', '"sme_limit" has a value', '50, 250'],
    ['seed: x', 'accounts.yaml:1', '"seed" must be integer', 'comments'],
    ['title:\n  da: [', 'accounts.yaml:2', 'not valid YAML', 'Mend the line'],
    ['- list', 'accounts.yaml:1', 'keys and values', 'sme_limit: 50'],
  ])('refuses %j naming line, key and remedy', (text, where, message, hint) => {
    const fault = faultOf(text);
    expect(fault.exitCode).toBe(2);
    expect(fault.where).toBe(where);
    expect(fault.message).toContain(message);
    expect(fault.hint).toContain(hint);
  });
});
