/** Kinds of fields whose values are numbers. */
export const NUMBER_KINDS: ReadonlySet<string> = new Set([
  'integer',
  'decimal',
  'percent',
  'amount_dkk',
  'amount_dkk_thousand',
]);
