import { describe, expect, it } from 'vitest';
import type { Figure } from '../../../pipeline/contract/figure.ts';
import { seal } from '../../../pipeline/protect/figure.ts';
import type { Cell, TableModel } from '../../../pipeline/report/chart/model.ts';
import type { Part } from '../../../pipeline/report/figures/shown.ts';
import { tableCsv } from '../../../pipeline/report/page/table.ts';
import { loadTexts } from '../../../pipeline/report/text/texts.ts';
import { figureWith } from '../../support/figures.ts';

const cell = (part: Part, changes: Partial<Figure>, isWithheld = false): Cell => ({
  figure: seal(figureWith(changes), isWithheld),
  part,
});

const table = (headings: readonly string[], rows: readonly (readonly Cell[])[]): TableModel => ({
  caption: 'Table',
  columns: headings.map((heading, at) => ({ heading, isNumeric: at > 0 })),
  rows: rows.map((cells) => ({ cells })),
});

const lines = (model: TableModel): string[] => tableCsv(model, loadTexts('en')).trimEnd().split('\n');

describe('the copy of a table as CSV', () => {
  const rate = { value: 22.5, lower: 17.25, upper: 27 };

  it('gives an estimate and both bounds of its interval as numbers, in columns of their own', () => {
    expect(lines(table(['Group', 'Rate'], [['All', cell('estimate', rate)]]))).toEqual([
      'Group,Rate,"Rate, lower bound","Rate, upper bound"',
      'All,22.5,17.25,27',
    ]);
  });

  it('splits an interval, negative bounds included', () => {
    const effect = { value: 0.5, lower: -1.5, upper: 2.5, n: 40 };
    expect(
      lines(
        table(
          ['Year', 'Effect', 'Interval', 'Pairs'],
          [['−1', cell('value', effect), cell('interval', effect), cell('n', effect)]],
        ),
      ),
    ).toEqual(['Year,Effect,"Interval, lower bound","Interval, upper bound",Pairs', '-1,0.5,-1.5,2.5,40']);
  });

  it('keeps a value that stands in the column of intervals', () => {
    const mixed = [
      ['A', cell('value', { value: 7 })],
      ['B', cell('interval', { value: 2, lower: 1, upper: 3 })],
    ];
    expect(lines(table(['Group', 'Number'], mixed)).slice(1)).toEqual(['A,7,,', 'B,2,1,3']);
  });

  it('gives the state instead of every number of what is withheld or not there', () => {
    expect(
      lines(
        table(
          ['Group', 'Rate', 'Base'],
          [
            ['A', cell('estimate', rate, true), { figure: null, part: 'value' }],
            ['B', 'too few', cell('value', { value: 7 })],
          ],
        ),
      ).slice(1),
    ).toEqual(['A,suppressed,suppressed,suppressed,no_data', 'B,too few,,,7']);
  });

  it('keeps a text that looks like a formula a text', () => {
    expect(lines(table(['Name', 'Value'], [['=1+1', cell('value', { value: 1 })]]))[1]).toBe("'=1+1,1");
  });
});
