import type { Finding } from '../../contract/finding.ts';
import type { InputContract } from '../../contract/inputs.ts';
import type { ColumnMatch } from './match.ts';

/** What a delivery looked like: its columns in order, and the spellings in its columns of codes. */
export interface DeliveryLayout {
  readonly since: string;
  readonly columns: readonly Pick<ColumnMatch, 'position' | 'header' | 'field'>[];
  /** By field with allowed values: the spellings that the contract does not know. */
  readonly codes: ReadonlyMap<string, ReadonlySet<string>>;
}

const NAMED = 12;

/** A spelling that could be a code: not a dash, dots, or words for a missing value. */
const IS_CODE = /^(?!(?:u\.?o\.?|n\/a|uoplyst|ikke relevant|ukendt)$).*[\p{L}\p{N}]/u;

/**
 * Spellings in the fields of an input that have allowed values, and that the contract does not know; lower case, trimmed.
 * `textsOf` gives the texts of a field, by its name and its place in the contract, once or as often as they occur.
 */
export function codesOf(
  input: InputContract,
  textsOf: (name: string, at: number) => Iterable<string | null | undefined>,
): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(
    input.schema.fields.flatMap(({ name, kind, values: allowed = {} }, at) => {
      if (kind !== 'enum') return [];
      const known = new Set(
        Object.entries(allowed).flatMap(([value, spellings]) =>
          [value, ...spellings].map((text) => text.toLowerCase()),
        ),
      );
      const unknown = new Set<string>();
      for (const cell of textsOf(name, at)) {
        const text = cell?.trim().toLowerCase();
        if (text !== undefined && IS_CODE.test(text) && !known.has(text)) unknown.add(text);
      }
      return [[name, unknown] as const];
    }),
  );
}

/** How a delivery differs from the last one of the same supplier and input: columns added, removed, renamed, moved; new codes. */
export function layoutDrift(before: DeliveryLayout, now: DeliveryLayout): Finding[] {
  const { since } = before;
  const found: Finding[] = [];
  const same = (column: DeliveryLayout['columns'][number], list: DeliveryLayout['columns']) =>
    list.find(({ header, field }) =>
      column.field === null ? header.trim() === column.header.trim() : field === column.field,
    );
  for (const column of now.columns) {
    if (column.header.trim() === '') continue;
    const earlier = same(column, before.columns);
    const where = {
      column: column.position,
      header: column.header,
      ...(column.field === null ? {} : { field: column.field }),
    };
    if (earlier === undefined) found.push({ code: 'LAYOUT_ADDED', severity: 'info', ...where, params: { since } });
    else if (earlier.header.trim() !== column.header.trim())
      found.push({
        code: 'LAYOUT_RENAMED',
        severity: 'info',
        ...where,
        params: { since, before: earlier.header.trim() },
      });
  }
  for (const column of before.columns) {
    if (column.header.trim() === '' || same(column, now.columns) !== undefined) continue;
    found.push({
      code: 'LAYOUT_REMOVED',
      severity: column.field === null ? 'info' : 'warning',
      header: column.header,
      ...(column.field === null ? {} : { field: column.field }),
      params: { since },
    });
  }
  const order = (list: DeliveryLayout['columns'], other: DeliveryLayout['columns']): string =>
    list
      .filter(({ field }) => field !== null && other.some((column) => column.field === field))
      .map(({ field }) => field)
      .join(' ');
  if (order(before.columns, now.columns) !== order(now.columns, before.columns))
    found.push({ code: 'LAYOUT_MOVED', severity: 'info', params: { since } });
  for (const [field, spellings] of now.codes) {
    const known = before.codes.get(field);
    if (known === undefined || !before.columns.some((column) => column.field === field)) continue;
    const fresh = [...spellings].filter((spelling) => !known.has(spelling)).sort();
    if (fresh.length > 0)
      found.push({
        code: 'LAYOUT_CODES',
        severity: 'info',
        field,
        params: { since, field, values: fresh.slice(0, NAMED).join(', ') },
      });
  }
  return found;
}
