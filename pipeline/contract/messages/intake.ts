import type { MessageSpec } from '../messages.ts';
import { fileMessages } from './intake/file.ts';
import { layoutMessages } from './intake/layout.ts';
import { recognitionMessages } from './intake/recognition.ts';
import { textMessages } from './intake/text.ts';

/** What reading a drop can find: files, encodings, dialects, workbooks, headers, rows. */
export const intakeMessages: readonly MessageSpec[] = [
  ...fileMessages,
  ...textMessages,
  ...layoutMessages,
  ...recognitionMessages,
];
