import { expect, it } from 'vitest';
import { loadCatalogue } from '../../../pipeline/accounts/catalogue/index.ts';
import { loadSolver } from '../../../pipeline/protect/index.ts';
import { NO_EARLIER } from '../../../pipeline/run/protect/ledger.ts';
import { joinParts, protectPart } from '../../../pipeline/run/protect/parts.ts';
import { protocolText } from '../../../pipeline/run/protect/protocol.ts';
import { figureWith } from '../../support/figures.ts';

const PARAMETERS = {
  minimumContributors: 3,
  dominanceTop2Pct: 85,
  pPercent: 15,
  minimumRespondents: 10,
  minimumPairs: 10,
  minimumOrderStatistic: 10,
};

const highs = await loadSolver();

const count = (value: number, place: Parameters<typeof figureWith>[0] = {}) =>
  figureWith({ value, n: value, contributors: value, ...place });

it('says of every withheld figure why it is, and puts every reason into words of both languages', () => {
  const years = [2011, 2012].flatMap((referenceYear) => [
    count(75, { referenceYear }),
    ...[5, 30, 40].map((value, at) => count(value, { referenceYear, cluster: `K0${at + 1}` })),
  ]);
  const figures = [
    ...years,
    count(72),
    ...[2, 30, 40].map((value, at) => count(value, { cluster: `K0${at + 1}` })),
    ...[2, 30, 40].map((value, at) => count(value, { region: `108${at + 1}` })),
  ];
  const part = protectPart(highs, figures, PARAMETERS, NO_EARLIER);
  const { figures: safe, protocol } = joinParts(loadCatalogue(), [part]);
  const withheld = safe.filter(({ status }) => status === 'suppressed');
  expect(protocol.entries).toHaveLength(withheld.length);
  expect(protocol.primary + protocol.secondary).toBe(withheld.length);
  const text = protocolText(protocol, figures, safe, PARAMETERS);
  const written = JSON.parse(text) as {
    reasons: Record<string, { da: string; en: string }>;
    byReason: Record<string, number>;
    informationLost: Record<string, { figures: number; withheld: number }>;
  };
  const reasons = new Set<string>(protocol.entries.map(({ reason }) => reason));
  expect(Object.keys(written.reasons).sort()).toEqual([...reasons].sort());
  expect(Object.values(written.reasons).every(({ da, en }) => da !== '' && en !== '')).toBe(true);
  expect(Object.values(written.byReason).reduce((sum, number) => sum + number, 0)).toBe(withheld.length);
  const lost = Object.values(written.informationLost).reduce((sum, one) => sum + one.withheld, 0);
  expect(lost).toBe(withheld.length);
});
