import { readFileSync } from 'node:fs';
import { resourcePath } from '../../contract/resources.ts';
import type { Texts } from '../text/texts.ts';
import { legendLayer } from './legend.ts';
import type { ChartModel, ChartRow } from './model.ts';
import { chartConfig, NUMBER_FORM, numberForm, tokens } from './theme.ts';

type Json = null | string | number | boolean | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

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

type Replace = (text: string) => Json;

/** The same with every string of it replaced. */
function replaced(node: Json, by: Replace): Json {
  if (typeof node === 'string') return by(node);
  if (Array.isArray(node)) return node.map((child: Json) => replaced(child, by));
  if (typeof node === 'object' && node !== null)
    return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, replaced(child, by)]));
  return node;
}

const withColours: Replace = (text) =>
  text.startsWith('theme:') ? (tokens.light[text.slice('theme:'.length)] ?? text) : text;

/**
 * A spec, of Vega-Lite or of Vega, in one language: `text:<key>` becomes the text, and the form of numbers that of the
 * language.
 */
export const inLanguage = (spec: JsonObject, texts: Texts): JsonObject =>
  replaced(spec, (text) => {
    if (text.startsWith('text:')) return texts.text(text.slice('text:'.length));
    return text === NUMBER_FORM ? (numberForm(texts.language) as JsonObject) : text;
  }) as JsonObject;

function merge(base: Json, over: Json): Json {
  if (typeof base !== 'object' || typeof over !== 'object' || base === null || over === null) return over;
  if (Array.isArray(over) || Array.isArray(base)) return over;
  const merged: Record<string, Json> = { ...(base as JsonObject) };
  for (const [key, value] of Object.entries(over as JsonObject))
    merged[key] = key in merged ? merge(merged[key] as Json, value) : value;
  return merged;
}

const unworded = new Map<string, JsonObject>();

/**
 * A spec of `reports/charts` with its colours, without data; its texts still stand as keys, so that it need be compiled
 * once for all languages. Made once: the same object again. What is different on a phone depends on the signal `width`.
 */
export function unwordedSpec(name: string): JsonObject {
  const known = unworded.get(name);
  if (known !== undefined) return known;
  const shared: JsonObject = {
    width: tokens.width.wide,
    autosize: { type: 'fit-x', contains: 'padding' },
    padding: { left: 2, right: 8, top: 4, bottom: 2 },
    config: chartConfig() as JsonObject,
  };
  const spec = merge(shared, replaced(sourceOf(name), withColours)) as JsonObject;
  unworded.set(name, spec);
  return spec;
}

const specs = new WeakMap<Texts, Map<string, JsonObject>>();

/** A spec of `reports/charts` with its texts and colours in one language, without data. Made once: the same object again. */
export function chartSpec(name: string, texts: Texts): JsonObject {
  const ofTexts = specs.get(texts) ?? new Map<string, JsonObject>();
  specs.set(texts, ofTexts);
  const spec = ofTexts.get(name) ?? inLanguage(unwordedSpec(name), texts);
  ofTexts.set(name, spec);
  return spec;
}

/** The legend beside the chart: no channel of the one is taken over by the other. */
function withLegend({ encoding, layer, ...rest }: JsonObject, legend: object): JsonObject {
  const chart = encoding === undefined ? { layer } : { encoding, layer };
  const resolve = { scale: { fill: 'independent', shape: 'independent' } };
  return { ...rest, layer: [chart, legend] as unknown as Json, resolve };
}

/**
 * The spec with its data and title in it, on paper: complete in itself, to be opened in the Vega Editor or kept in an
 * archive.
 */
export function standaloneSpec(model: ChartModel, texts: Texts): JsonObject {
  const onPaper: JsonObject = { config: { background: tokens.light.paper ?? 'white' } };
  const spec = merge(chartSpec(model.spec, texts), onPaper) as JsonObject;
  return {
    ...(model.key === undefined ? spec : withLegend(spec, legendLayer(model.key))),
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
