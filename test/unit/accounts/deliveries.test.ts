import { expect, it } from 'vitest';
import { deliveriesOf } from '../../../pipeline/accounts/typed/deliveries.ts';

const facts = (delivery_id: number, reference_year: number | null, mark: string | null) => ({
  delivery_id,
  reference_year,
  identifier_scheme: 'dk-cvr',
  mark_fte: mark,
});
const none: ReadonlySet<string> = new Set();

it('puts what all deliveries agree on into the statement, and joins nothing', () => {
  const { table, joins, condition, fact } = deliveriesOf([facts(1, 2013, ','), facts(2, 2013, ',')], [], none);
  expect([table, joins, condition]).toEqual([null, '', 'true']);
  expect(['reference_year', 'identifier_scheme', 'mark_fte'].map(fact)).toEqual(['2013::INTEGER', "'dk-cvr'", "','"]);
});

it('joins what differs only', () => {
  const { table, joins, fact } = deliveriesOf([facts(1, 2013, ','), facts(2, 2013, null)], [], none);
  expect(table).toBe(`d (delivery_id, "mark_fte") AS (VALUES (1, ','), (2, NULL::VARCHAR))`);
  expect(joins).not.toBe('');
  expect([fact('mark_fte'), fact('reference_year')]).toEqual(['d."mark_fte"', '2013::INTEGER']);
});

it('leaves replaced deliveries out, also where nothing is joined', () => {
  expect(deliveriesOf([facts(2, null, null)], [1, 3], none).condition).toBe('l.delivery_id NOT IN (1, 3)');
});
