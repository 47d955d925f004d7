import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Language } from '../../contract/finding.ts';
import { resourcePath } from '../../contract/resources.ts';
import { type Html, html, isHtml, toMarkup, trustedHtml } from '../html/escape.ts';

/** A text, or its forms by number: `one` for exactly 1, `other` for the rest. */
type Entry = string | { readonly one: string; readonly other: string };

/** Values for the placeholders of a text. `count` chooses between singular and plural. */
export type TextValues = Readonly<Record<string, string | number | Html | null>>;

/** The texts of one language. Keys are the path in the YAML file, joined by dots. */
export interface Texts {
  readonly language: Language;
  readonly has: (key: string) => boolean;
  /** Plain text, for attributes, charts and CSV. */
  readonly text: (key: string, values?: TextValues) => string;
  /** The same as markup: the values are escaped unless they are markup. */
  readonly html: (key: string, values?: TextValues) => Html;
  readonly keys: readonly string[];
}

const isEntry = (node: object): boolean => 'one' in node && 'other' in node;

function flatten(node: unknown, path: string, into: Map<string, Entry>): Map<string, Entry> {
  if (typeof node === 'string' || (typeof node === 'object' && node !== null && isEntry(node)))
    into.set(path, node as Entry);
  else
    for (const [key, child] of Object.entries(node as object))
      flatten(child, path === '' ? key : `${path}.${key}`, into);
  return into;
}

function choose(entry: Entry, values: TextValues): string {
  if (typeof entry === 'string') return entry;
  return Number(values.count) === 1 ? entry.one : entry.other;
}

const PLACEHOLDER = /\{(\w+)\}/g;

/** An abbreviation that ends a sentence keeps one full stop: `5,0 pct..` is `5,0 pct.`. */
const DOUBLE_STOP = /\.(<\/[a-z]+>)?\.(?!\.)/g;

const stripTags = (markup: string): string =>
  markup
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

/** Texts from the YAML of one language. A key that is not there is a fault of ours and throws. */
export function textsFrom(yaml: string, language: Language): Texts {
  const entries = flatten(parse(yaml), '', new Map());
  const templateOf = (key: string, values: TextValues): string => {
    const entry = entries.get(key);
    if (entry === undefined) throw new Error(`Text "${key}" is missing in reports/text/${language}.yaml.`);
    return choose(entry, values);
  };
  const given = (key: string, name: string, values: TextValues): string | number | Html | null => {
    const value = values[name];
    if (value === undefined) throw new Error(`Text "${key}" needs the value {${name}}.`);
    return value;
  };
  return {
    language,
    keys: [...entries.keys()],
    has: (key) => entries.has(key),
    text: (key, values = {}) =>
      templateOf(key, values)
        .replace(PLACEHOLDER, (_match, name: string) => {
          const value = given(key, name, values);
          return isHtml(value) ? stripTags(value.text) : String(value ?? '');
        })
        .replace(DOUBLE_STOP, '.'),
    html: (key, values = {}) =>
      trustedHtml(
        html`${templateOf(key, values)}`.text
          .replace(PLACEHOLDER, (_match, name: string) => toMarkup(given(key, name, values)))
          .replace(DOUBLE_STOP, '.$1'),
      ),
  };
}

const loaded = new Map<Language, Texts>();

/** The texts of `reports/text/<language>.yaml`, read once. */
export function loadTexts(language: Language): Texts {
  const texts =
    loaded.get(language) ??
    textsFrom(readFileSync(resourcePath('reports', 'text', `${language}.yaml`), 'utf8'), language);
  loaded.set(language, texts);
  return texts;
}
