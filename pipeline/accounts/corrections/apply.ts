import type { InputContract } from '../../contract/inputs.ts';
import { correctionMessages } from '../../contract/messages/corrections.ts';
import { mayBePersonal, withoutPersonal } from '../../contract/personal.ts';
import { unpackTable } from '../../store/landing-table.ts';
import { identifier } from '../../store/quote.ts';
import type { Store } from '../../store/store.ts';
import type { Correction } from './parse.ts';

interface Delivery {
  readonly delivery_id: number;
  readonly drop_name: string;
  readonly path: string;
  readonly sheet: string | null;
  readonly input: string;
}

interface Column {
  readonly delivery_id: number;
  readonly field: string;
  readonly header: string | null;
}

/** Where a correction ended: the cell it changed, or the code of the finding that says why it was refused. */
interface Outcome {
  readonly correction: Correction;
  readonly delivery: Delivery | null;
  readonly row: number | null;
  readonly field: string | null;
  readonly found: string | null;
  readonly refusal: string | null;
}

const tidy = (text: string): string => text.replace(/\s+/g, ' ').trim();

async function fieldOf(store: Store, delivery: Delivery, name: string): Promise<string | null> {
  const columns = await store.rows<Column>(
    'SELECT delivery_id, field, header FROM landing.delivery_column WHERE delivery_id = $id AND field IS NOT NULL',
    { id: delivery.delivery_id },
  );
  const wanted = tidy(name).toLowerCase();
  const match = columns.find(({ field, header }) => field === wanted || tidy(header ?? '').toLowerCase() === wanted);
  return match?.field ?? null;
}

async function rowsOf(store: Store, delivery: Delivery, correction: Correction): Promise<readonly number[]> {
  const { row, key } = correction;
  const table = `landing.${identifier(delivery.input)}`;
  if (key === null)
    return (
      await store.rows<{ source_row: number }>(
        `SELECT source_row FROM ${table} WHERE delivery_id = $id AND source_row = $row`,
        { id: delivery.delivery_id, row: row as number },
      )
    ).map(({ source_row }) => source_row);
  const field = await fieldOf(store, delivery, key.column);
  if (field === null) return [];
  const rows = await store.rows<{ source_row: number }>(
    `SELECT source_row FROM ${table} WHERE delivery_id = $id AND typing.tidy(${identifier(field)}) = $value ORDER BY source_row`,
    { id: delivery.delivery_id, value: tidy(key.value) },
  );
  return rows.map(({ source_row }) => source_row);
}

/**
 * The correction as it may be kept and applied: what an analyst writes into it must not bring personal values back. A bare number
 * for a field of numbers is left alone.
 */
function keptCorrection(correction: Correction, kind: string): Correction {
  const kept = (text: string): string => (mayBePersonal(text, kind) ? withoutPersonal(text) : text);
  const { oldValue, newValue, why } = correction;
  return { ...correction, oldValue: kept(oldValue), newValue: kept(newValue), why: withoutPersonal(why) };
}

const located = (
  outcome: Omit<Partial<Outcome>, 'correction'>,
  correction: Correction,
  inputs: ReadonlyMap<string, InputContract>,
): Outcome => {
  const { fields = [] } = inputs.get(outcome.delivery?.input ?? '')?.schema ?? {};
  const kind = fields.find(({ name }) => name === outcome.field)?.kind ?? '';
  return {
    correction: keptCorrection(correction, kind),
    delivery: null,
    row: null,
    field: null,
    found: null,
    refusal: null,
    ...outcome,
  };
};

const isMeant = ({ drop_name, path, sheet }: Delivery, { delivery }: Correction): boolean =>
  [`${drop_name}/${path}`, `${drop_name}/${path}#${sheet ?? ''}`].includes(delivery);

async function applyOne(
  store: Store,
  deliveries: readonly Delivery[],
  correction: Correction,
  inputs: ReadonlyMap<string, InputContract>,
): Promise<Outcome> {
  const meant = deliveries.filter((delivery) => isMeant(delivery, correction));
  const at = (outcome: Omit<Partial<Outcome>, 'correction'>): Outcome => located(outcome, correction, inputs);
  const candidates: Outcome[] = [];
  for (const delivery of meant) {
    const field = await fieldOf(store, delivery, correction.column);
    if (field === null) continue;
    for (const row of await rowsOf(store, delivery, correction)) candidates.push(at({ delivery, row, field }));
  }
  const [target] = candidates;
  if (meant.length === 0) return at({ refusal: 'CORRECTION_DELIVERY_UNKNOWN' });
  const delivery = meant[0] as Delivery;
  if (target === undefined) {
    const isColumn = (await Promise.all(meant.map((one) => fieldOf(store, one, correction.column)))).some(Boolean);
    return at({ delivery, refusal: isColumn ? 'CORRECTION_ROW_UNKNOWN' : 'CORRECTION_COLUMN_UNKNOWN' });
  }
  if (candidates.length > 1) return at({ delivery, refusal: 'CORRECTION_ROW_AMBIGUOUS' });
  return change(store, target);
}

