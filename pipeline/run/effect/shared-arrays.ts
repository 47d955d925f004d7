/** Arrays of fewer bytes are copied by whoever sends them, which costs less than sharing. */
const FEWEST_BYTES = 4096;

type TypedArray = Float64Array | Int32Array | Uint32Array | Int16Array | Uint16Array | Int8Array | Uint8Array;
type TypedArrayType = new (buffer: SharedArrayBuffer) => TypedArray;

function shared(array: TypedArray): TypedArray {
  if (array.buffer instanceof SharedArrayBuffer || array.buffer.byteLength < FEWEST_BYTES) return array;
  const copy = new (array.constructor as TypedArrayType)(new SharedArrayBuffer(array.byteLength));
  copy.set(array);
  return copy;
}

/**
 * A copy of plain objects, arrays and maps whose typed arrays lie in memory that threads share, each once however often it
 * occurs. To be read only.
 */
export function shareArrays<Value>(value: Value, done: Map<unknown, unknown> = new Map()): Value {
  const copyOf = (one: unknown): unknown => {
    if (typeof one !== 'object' || one === null) return one;
    if (ArrayBuffer.isView(one)) return shared(one as TypedArray);
    if (Array.isArray(one)) return one.map((item) => shareArrays(item, done));
    if (one instanceof Map) return new Map([...one].map(([key, item]) => [key, shareArrays(item, done)]));
    return Object.fromEntries(Object.entries(one).map(([key, item]) => [key, shareArrays(item, done)]));
  };
  if (!done.has(value)) done.set(value, copyOf(value));
  return done.get(value) as Value;
}
