import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../../pipeline/contract/resources.ts';
import { html } from '../../../pipeline/report/html/escape.ts';
import { formatNumber } from '../../../pipeline/report/text/number.ts';
import { loadTexts, textsFrom } from '../../../pipeline/report/text/texts.ts';
import { VERDICT_RULES } from '../../../pipeline/run/effect/verdict.ts';

const da = loadTexts('da');
const en = loadTexts('en');

const filesBelow = (folder: string, ending: string): string[] =>
  readdirSync(join(packageRoot, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => readFileSync(join(packageRoot, folder, name), 'utf8'));

const sources = [
  ...filesBelow('reports/pages', '.eta'),
  ...filesBelow('reports/charts', '.json'),
  ...filesBelow('pipeline/report', '.ts'),
];

/** Every literal that looks like a key; `${…}` in a template literal stands for anything and is written ‹…›. */
const used = sources.flatMap((source) =>
  [...source.matchAll(/'([\w.-]+)'|`((?:[^`\\]|\\.)*?)`|"(?:text:)?([\w.-]+)"/g)].map((match) =>
    (match[1] ?? match[2] ?? match[3] ?? '').replace(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, '…'),
  ),
);
const patterns = [...new Set([...used, ...used.map((key) => `${key}_unknown`)])]
  .filter((key) => /^[\w-]+(\.[\w…-]+)+$/.test(key))
  .map((key) => new RegExp(`^${key.replaceAll('.', '\\.').replaceAll('…', '.+')}$`));

describe('the texts', () => {
  it('have the same keys in both languages', () => {
    expect([...en.keys].sort()).toEqual([...da.keys].sort());
  });

  it('have the same placeholders in both languages', () => {
    const read = (name: string) => readFileSync(join(packageRoot, 'reports/text', `${name}.yaml`), 'utf8');
    const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
    const lines = (name: string) =>
      read(name)
        .split('\n')
        .filter((line) => /^\s*"?[\w-]+"?:\s/.test(line));
    const english = new Map(lines('en').map((line, position) => [position, placeholders(line)]));
    const differing = lines('da').filter(
      (line, position) => JSON.stringify(placeholders(line)) !== JSON.stringify(english.get(position)),
    );
    expect(differing).toEqual([]);
  });

  it('hold every key that a template, a chart or the code asks for', () => {
    const asked = sources.flatMap((source) =>
      [...source.matchAll(/(?:\bt|\.text|\.html)\(\s*'([\w.-]+)'|"text:([\w.-]+)"/g)].map(
        (match) => match[1] ?? match[2] ?? '',
      ),
    );
    expect(asked.length).toBeGreaterThan(100);
    expect([...new Set(asked)].filter((key) => !da.has(key))).toEqual([]);
  });

  it('hold no key that nobody asks for', () => {
    expect(patterns.some((pattern) => pattern.test('no.such.key'))).toBe(false);
    expect(da.keys.filter((key) => !patterns.some((pattern) => pattern.test(key)))).toEqual([]);
  });
});

describe('the rules of the verdict', () => {
  it.each([da, en])('are told with the numbers that the study goes by', (texts) => {
    const rules = VERDICT_RULES;
    const limits: Readonly<Record<string, readonly [number, number][]>> = {
      few_pairs: [[rules.fewestPairs, 0]],
      pre_trend: [[rules.significance, 2]],
      placebo_year: [[rules.significance, 2]],
      placebo_outcome: [[rules.significance, 2]],
      balance: [
        [rules.unbalanced, 2],
        [rules.balanced, 1],
      ],
      specifications: [[100 * rules.agreeing, 0]],
      hidden_bias: [
        [rules.hiddenGamma, 1],
        [rules.hiddenBreakdown, 1],
      ],
      attrition: [[100 * rules.attrition, 0]],
    };
    for (const [rule, numbers] of Object.entries(limits))
      for (const [number, decimals] of numbers)
        expect(texts.text(`rules.${rule}`)).toContain(formatNumber(number, decimals, texts.language));
  });
});

describe('textsFrom', () => {
  const texts = textsFrom('a:\n  n: { one: "{count} <bil>", other: "{count} biler" }\n  p: "Det er {value}."\n', 'da');

  it('chooses singular and plural by count', () => {
    expect([1, 0, 2, 1.5].map((count) => texts.text('a.n', { count }))).toEqual([
      '1 <bil>',
      '0 biler',
      '2 biler',
      '1.5 biler',
    ]);
  });

  it('escapes text and plain values, and keeps markup', () => {
    expect(texts.html('a.n', { count: 1 }).text).toBe('1 &lt;bil&gt;');
    expect(texts.html('a.p', { value: html`<b>x</b>` }).text).toBe('Det er <b>x</b>.');
    expect(texts.html('a.p', { value: '<b>' }).text).toBe('Det er &lt;b&gt;.');
    expect(texts.text('a.p', { value: html`<b>R&amp;D</b>` })).toBe('Det er R&D.');
  });

  it('writes one full stop after an abbreviation that ends the sentence', () => {
    expect(texts.text('a.p', { value: '5,0 pct.' })).toBe('Det er 5,0 pct.');
    expect(texts.html('a.p', { value: html`<data value="5">5,0 pct.</data>` }).text).toBe(
      'Det er <data value="5">5,0 pct.</data>',
    );
  });

  it('refuses a key or a value that is missing', () => {
    expect(() => texts.text('a.q')).toThrow('a.q');
    expect(() => texts.text('a.p')).toThrow('{value}');
  });
});