/** Changes the landed cell when its text is the correction's old value. */
async function change(store: Store, target: Outcome): Promise<Outcome> {
  const { delivery_id, input } = target.delivery as Delivery;
  const table = `landing.${identifier(input)}`;
  const column = identifier(target.field as string);
  const where = { id: delivery_id, row: target.row as number };
  const [cell] = await store.rows<{ text: string | null }>(
    `SELECT ${column} AS text FROM ${table} WHERE delivery_id = $id AND source_row = $row`,
    where,
  );
  const found = cell?.text ?? '';
  if (tidy(found) !== tidy(target.correction.oldValue)) return { ...target, found, refusal: 'CORRECTION_OLD_VALUE' };
  await store.run(`UPDATE ${table} SET ${column} = $text WHERE delivery_id = $id AND source_row = $row`, {
    ...where,
    text: target.correction.newValue,
  });
  return { ...target, found };
}

const TABLE = `CREATE OR REPLACE TABLE accounts.correction (
  line INTEGER, delivery_id INTEGER, drop_name VARCHAR, path VARCHAR, sheet VARCHAR, source_row INTEGER, input VARCHAR, field VARCHAR,
  column_name VARCHAR, old_value VARCHAR, new_value VARCHAR, who VARCHAR, why VARCHAR, date VARCHAR, status VARCHAR, refusal VARCHAR
)`;

async function record(store: Store, { correction, delivery, row, field, refusal }: Outcome): Promise<void> {
  const values = {
    line: correction.line,
    delivery_id: delivery?.delivery_id ?? null,
    drop_name: delivery?.drop_name ?? null,
    path: delivery?.path ?? correction.delivery,
    sheet: delivery?.sheet ?? null,
    source_row: row ?? correction.row,
    input: delivery?.input ?? null,
    field,
    column_name: correction.column,
    old_value: correction.oldValue,
    new_value: correction.newValue,
    who: correction.who,
    why: correction.why,
    date: correction.date,
    status: refusal === null ? 'applied' : 'refused',
    refusal,
  };
  const names = Object.keys(values);
  await store.run(
    `INSERT INTO accounts.correction (${names.join(', ')}) VALUES (${names.map((name) => `$${name}`).join(', ')})`,
    values,
  );
}

async function report(store: Store, { correction, delivery, row, field, found, refusal }: Outcome): Promise<void> {
  if (refusal === null) return;
  const severity = correctionMessages.find(({ code }) => code === refusal)?.severity ?? 'error';
  await store.run(
    `INSERT INTO landing.finding (code, severity, drop_name, path, sheet, source_row, header, input, field, value, params)
     VALUES ($code, $severity, $drop_name, $path, $sheet, $source_row, $header, $input, $field, typing.shown($value), $params::JSON)`,
    {
      code: refusal,
      severity,
      drop_name: delivery?.drop_name ?? null,
      path: delivery?.path ?? correction.delivery,
      sheet: delivery?.sheet ?? null,
      source_row: row ?? correction.row,
      header: correction.column,
      input: delivery?.input ?? null,
      field,
      value: found,
      params: JSON.stringify({ line: correction.line, expected: correction.oldValue, delivery: correction.delivery }),
    },
  );
}

/**
 * Puts corrections into the landed cells, in the order of their lines, before typing: `landing.<input>` changes, the drop
 * never does. What was applied and refused is in `accounts.correction`; every refusal is a finding.
 *
 * Needs `createLanding` and the landed deliveries before it.
 */
export async function applyCorrections(
  store: Store,
  contract: readonly InputContract[],
  corrections: readonly Correction[],
): Promise<void> {
  const inputs = new Map(contract.map((input) => [input.name, input]));
  await store.run(TABLE);
  const deliveries = (
    await store.rows<Delivery>(
      "SELECT delivery_id, drop_name, path, sheet, input FROM landing.delivery WHERE status IN ('ok', 'partial') ORDER BY delivery_id",
    )
  ).filter(({ input }) => inputs.has(input));
  const named = deliveries.filter((delivery) => corrections.some((correction) => isMeant(delivery, correction)));
  for (const name of new Set(named.map(({ input }) => input)))
    await unpackTable(store, inputs.get(name) as InputContract);
  for (const correction of corrections) {
    const outcome = await applyOne(store, deliveries, correction, inputs);
    await record(store, outcome);
    await report(store, outcome);
  }
}
