import { describe, expect, it } from 'vitest';
import { parseCorrections } from '../../../pipeline/accounts/index.ts';

const header = 'leverance;række;nøgle;kolonne;gammel værdi;ny værdi;hvem;hvorfor;dato';

describe('parseCorrections', () => {
  it('reads Danish headers and semicolons, rows and keys', () => {
    const text = `\uFEFF${header}\r\n2013/a.csv;7;;CVR-nr.;13585627;13585628;AB;"tastefejl; set i CVR";2014-03-01\r\n\r\n2013/b.xlsx#Ark1;;CVR-nr.=17150413;Antal ansatte;;12;AB;oplyst;2014-03-02\r\n`;
    expect(parseCorrections(text, 'corrections.csv')).toEqual([
      {
        line: 2,
        delivery: '2013/a.csv',
        row: 7,
        key: null,
        column: 'CVR-nr.',
        oldValue: '13585627',
        newValue: '13585628',
        who: 'AB',
        why: 'tastefejl; set i CVR',
        date: '2014-03-01',
      },
      {
        line: 4,
        delivery: '2013/b.xlsx#Ark1',
        row: null,
        key: { column: 'CVR-nr.', value: '17150413' },
        column: 'Antal ansatte',
        oldValue: '',
        newValue: '12',
        who: 'AB',
        why: 'oplyst',
        date: '2014-03-02',
      },
    ]);
  });

  it('reads English headers and commas', () => {
    const text = 'delivery,row,column,old_value,new_value,who,why,date\n2013/a.csv,7,x,1,2,AB,why,today\n';
    expect(parseCorrections(text, 'corrections.csv')[0]).toMatchObject({
      row: 7,
      key: null,
      oldValue: '1',
      newValue: '2',
    });
  });

  it('gives nothing for an empty file', () => {
    expect(parseCorrections('', 'corrections.csv')).toEqual([]);
    expect(parseCorrections(`${header}\n`, 'corrections.csv')).toEqual([]);
  });

  it.each([
    ['an unknown column', `${header};begrundelse\n`, 'corrections.csv:1', /begrundelse/],
    ['a missing column', 'leverance;række;kolonne;gammel værdi;ny værdi;hvem;dato\n', 'corrections.csv:1', /why/],
    ['no row and no key', `${header}\n2013/a.csv;;;x;1;2;AB;y;z\n`, 'corrections.csv:2', /row or key/],
    ['a row that no file has', `${header}\n2013/a.csv;99999999999;;x;1;2;AB;y;z\n`, 'corrections.csv:2', /row or key/],
    ['a row that is no number', `${header}\n2013/a.csv;syv;;x;1;2;AB;y;z\n`, 'corrections.csv:2', /row or key/],
    ['nobody who says so', `${header}\n2013/a.csv;7;;x;1;2;;y;z\n`, 'corrections.csv:2', /who/],
    ['no reason', `${header}\n2013/a.csv;7;;x;1;2;AB;;z\n`, 'corrections.csv:2', /why/],
  ])('refuses %s, naming the line', (_what, text, where, message) => {
    let thrown: unknown;
    try {
      parseCorrections(text, 'corrections.csv');
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({ exitCode: 2, where, message: expect.stringMatching(message) });
  });
});
