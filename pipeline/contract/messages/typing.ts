import type { MessageSpec } from '../messages.ts';

/** What typing the landed cells can find: values that do not fit, and values that fit only at a loss. */
export const typingMessages: readonly MessageSpec[] = [];
