import type { InputContract } from '../../contract/inputs.ts';
import type { Store } from '../../store/store.ts';
import { kindOf } from './kinds.ts';
import { identifier, literal } from './quote.ts';

type Fact = string | number | null;

/** A delivery with what typing must know of it: `reference_year`, `identifier_scheme`, and `mark_<field>` of every number. */
export type DeliveryFacts = Readonly<Record<string, Fact>> & { readonly delivery_id: number };

/** How the statements of an input get at its landed rows `l` and at what is known of their deliveries. */
export interface Deliveries {
  /** Common table expression `d` of what differs between the deliveries; null where nothing does. */
  readonly table: string | null;
  /** What follows `FROM landing.<input> AS l`, joins first. */
  readonly joins: string;
  readonly condition: string;
  /** A fact of the delivery of row `l`: a literal where all deliveries agree, else a column of `d`. */
  readonly fact: (name: string) => string;
}

/** SELECT of the facts of every delivery that counts. The mark of a column is its own, else its delivery's. */
const factsSql = (input: InputContract): string => {
  const marks = input.schema.fields
    .filter((field) => kindOf(field)?.usesMark)
    .map(
      ({ name }) =>
        `coalesce(max(c.decimal_mark) FILTER (c.field = ${literal(name)}), d.decimal_mark) AS ${identifier(`mark_${name}`)}`,
    );
  return `SELECT ${['d.delivery_id', 'd.reference_year', "coalesce(s.identifier_scheme, 'dk-cvr') AS identifier_scheme", ...marks].join(', ')}
    FROM landing.delivery AS d
    LEFT JOIN landing.delivery_column AS c ON c.delivery_id = d.delivery_id
    LEFT JOIN landing.drop_setting AS s ON s.drop_name = d.drop_name
    WHERE d.input = ${literal(input.name)} AND d.status IN ('ok', 'partial')
    GROUP BY d.delivery_id, d.reference_year, d.decimal_mark, s.identifier_scheme
    ORDER BY d.delivery_id`;
};

const sqlOf = (fact: Fact | undefined, name: string): string => {
  if (name === 'reference_year') return `${fact ?? 'NULL'}::INTEGER`;
  return fact === null || fact === undefined ? 'NULL::VARCHAR' : literal(String(fact));
};

/** Puts what all deliveries agree on into the statements as literals, so that only what differs costs a join. */
export function deliveriesOf(facts: readonly DeliveryFacts[], replaced: readonly number[]): Deliveries {
  const [first] = facts;
  const names = Object.keys(first ?? {}).filter((name) => name !== 'delivery_id');
  const differing = names.filter((name) => facts.some((one) => one[name] !== first?.[name]));
  const rows = facts.map(
    (one) => `(${[String(one.delivery_id), ...differing.map((name) => sqlOf(one[name], name))].join(', ')})`,
  );
  const isJoined = differing.length > 0;
  return {
    table: isJoined
      ? `d (${['delivery_id', ...differing.map(identifier)].join(', ')}) AS (VALUES ${rows.join(', ')})`
      : null,
    joins: isJoined ? 'JOIN d ON d.delivery_id = l.delivery_id' : '',
    condition: isJoined || replaced.length === 0 ? 'true' : `l.delivery_id NOT IN (${replaced.join(', ')})`,
    fact: (name) => (differing.includes(name) ? `d.${identifier(name)}` : sqlOf(first?.[name], name)),
  };
}

/** The deliveries of an input as they stand in the landing. */
export async function readDeliveries(store: Store, input: InputContract): Promise<Deliveries> {
  const facts = await store.rows<DeliveryFacts>(factsSql(input));
  const replaced = await store.rows<{ delivery_id: number }>(
    `SELECT delivery_id FROM landing.delivery
     WHERE input = ${literal(input.name)} AND status NOT IN ('ok', 'partial') ORDER BY delivery_id`,
  );
  return deliveriesOf(
    facts,
    replaced.map(({ delivery_id }) => delivery_id),
  );
}
