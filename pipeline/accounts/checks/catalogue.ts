import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { MessageSpec } from '../../contract/messages.ts';
import { resourcePath } from '../../contract/resources.ts';

/** Where a check looks: within one row, or across rows, files and years. The layer of single fields is the typing. */
export const CHECK_LAYERS = ['record', 'cross'] as const;

/** One check: a file of `sql/3-accounts/checks/<layer>/` with its texts in the header. */
export interface Check extends MessageSpec {
  readonly layer: (typeof CHECK_LAYERS)[number];
  /** SELECT of delivery_id, source_row, field, value and params: one row a finding. */
  readonly sql: string;
  readonly path: string;
}

const FILE = /^\/\*\n([\s\S]*?)\n\*\/\n([\s\S]*)$/;

function parseCheck(source: string, path: string, layer: Check['layer']): Check {
  const match = FILE.exec(source);
  if (match === null) throw new Error(`${path} does not begin with a header.`);
  const header = parse(match[1] as string) as MessageSpec & { readonly layer: string };
  if (header.layer !== layer) throw new Error(`${path} says layer "${header.layer}" and lies in "${layer}".`);
  const { code, severity, message, remedy } = header;
  return { code, severity, message, remedy, layer, sql: (match[2] as string).trim(), path };
}

/** Every check, by layer and then by name. Throws for a file without a proper header. */
export function readChecks(): readonly Check[] {
  return CHECK_LAYERS.flatMap((layer) => {
    const folder = resourcePath('sql', '3-accounts', 'checks', layer);
    return readdirSync(folder)
      .filter((name) => name.endsWith('.sql'))
      .sort()
      .map((name) => parseCheck(readFileSync(join(folder, name), 'utf8'), join(folder, name), layer));
  });
}

/** The messages of all checks, to be added to the catalogue of messages. */
export const checkMessages = (): readonly MessageSpec[] =>
  readChecks().map(({ code, severity, message, remedy }) => ({ code, severity, message, remedy }));
