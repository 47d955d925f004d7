import type { Severity } from '../../finding.ts';
import type { MessageSpec } from '../../messages.ts';

/** Code, severity, message in Danish and English, remedy in Danish and English. */
type Line = readonly [code: string, severity: Severity, da: string, en: string, todoDa: string, todoEn: string];

export const messageSpecs = (lines: readonly Line[]): MessageSpec[] =>
  lines.map(([code, severity, da, en, todoDa, todoEn]) => ({
    code,
    severity,
    message: { da, en },
    remedy: { da: todoDa, en: todoEn },
  }));
