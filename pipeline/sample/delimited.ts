import type { Cell } from './table.ts';

export type SampleEncoding = 'utf-8' | 'utf-8-bom' | 'windows-1252' | 'utf-16le';

export interface Dialect {
  readonly delimiter: ';' | ',' | '\t';
  readonly encoding: SampleEncoding;
  /** Excel's first line `sep=;`. */
  readonly hasSepLine: boolean;
}

const WINDOWS_1252: Readonly<Record<string, number>> = {
  '€': 0x80,
  '…': 0x85,
  '‘': 0x91,
  '’': 0x92,
  '“': 0x93,
  '”': 0x94,
  '–': 0x96,
  '—': 0x97,
};

function encode(text: string, encoding: SampleEncoding): Uint8Array {
  if (encoding === 'utf-8') return Buffer.from(text, 'utf8');
  if (encoding === 'utf-8-bom') return Buffer.from(`\ufeff${text}`, 'utf8');
  if (encoding === 'utf-16le') return Buffer.from(`\ufeff${text}`, 'utf16le');
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    const byte = code < 256 ? code : WINDOWS_1252[text[index] as string];
    if (byte === undefined) throw new Error(`windows-1252 has no ${text[index]}.`);
    bytes[index] = byte;
  }
  return bytes;
}

const show = (cell: Cell): string => (typeof cell === 'string' ? cell : String(cell.number));

/** Rows of cells as the bytes of a delimited file with CRLF line ends; quotes only where they are needed. */
export function writeDelimited(rows: readonly (readonly Cell[])[], dialect: Dialect): Uint8Array {
  const { delimiter } = dialect;
  const needsQuotes = new RegExp(`["\r\n${delimiter === '\t' ? '\t' : delimiter}]`);
  const lines = rows.map((row) =>
    row
      .map((cell) => {
        const text = show(cell);
        return needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
      })
      .join(delimiter),
  );
  const head = dialect.hasSepLine ? [`sep=${delimiter}`] : [];
  return encode(`${[...head, ...lines].join('\r\n')}\r\n`, dialect.encoding);
}
