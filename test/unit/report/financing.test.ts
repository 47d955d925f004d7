import { expect, it } from 'vitest';
import { seal } from '../../../pipeline/protect/figure.ts';
import { CHARTS } from '../../../pipeline/report/content/charts/index.ts';
import { recipientsOf } from '../../../pipeline/report/page/recipient.ts';
import { editionOf, viewOf } from '../../../pipeline/report/page/view.ts';
import { figureWith } from '../../support/figures.ts';
import { fixtureInput } from '../../support/report-fixture.ts';

it('draws no budget beside income that is withheld, and tells it in the table', () => {
  const money = (measure: string, item: string, value: number, isWithheld = false) =>
    seal(figureWith({ indicator: 'FIN01', measure, unit: 'dkk', item, value }), isWithheld);
  const figures = [
    money('sum_dkk', 'state', 500_000),
    money('sum_dkk', 'fee', 310_000, true),
    money('budget_dkk', 'state', 480_000),
    money('budget_dkk', 'fee', 355_000),
  ];
  const base = fixtureInput({ clusters: 3 });
  const national = recipientsOf(base).find(({ code }) => code === 'DK') as ReturnType<typeof recipientsOf>[number];
  const chart = CHARTS.financing(viewOf(editionOf({ ...base, figures }), national, 'da'));
  expect(chart?.rows.map(({ value, budget }) => [value, budget])).toEqual([
    [500_000, 480_000],
    [null, null],
  ]);
  expect(JSON.stringify(chart?.table.rows[1])).toContain('355000');
});
