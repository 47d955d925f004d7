import { readdirSync, readFileSync } from 'node:fs';
import type { Localised } from './finding.ts';
import { resourcePath } from './resources.ts';

/** A column of an input: a field of a Frictionless Table Schema with our additions. */
export interface FieldContract {
  readonly name: string;
  readonly type: string;
  /** How the text is typed; see `pipeline/accounts/typed/kinds.ts`. */
  readonly kind: string;
  readonly titles: Localised;
  /** Other headers that mean the same. */
  readonly synonyms: readonly string[];
  /** Canonical value → spellings that mean it. */
  readonly values?: Readonly<Record<string, readonly string[]>>;
  readonly constraints?: {
    readonly required?: boolean;
    readonly minimum?: number;
    readonly maximum?: number;
    readonly pattern?: string;
    readonly enum?: readonly string[];
  };
}

export interface ForeignKey {
  readonly fields: string;
  readonly reference: { readonly resource: string; readonly fields: string };
}

/** What one of the sixteen inputs may hold: a file of `contract/inputs/`. */
export interface InputContract {
  readonly name: string;
  readonly number: string;
  readonly titles: Localised;
  /** What one row is. */
  readonly grain: Localised;
  readonly required: boolean;
  readonly schema: {
    readonly fields: readonly FieldContract[];
    readonly primaryKey?: readonly string[];
    readonly foreignKeys?: readonly ForeignKey[];
  };
}

/** Reads the whole contract, inputs in the order of their names. */
export function loadContract(): readonly InputContract[] {
  const folder = resourcePath('pipeline', 'contract', 'inputs');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')) as InputContract);
}
