import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What one text means: a value, a fault or a reason for being missing, and what was lost on the way. */
export interface Vector {
  readonly kind: string;
  /** Decimal mark, identifier scheme or field, as the kind asks. */
  readonly variant: string;
  readonly raw: string;
  readonly value: string | null;
  readonly fault: string | null;
  readonly missingReason: string | null;
  readonly conversion: string | null;
}

function parseLine(line: string, kind: string, variant: string): Vector {
  const at = line.indexOf(' => ');
  const raw = line
    .slice(0, at)
    .replace(/\\u([0-9a-f]{4})/g, (_match, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  const [meaning = '', conversion = null] = line.slice(at + 4).split(' ~');
  return {
    kind,
    variant,
    raw,
    value: /^[!(]/.test(meaning) ? null : meaning,
    fault: meaning.startsWith('!') ? meaning.slice(1) : null,
    missingReason: meaning.startsWith('(') ? meaning.slice(1, -1) : null,
    conversion,
  };
}

/** All vectors of `vectors.txt`. */
export function readVectors(): readonly Vector[] {
  const vectors: Vector[] = [];
  let [kind, variant] = ['', ''];
  for (const line of readFileSync(join(import.meta.dirname, 'vectors.txt'), 'utf8').split('\n')) {
    if (line.startsWith('## ')) [kind = '', variant = ''] = line.slice(3).split(' ');
    else if (line.includes('=> ') && !line.startsWith('# ')) vectors.push(parseLine(line, kind, variant));
  }
  return vectors;
}
