import { describe, expect, it } from 'vitest';
import { FindingCollector } from '../../../pipeline/intake/collector.ts';
import { findLayout } from '../../../pipeline/intake/layout/layout.ts';
import { RowSorter } from '../../../pipeline/intake/rows.ts';
import type { TableRow } from '../../../pipeline/intake/table.ts';

function sorterWith() {
  const rows: TableRow[] = [];
  const layout = findLayout(
    [
      { row: 1, cells: ['Navn', 'Antal', 'År'] },
      { row: 2, cells: ['Alfa', '3', '2013'] },
      { row: 3, cells: ['Beta', '5', '2013'] },
    ],
    {},
  );
  const found = new FindingCollector(10);
  const sorter = new RowSorter(layout, { header: () => {}, row: (row) => void rows.push(row) }, found);
  sorter.take(2, ['Alfa', '3', '2013']);
  return { rows, sorter, found };
}

describe('rows that fill one cell only', () => {
  it('are notes when nothing follows, and rows when something does', () => {
    const { rows, sorter } = sorterWith();
    for (const [row, cells] of [
      [3, ['En linje', '', '']],
      [4, ['Beta', '5', '2013']],
      [5, ['Kilde: os selv', '', '']],
    ] as const)
      sorter.take(row, cells);
    expect(rows.map(({ row }) => row)).toEqual([2, 3, 4]);
    sorter.end();
    expect(rows.map(({ row, kind }) => `${row} ${kind}`)).toEqual(['2 data', '3 data', '4 data', '5 note']);
  });

  it('do not wait without end: a table of them is a table', () => {
    const { rows, sorter } = sorterWith();
    for (let row = 3; row < 25_003; row += 1) sorter.take(row, ['x', '', '']);
    expect(rows.length).toBeGreaterThan(15_000);
    sorter.end();
    expect(rows.map(({ row }) => row)).toEqual(Array.from({ length: 25_001 }, (_, at) => at + 2));
    expect(new Set(rows.map(({ kind }) => kind))).toEqual(new Set(['data']));
  });
});

it('gives empty rows on at once where nothing waits before them', () => {
  const { rows, sorter, found } = sorterWith();
  sorter.take(3, ['', '', '']);
  expect(rows.map(({ row, kind }) => `${row} ${kind}`)).toEqual(['2 data', '3 empty']);
  sorter.end();
  expect(found.all()).toMatchObject([{ code: 'ROWS_EMPTY', params: { count: 1 } }]);
});
