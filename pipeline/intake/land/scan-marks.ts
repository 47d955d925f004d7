import { identifier } from '../../store/quote.ts';
import type { Store } from '../../store/store.ts';
import { decidedMark } from '../recognise/decimal.ts';
import type { Scan } from './scan.ts';

/** A field that may show a decimal mark. */
interface Candidate {
  readonly field: string;
  readonly mark: ',' | '.';
}

const holdsMark = ({ field, mark }: Candidate): string => `contains(${identifier(field)}, '${mark}')`;

/** Whether a text can have this decimal mark only, in SQL. */
const showsMark = (candidate: Candidate): string => {
  const [own, other] = candidate.mark === ',' ? [',', '\\.'] : ['\\.', ','];
  const pattern = `${own}([0-9]{1,2}|[0-9]{4,})$|${other}.*${own}|^-?(0|[0-9]{4,})${own}`;
  return `${holdsMark(candidate)} AND regexp_matches(${identifier(candidate.field)}, '${pattern}')`;
};

/** The candidates for which a condition holds in any row. */
async function anywhere(
  store: Store,
  candidates: readonly Candidate[],
  condition: (candidate: Candidate) => string,
  from: string,
): Promise<readonly Candidate[]> {
  if (candidates.length === 0) return [];
  const answers = candidates.map((candidate, at) => `bool_or(${condition(candidate)}) AS c${at}`);
  const [row = {}] = await store.rows<Record<string, boolean | null>>(`SELECT ${answers.join(', ')} FROM ${from}`);
  return candidates.filter((_, at) => row[`c${at}`] === true);
}

/** Rows that are looked at first: most columns show their mark there. */
const FIRST_ROWS = 10_000;

/** The decimal mark that the values of every number column speak for; `unclear` where they speak for both, or may mean either. */
export async function columnMarks(
  store: Store,
  table: string,
  deliveryId: number,
  fields: readonly string[],
  absent: Scan['absentSigns'],
): Promise<ReadonlyMap<string, ',' | '.' | 'unclear' | null>> {
  const rows = `landing.${table} WHERE delivery_id = ${deliveryId}`;
  const candidates = ([',', '.'] as const)
    .filter((mark) => !absent.includes(mark))
    .flatMap((mark) => fields.map((field): Candidate => ({ field, mark })));
  const shown = new Set(await anywhere(store, candidates, showsMark, `(SELECT * FROM ${rows} LIMIT ${FIRST_ROWS})`));
  const open = candidates.filter((candidate) => !shown.has(candidate));
  const held = await anywhere(store, open, holdsMark, rows);
  for (const candidate of held)
    if ((await store.rows(`SELECT 1 AS found FROM ${rows} AND ${showsMark(candidate)} LIMIT 1`)).length > 0)
      shown.add(candidate);
  const count = (field: string, mark: ',' | '.'): number =>
    [...shown].filter((candidate) => candidate.field === field && candidate.mark === mark).length;
  return new Map(
    fields.map((field) => {
      const decided = decidedMark({ comma: count(field, ','), point: count(field, '.'), open: 0 });
      const isHeld = [...shown, ...held].some((candidate) => candidate.field === field);
      return [field, decided ?? (isHeld ? 'unclear' : null)];
    }),
  );
}
