/** Elements above which a list is not put into one text. */
const LONG = 1000;

const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Whether a value is, or somewhere holds, a long list. */
const isLong = (value: unknown): boolean =>
  isContainer(value) && ((Array.isArray(value) && value.length > LONG) || Object.values(value).some(isLong));

const indented = (value: unknown, indent: string): string =>
  (JSON.stringify(value, null, 2) ?? 'null').replaceAll('\n', `\n${indent}`);

/**
 * The text of `JSON.stringify(value, null, 2)` in pieces, one for every element of a long list: the whole may be longer than the
 * longest text there can be.
 */
export function* jsonPieces(value: unknown, indent = ''): Generator<string> {
  if (!isLong(value)) {
    yield indented(value, indent);
    return;
  }
  const inner = `${indent}  `;
  const isList = Array.isArray(value);
  const entries = Object.entries(value as object).filter(([, part]) => isList || part !== undefined);
  yield isList ? '[' : '{';
  for (const [at, [key, part]] of entries.entries()) {
    yield `${at === 0 ? '' : ','}\n${inner}${isList ? '' : `${JSON.stringify(key)}: `}`;
    yield* jsonPieces(part, inner);
  }
  yield `\n${indent}${isList ? ']' : '}'}`;
}
