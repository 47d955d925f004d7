import { describe, expect, it } from 'vitest';
import { createLanding } from '../../../pipeline/accounts/typed/tables.ts';
import { findDrops, landDrops } from '../../../pipeline/intake/index.ts';
import { openStore, type Store } from '../../../pipeline/store/store.ts';
import { contract, landFiles, withFolder } from '../../support/intake/land.ts';

const COUNT = 250_000;

/** A text that is large enough to be scanned: the header, and rows made of their numbers. */
const large = (header: string, row: (at: number) => string): string =>
  `${header}\n${Array.from({ length: COUNT }, (_, at) => row(at)).join('\n')}\n`;

const WITH_FTE = large('CVR-nr.;År;Årsværk', (at) => `${10_000_000 + at};${2000 + (at % 20)};${at % 90},5`);
const WITH_PLACE = large('CVR-nr.;År;Kommunekode', (at) => `${20_000_000 + at};2012;0${101 + (at % 9)}`);
const SMALL = 'CVR-nr.;År;Antal ansatte\n30000000;2013;7\n';

const columnsOf = async (store: Store): Promise<readonly string[]> =>
  (await store.connection.run('FROM landing.firm_register LIMIT 0')).columnNames();

const ALL = [
  'delivery_id',
  'source_row',
  ...(contract.find(({ name }) => name === 'firm_register')?.schema.fields ?? []).map(({ name }) => name),
];

/** Of every delivery: its rows, how many stand where the file has them, and the cells of the first. */
const READ = `SELECT delivery_id, count(*)::INTEGER AS n,
    count_if(source_row = company_number::INTEGER % 10000000 + 2)::INTEGER AS "inPlace",
    arg_min(concat_ws(' ', company_number, year, fte, employees, municipality), source_row) AS first
  FROM landing.firm_register GROUP BY ALL ORDER BY ALL`;

describe('a scan', () => {
  it('lands the columns that came, and no others', async () => {
    await landFiles({ 'register/a.csv': WITH_FTE }, async ({ store }) => {
      expect(await columnsOf(store)).toEqual([
        'delivery_id',
        'source_row',
        'packed_company_number',
        'company_number',
        'packed_year',
        'year',
        'packed_with_comma_fte',
        'fte',
      ]);
    });
  });

  it('numbers the rows as they stand in the file, also on the disk', async () => {
    // Long enough for several threads.
    const long = large('CVR-nr.;År;Koncern-id', (at) => `${10_000_000 + at};2012;${'k'.repeat(100)}`);
    await withFolder({ 'register/a.csv': long }, async (folder) => {
      const store = await openStore(`${folder}/store.duckdb`, { threads: 2 });
      await createLanding(store, contract);
      const { drops } = await findDrops([`${folder}/register`], contract);
      await landDrops(store, drops, contract);
      const [row] = await store.rows(
        'SELECT count_if(source_row = company_number::INTEGER % 10000000 + 2)::INTEGER AS n, max(source_row) AS last FROM landing.firm_register',
      );
      store.close();
      expect(row).toEqual({ n: COUNT, last: COUNT + 1 });
    });
  });

  it('gives way to other columns, of another scan or of the careful reader', async () => {
    const files = { 'register/a.csv': WITH_FTE, 'register/b.csv': WITH_PLACE, 'register/c.csv': SMALL };
    await landFiles(files, async ({ store }) => {
      expect(await columnsOf(store)).toEqual(ALL);
      expect(await store.rows(READ)).toEqual([
        { delivery_id: 1, n: COUNT, inPlace: COUNT, first: '10000000 2000 0,5' },
        { delivery_id: 2, n: COUNT, inPlace: COUNT, first: '20000000 2012 0101' },
        { delivery_id: 3, n: 1, inPlace: 1, first: '30000000 2013 7' },
      ]);
    });
  });

  it('comes after the careful reader as well as before it', async () => {
    await landFiles({ 'register/a.csv': SMALL, 'register/b.csv': WITH_FTE }, async ({ store }) => {
      expect(await columnsOf(store)).toEqual(ALL);
      expect(await store.rows(READ)).toEqual([
        { delivery_id: 1, n: 1, inPlace: 1, first: '30000000 2013 7' },
        { delivery_id: 2, n: COUNT, inPlace: COUNT, first: '10000000 2000 0,5' },
      ]);
    });
  });

  it('lands nothing of a file that is not as its head promised, and leaves it to the careful reader', async () => {
    await landFiles({ 'register/a.csv': `${WITH_FTE}40000000;2013\n` }, async ({ store, deliveries, findings }) => {
      expect(findings.map(({ code }) => code)).toContain('ROW_SHORT');
      expect(deliveries[0]).toMatchObject({ rows_read: COUNT + 1, rows_loaded: COUNT + 1 });
      expect(await columnsOf(store)).toEqual(ALL);
      expect(await store.rows('SELECT count(*)::INTEGER AS n FROM landing.firm_register')).toEqual([{ n: COUNT + 1 }]);
    });
  });

  it('takes nothing from the files around it when it is not as its head promised', async () => {
    const files = {
      'register/a.csv': SMALL,
      'register/b.csv': `${WITH_FTE}40000000;2013\n`,
      'register/c.csv': WITH_PLACE,
    };
    await landFiles(files, async ({ store, deliveries, findings }) => {
      expect(deliveries.map(({ rows_loaded }) => rows_loaded)).toEqual([1, COUNT + 1, COUNT]);
      expect(findings.filter(({ code }) => code === 'DIALECT').map(({ path }) => path)).toEqual([
        'a.csv',
        'b.csv',
        'c.csv',
      ]);
      const counts = 'SELECT delivery_id, count(*)::INTEGER AS n FROM landing.firm_register GROUP BY ALL ORDER BY ALL';
      expect(await store.rows(counts)).toEqual([
        { delivery_id: 1, n: 1 },
        { delivery_id: 2, n: COUNT + 1 },
        { delivery_id: 3, n: COUNT },
      ]);
    });
  });

  it('takes the decimal mark from the first row that shows it, wherever it stands', async () => {
    const late = large('CVR-nr.;År;Årsværk', (at) => `${10_000_000 + at};2012;${at === COUNT - 1 ? '1,5' : '12,345'}`);
    await landFiles({ 'register/a.csv': late }, async ({ store }) => {
      expect(await store.rows("SELECT decimal_mark FROM landing.delivery_column WHERE field = 'fte'")).toEqual([
        { decimal_mark: ',' },
      ]);
    });
    const mixed = large('CVR-nr.;År;Årsværk', (at) => `${10_000_000 + at};2012;${at === COUNT - 1 ? '1.5' : '1,5'}`);
    await landFiles({ 'register/a.csv': mixed }, async ({ store }) => {
      expect(await store.rows("SELECT decimal_mark FROM landing.delivery_column WHERE field = 'fte'")).toEqual([
        { decimal_mark: null },
      ]);
    });
  });
});
