/** What stands for a withheld number in a bundle, in every language. */
export const WITHHELD_WORDS: ReadonlySet<string> = new Set(['suppressed', 'diskretioneret']);
