import { readFileSync } from 'node:fs';
import { resourcePath } from '../../contract/resources.ts';
import type { Texts } from '../text/texts.ts';
import type { ChartModel, ChartRow } from './model.ts';
import { type ChartWidth, chartConfig, tokens } from './theme.ts';

type Json = null | string | number | boolean | readonly Json[] | { readonly [key: string]: Json };
type JsonObject = { readonly [key: string]: Json };

/** The dataset that every spec reads. */
export const ROWS = 'rows';

const sources = new Map<string, JsonObject>();

function sourceOf(name: string): JsonObject {
  const known = sources.get(name);
  if (known !== undefined) return known;
  const source = JSON.parse(readFileSync(resourcePath('reports', 'charts', `${name}.vl.json`), 'utf8')) as JsonObject;
  sources.set(name, source);
  return source;
}

/** Replaces `text:<key>` by the text and `theme:<name>` by the colour, wherever a string of the spec is one of these. */
function fillIn(node: Json, texts: Texts): Json {
  if (typeof node === 'string') {
    if (node.startsWith('text:')) return texts.text(node.slice('text:'.length));
    if (node.startsWith('theme:')) return tokens.light[node.slice('theme:'.length)] ?? node;
    return node;
  }
  if (Array.isArray(node)) return node.map((child: Json) => fillIn(child, texts));
  if (typeof node === 'object' && node !== null)
    return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, fillIn(child, texts)]));
  return node;
}

function merge(base: Json, over: Json): Json {
  if (typeof base !== 'object' || typeof over !== 'object' || base === null || over === null) return over;
  if (Array.isArray(over) || Array.isArray(base)) {
    if (!Array.isArray(base) || Array.isArray(over)) return over;
    return base.map((item: Json, index) => merge(item, (over as JsonObject)[String(index)] ?? item));
  }
  const merged: Record<string, Json> = { ...(base as JsonObject) };
  for (const [key, value] of Object.entries(over as JsonObject))
    merged[key] = key in merged ? merge(merged[key] as Json, value) : value;
  return merged;
}

const specs = new WeakMap<Texts, Map<string, JsonObject>>();

/**
 * A spec of `reports/charts` with its texts and colours in one language, without data. Made once: the same object again.
 *
 * `usermeta.narrow` of the file holds what is different on a phone; keys of an array are its positions.
 */
export function chartSpec(name: string, texts: Texts, width: ChartWidth): JsonObject {
  const ofTexts = specs.get(texts) ?? new Map<string, JsonObject>();
  specs.set(texts, ofTexts);
  const key = `${name} ${width}`;
  const known = ofTexts.get(key);
  if (known !== undefined) return known;
  const { usermeta, ...source } = sourceOf(name);
  const narrow = (usermeta as JsonObject | undefined)?.narrow;
  const sized = width === 'narrow' && narrow !== undefined ? merge(source, narrow) : source;
  const config = chartConfig(texts.language) as JsonObject;
  const shared: JsonObject = {
    width: tokens.width[width],
    autosize: { type: 'fit-x', contains: 'padding' },
    padding: { left: 2, right: 8, top: 4, bottom: 2 },
    config,
  };
  const spec = merge(shared, fillIn(sized, texts)) as JsonObject;
  ofTexts.set(key, spec);
  return spec;
}

/**
 * The spec with its data and title in it, on paper: complete in itself, to be opened in the Vega Editor or kept in an
 * archive.
 */
export function standaloneSpec(model: ChartModel, texts: Texts): JsonObject {
  const onPaper: JsonObject = { config: { background: tokens.light.paper ?? 'white' } };
  return {
    ...(merge(chartSpec(model.spec, texts, 'wide'), onPaper) as JsonObject),
    ...model.size?.wide,
    title: { text: model.finding, subtitle: model.measured },
    description: model.alt,
    data: { name: ROWS, values: datasetOf(model) as unknown as Json },
  };
}

/** Fields that are written out. Vega would write a null as "null". */
const WRITTEN = ['text', 'absent', 'share', 'letter', 'endLabel', 'label'];

/** The rows as Vega gets them: copies, since it writes into them. */
export const datasetOf = ({ rows }: ChartModel): ChartRow[] =>
  rows.map((row) => {
    const blanks = WRITTEN.filter((field) => row[field] === null).map((field) => [field, '']);
    return { ...row, ...Object.fromEntries(blanks) };
  });
