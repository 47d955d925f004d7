import { describe, expect, it } from 'vitest';
import { receiptsOf } from '../../../pipeline/intake/land/receipts.ts';

const drop = (settings: object) => ({
  name: '2013',
  folder: '/nowhere/2013',
  year: 2013,
  settings,
  files: ['deltagere_K01.csv', 'deltagere_K02.csv', 'økonomi/regnskab.xlsx'],
});

describe('the days on which files were due and came in', () => {
  it('are not asked for', () => {
    expect(receiptsOf(drop({}))).toEqual([]);
  });

  it('stand for every file of the drop, the first pattern that fits', () => {
    const received = { 'deltagere_K02.csv': '2014-02-09', 'deltagere_*.csv': '2014-01-31' };
    expect(receiptsOf(drop({ due: '2014-02-01', received }))).toEqual([
      { drop: '2013', path: 'deltagere_K01.csv', dueOn: '2014-02-01', receivedOn: '2014-01-31' },
      { drop: '2013', path: 'deltagere_K02.csv', dueOn: '2014-02-01', receivedOn: '2014-02-09' },
      { drop: '2013', path: 'økonomi/regnskab.xlsx', dueOn: '2014-02-01', receivedOn: null },
    ]);
  });

  it('must be days of the calendar, of files that are there', () => {
    expect(() => receiptsOf(drop({ due: '2014-02-30' }))).toThrow('"2014-02-30" is no day.');
    expect(() => receiptsOf(drop({ received: { 'deltagere_K03.csv': '2014-02-01' } }))).toThrow(
      'names "deltagere_K03.csv", but the drop has no such file',
    );
  });
});
