import type { FileSettings } from '../../contract/drop-settings.ts';
import type { InputContract } from '../../contract/inputs.ts';
import { type LandingColumn, type Packing, writtenColumn } from '../../store/landing-table.ts';
import { identifier, literal } from '../../store/quote.ts';
import type { ColumnMatch } from '../recognise/match.ts';
import { orderlyId } from './orderly.ts';
import { type PackedSql, packedSql, packingOf } from './packing.ts';
import type { Scan } from './scan.ts';

/** A column of the landing table, and what a statement writes to it: the text, or the packed value. */
export interface ScannedColumn extends LandingColumn {
  readonly text: string;
  readonly packed: PackedSql | null;
}

/** The columns that a scan fills: those of the file, packed where they may be, and the constants of `drop.yaml`. */
export function scannedColumns(
  scan: Scan,
  input: InputContract,
  columns: readonly ColumnMatch[],
  settings: FileSettings | undefined,
  mayPack: boolean,
): readonly ScannedColumn[] {
  const given = settings?.decimal_mark;
  return input.schema.fields.flatMap((field): ScannedColumn[] => {
    const column = columns.find((one) => one.field === field.name);
    const constant = settings?.constants?.[field.name];
    if (column === undefined)
      return constant === undefined
        ? []
        : [{ field: field.name, packing: null, text: literal(String(constant)), packed: null }];
    const source = `c${column.position}`;
    const form = scan.forms[column.position - 1] ?? null;
    const isOtherMark = form?.kind === 'number' && form.scale > 0 && given !== undefined && given !== form.mark;
    const packing = mayPack && !isOtherMark ? packingOf(field, form) : null;
    return [
      {
        field: field.name,
        packing,
        text: scan.isText ? source : `coalesce(${source}::VARCHAR, '')`,
        packed: packing === null ? null : packedSql(source, packing, scan.isText),
      },
    ];
  });
}

const list = (parts: readonly (string | undefined)[]): string =>
  parts.flatMap((part) => (part === undefined ? [] : [part])).join(', ');

/**
 * The statement that reads a scan into `landing.<input>`. `packings` says which columns the table packs. It fails with UNORDERLY
 * at a row that must be read with care, and with UNPACKABLE at a text that its column cannot give back.
 */
export function scanStatement(
  scan: Scan,
  input: InputContract,
  columns: readonly ColumnMatch[],
  scanned: readonly ScannedColumn[],
  packings: ReadonlyMap<string, Packing>,
  deliveryId: number,
): string {
  const steps = scanned.map(({ field, text, packed }, at) =>
    packed === null || !packings.has(field)
      ? { value: text }
      : {
          plain: `${packed.plain} AS plain${at}`,
          cast: `${packed.valueOf(`plain${at}`)} AS value${at}`,
          value: packed.checked(`plain${at}`, `value${at}`),
        },
  );
  const isPacked = (position: number): boolean =>
    columns.some((column) => column.position === position && packings.has(column.field ?? ''));
  const id = orderlyId(deliveryId, input, columns, scan, isPacked);
  const written = scanned.map(({ field }) => writtenColumn({ field, packing: packings.get(field) ?? null }));
  const plain = `SELECT ${list(['*', ...steps.map((step) => step.plain)])} FROM ${scan.source}`;
  const cast = `SELECT ${list(['*', ...steps.map((step) => step.cast)])} FROM (${plain})`;
  return `INSERT INTO landing.${identifier(input.name)} (${list(['delivery_id', 'source_row', ...written])})
    SELECT ${list([id, scan.row ?? 'NULL', ...steps.map(({ value }) => value)])} FROM (${cast})`;
}
