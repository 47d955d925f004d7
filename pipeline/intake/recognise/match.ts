import type { InputContract } from '../../contract/inputs.ts';
import { foldHeader } from './fold.ts';

/** What a column was taken for. `dropped` columns never reach the store. */
export interface ColumnMatch {
  /** Position in the file, 1 = first. */
  readonly position: number;
  readonly header: string;
  readonly field: string | null;
  readonly match: 'exact' | 'synonym' | 'mapped' | 'dropped';
}

/** Headers of an input by their key: the titles and the field's name are exact, the synonyms are not. */
export interface HeaderIndex {
  readonly input: InputContract;
  readonly exact: ReadonlyMap<string, string>;
  readonly keys: ReadonlyMap<string, string>;
}

export function headerIndex(input: InputContract): HeaderIndex {
  const exact = new Map<string, string>();
  const keys = new Map<string, string>();
  for (const { name, titles } of input.schema.fields)
    for (const title of [titles.da, titles.en, name]) {
      if (!exact.has(title)) exact.set(title, name);
      if (!keys.has(foldHeader(title))) keys.set(foldHeader(title), name);
    }
  for (const { name, synonyms } of input.schema.fields)
    for (const synonym of synonyms) if (!keys.has(foldHeader(synonym))) keys.set(foldHeader(synonym), name);
  return { input, exact, keys };
}

/**
 * Gives every column its field, or none. `mapping` (field → header, from `drop.yaml`) goes first and may give one column
 * to several fields; then exact titles, then synonyms. A field that an earlier column has is not given twice: `twice` lists the columns that would have had it.
 */
export function matchColumns(
  headers: readonly string[],
  index: HeaderIndex,
  mapping: Readonly<Record<string, string | number>> = {},
  lowerHeaders: readonly string[] = [],
): { columns: ColumnMatch[]; twice: ColumnMatch[]; missing: string[] } {
  const taken = new Map<number, ColumnMatch[]>();
  const given = new Set<string>();
  const twice: ColumnMatch[] = [];
  const missing: string[] = [];
  const give = (at: number, field: string, match: ColumnMatch['match']): void => {
    const column = { position: at + 1, header: headers[at] as string, field, match };
    if (given.has(field)) {
      twice.push(column);
      return;
    }
    given.add(field);
    taken.set(at, [...(taken.get(at) ?? []), column]);
  };
  for (const [field, header] of Object.entries(mapping)) {
    const text = String(header);
    const same = headers.findIndex((candidate) => candidate.trim() === text.trim());
    const at = same === -1 ? headers.findIndex((candidate) => foldHeader(candidate) === foldHeader(text)) : same;
    if (at === -1) missing.push(field);
    else give(at, field, 'mapped');
  }
  headers.forEach((header, at) => {
    const field = index.exact.get(header.trim());
    if (field !== undefined && !taken.has(at) && !(field in mapping)) give(at, field, 'exact');
  });
  headers.forEach((header, at) => {
    const field = header.trim() === '' ? undefined : index.keys.get(foldHeader(header));
    if (
      field !== undefined &&
      !taken.has(at) &&
      !(field in mapping) &&
      !twice.some(({ position }) => position === at + 1)
    )
      give(at, field, 'synonym');
  });
  lowerHeaders.forEach((header, at) => {
    const field = header.trim() === '' ? undefined : index.keys.get(foldHeader(header));
    if (field !== undefined && !taken.has(at) && !given.has(field)) give(at, field, 'synonym');
  });
  const columns = headers.flatMap(
    (header, at): readonly ColumnMatch[] =>
      taken.get(at) ?? [{ position: at + 1, header, field: null, match: 'dropped' }],
  );
  return { columns, twice, missing };
}

/** An input that a row of headers could belong to. */
export interface Recognition {
  readonly index: HeaderIndex;
  /** How many headers the input knows. */
  readonly known: number;
  /** The same, a header that many inputs know counting less. */
  readonly weight: number;
}

/**
 * Says which input a row of headers belongs to: the one that knows most of them, where headers that only one input knows
 * count most. None where fewer than two headers, or less than a third, are known.
 */
export function recogniseInput(
  headers: readonly string[],
  indexes: readonly HeaderIndex[],
): { best: Recognition | undefined; rival: Recognition | undefined } {
  const keys = [...new Set(headers.map(foldHeader).filter((key) => key !== ''))];
  const knownBy = new Map(keys.map((key) => [key, indexes.filter((index) => index.keys.has(key)).length]));
  const ranked = indexes
    .map((index): Recognition => {
      const fields = new Set<string>();
      let weight = 0;
      for (const key of keys) {
        const field = index.keys.get(key);
        if (field === undefined || fields.has(field)) continue;
        fields.add(field);
        weight += 1 / (knownBy.get(key) as number);
      }
      const covered = fields.size / index.input.schema.fields.length;
      return { index, known: fields.size, weight: weight + 0.5 * covered };
    })
    .filter(({ known }) => known >= 2 && known >= keys.length / 3)
    .sort((left, right) => right.weight - left.weight);
  const [best, second] = ranked;
  const isClose = best !== undefined && second !== undefined && second.weight > best.weight * 0.9;
  return { best, rival: isClose ? second : undefined };
}
