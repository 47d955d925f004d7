import type { MessageSpec } from '../messages.ts';

/** What reading a drop can find: files, encodings, dialects, workbooks, headers, rows. */
export const intakeMessages: readonly MessageSpec[] = [];
