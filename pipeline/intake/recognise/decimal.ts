/** Values of a column that speak for the comma, for the point, for both, or for neither (`1.234`). */
export interface MarkEvidence {
  readonly comma: number;
  readonly point: number;
  /** Values such as `1.234` or `1,234` that both marks can read, differently. */
  readonly open: number;
}

const COMMA =
  /^[^\d]*\d{1,3}(?:[. \u00a0]\d{3})*,(?:\d{1,2}|\d{4,}|-)[^\d]*$|^[^\d]*\d+,(?:\d{1,2}|\d{4,}|-)[^\d]*$|^[^\d]*\d{1,3}(?:\.\d{3})+,\d+[^\d]*$|^[^\d]*\d{1,3}(?:\.\d{3}){2,}[^\d]*$|^[^\d]*(?:0|\d{4,}),\d+[^\d]*$/;
const POINT =
  /^[^\d]*\d{1,3}(?:[, \u00a0]\d{3})*\.(?:\d{1,2}|\d{4,})[^\d]*$|^[^\d]*\d+\.(?:\d{1,2}|\d{4,})[^\d]*$|^[^\d]*\d{1,3}(?:,\d{3})+\.\d+[^\d]*$|^[^\d]*\d{1,3}(?:,\d{3}){2,}[^\d]*$|^[^\d]*(?:0|\d{4,})\.\d+[^\d]*$/;
const OPEN = /^[^\d]*[1-9]\d{0,2}[.,]\d{3}[^\d]*$/;

/** Weighs the texts of a column. */
export function markEvidence(values: Iterable<string>): MarkEvidence {
  let comma = 0;
  let point = 0;
  let open = 0;
  for (const value of values) {
    if (!/[.,]/.test(value)) continue;
    if (OPEN.test(value)) open += 1;
    else if (COMMA.test(value)) comma += 1;
    else if (POINT.test(value)) point += 1;
  }
  return { comma, point, open };
}

/** The mark that the evidence speaks for; null where it speaks for none or for both. */
export function decidedMark({ comma, point }: MarkEvidence): ',' | '.' | null {
  if (comma > 0 && point === 0) return ',';
  if (point > 0 && comma === 0) return '.';
  return null;
}
