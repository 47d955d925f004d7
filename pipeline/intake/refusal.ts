import type { Finding } from '../contract/finding.ts';

/** Stops the reading of one file; the reader turns it into a rejected delivery with this finding. */
export class Refusal extends Error {
  readonly finding: Finding;

  constructor(code: string, params: Finding['params'] = {}) {
    super(code);
    this.finding = { code, severity: 'fatal', params };
  }
}
