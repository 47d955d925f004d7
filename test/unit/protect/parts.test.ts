import { beforeAll, describe, expect, it } from 'vitest';
import { loadCatalogue } from '../../../pipeline/accounts/catalogue/index.ts';
import { type Highs, loadSolver, protectFigures } from '../../../pipeline/protect/index.ts';
import { NO_EARLIER } from '../../../pipeline/run/protect/ledger.ts';
import { joinParts, protectPart } from '../../../pipeline/run/protect/parts.ts';
import { figureWith } from '../../support/figures.ts';

const parameters = {
  minimumContributors: 3,
  dominanceTop2Pct: 85,
  pPercent: 15,
  minimumRespondents: 10,
  minimumPairs: 10,
  minimumOrderStatistic: 10,
};

let highs: Highs;
beforeAll(async () => {
  highs = await loadSolver();
});

const regions = (indicator: string, values: readonly number[]) =>
  [values.reduce((sum, value) => sum + value, 0), ...values].map((value, at) =>
    figureWith({
      indicator,
      value,
      n: value,
      contributors: value,
      ...(at === 0 ? {} : { region: `108${at}` }),
    }),
  );

describe('an edition protected in parts', () => {
  it('is what it would be protected at once, where nothing ties the parts together', () => {
    const catalogue = loadCatalogue();
    const early = regions('DEL01', [2, 30, 40, 50, 60]);
    const late = regions('PRO01', [70, 1, 9, 80, 90]);
    const once = protectFigures(highs, [...early, ...late], parameters, new Map());
    const parts = [late, early].map((figures) => protectPart(highs, figures, parameters, NO_EARLIER));
    expect(joinParts(catalogue, parts)).toEqual({ figures: once.figures, protocol: once.protocol });
    expect(once.protocol.secondary).toBeGreaterThan(0);
  });
});
