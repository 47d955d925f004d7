import type { InputContract } from '../../contract/inputs.ts';
import { identifier, literal } from '../../store/quote.ts';
import type { Store } from '../../store/store.ts';
import { kindOf } from './kinds.ts';

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
  /** Fields that a column of any delivery was taken for. */
  readonly fields: ReadonlySet<string>;
  /** Landed rows. */
  readonly rows: number;
}

const sqlOf = (fact: Fact | undefined, name: string): string => {
  if (name === 'reference_year') return `${fact ?? 'NULL'}::INTEGER`;
  return fact === null || fact === undefined ? 'NULL::VARCHAR' : literal(String(fact));
};

/** Puts what all deliveries agree on into the statements as literals, so that only what differs costs a join. */
export function deliveriesOf(
  facts: readonly DeliveryFacts[],
  replaced: readonly number[],
  fields: ReadonlySet<string>,
  rowCount = 0,
): Deliveries {
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
    fields,
    rows: rowCount,
    fact: (name) => (differing.includes(name) ? `d.${identifier(name)}` : sqlOf(first?.[name], name)),
  };
}

interface LandedDelivery {
  readonly delivery_id: number;
  readonly input: string;
  readonly counts: boolean;
  readonly reference_year: number | null;
  readonly identifier_scheme: string;
  readonly decimal_mark: string | null;
  readonly rows_loaded: number;
  /** Fields of its columns, with the decimal mark of each. */
  readonly fields: readonly string[];
  readonly marks: readonly (string | null)[];
}

const LANDED = `SELECT d.delivery_id, d.input, d.status IN ('ok', 'partial') AS counts, d.reference_year,
    coalesce(s.identifier_scheme, 'dk-cvr') AS identifier_scheme, d.decimal_mark,
    d.rows_loaded::DOUBLE AS rows_loaded,
    coalesce(list(c.field ORDER BY c.field, c.decimal_mark NULLS FIRST) FILTER (c.field IS NOT NULL), []) AS fields,
    coalesce(list(c.decimal_mark ORDER BY c.field, c.decimal_mark NULLS FIRST) FILTER (c.field IS NOT NULL), []) AS marks
  FROM landing.delivery AS d
  LEFT JOIN landing.delivery_column AS c ON c.delivery_id = d.delivery_id
  LEFT JOIN landing.drop_setting AS s ON s.drop_name = d.drop_name
  WHERE d.input IS NOT NULL
  GROUP BY ALL
  ORDER BY d.delivery_id`;

/** The decimal mark of a column is its own, else its delivery's. */
function factsOf(input: InputContract, delivery: LandedDelivery): DeliveryFacts {
  const { delivery_id, reference_year, identifier_scheme, decimal_mark, fields, marks } = delivery;
  const own = new Map(fields.map((field, at) => [field, marks[at] ?? null]));
  const numbers = input.schema.fields.filter((field) => kindOf(field)?.usesMark);
  return {
    delivery_id,
    reference_year,
    identifier_scheme,
    ...Object.fromEntries(numbers.map(({ name }) => [`mark_${name}`, own.get(name) ?? decimal_mark])),
  };
}

/** The deliveries of every input that has any that counts, as they stand in the landing. */
export async function readDeliveries(
  store: Store,
  contract: readonly InputContract[],
): Promise<ReadonlyMap<string, Deliveries>> {
  const landed = await store.rows<LandedDelivery>(LANDED);
  return new Map(
    contract.flatMap((input) => {
      const own = landed.filter((delivery) => delivery.input === input.name);
      const counted = own.filter(({ counts }) => counts);
      if (counted.length === 0) return [];
      const replaced = own.filter(({ counts }) => !counts).map(({ delivery_id }) => delivery_id);
      return [
        [
          input.name,
          deliveriesOf(
            counted.map((delivery) => factsOf(input, delivery)),
            replaced,
            new Set(counted.flatMap(({ fields }) => fields)),
            counted.reduce((sum, { rows_loaded }) => sum + rows_loaded, 0),
          ),
        ] as const,
      ];
    }),
  );
}
