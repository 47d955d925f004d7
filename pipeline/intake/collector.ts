import type { Finding } from '../contract/finding.ts';

const RANK = { info: 0, warning: 1, error: 2, fatal: 3 } as const;

/** Gathers findings; of one code at most `limit` are kept, the others are counted in FINDINGS_MORE. */
export class FindingCollector {
  readonly #limit: number;
  readonly #kept: Finding[] = [];
  readonly #counts = new Map<string, number>();
  #worst: Finding['severity'] | undefined;

  constructor(limit = 200) {
    this.#limit = limit;
  }

  add(finding: Finding): void {
    const count = (this.#counts.get(finding.code) ?? 0) + 1;
    this.#counts.set(finding.code, count);
    if (this.#worst === undefined || RANK[finding.severity] > RANK[this.#worst]) this.#worst = finding.severity;
    if (count <= this.#limit) this.#kept.push(finding);
  }

  addAll(findings: readonly Finding[]): void {
    for (const finding of findings) this.add(finding);
  }

  get worst(): Finding['severity'] | undefined {
    return this.#worst;
  }

  /** All that was kept, with a line for every code of which more were found. */
  all(): Finding[] {
    const more = [...this.#counts]
      .filter(([, count]) => count > this.#limit)
      .map(
        ([code, count]): Finding => ({
          code: 'FINDINGS_MORE',
          severity: this.#kept.find((finding) => finding.code === code)?.severity ?? 'info',
          params: { code, count: count - this.#limit },
        }),
      );
    return [...this.#kept, ...more];
  }
}
