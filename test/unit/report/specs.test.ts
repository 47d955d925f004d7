import { readdirSync } from 'node:fs';
import { compile } from 'vega-lite';
import { describe, expect, it } from 'vitest';
import { resourcePath } from '../../../pipeline/contract/resources.ts';
import { chartSpec, inLanguage, type JsonObject, unwordedSpec } from '../../../pipeline/report/chart/spec.ts';
import { tokens } from '../../../pipeline/report/chart/theme.ts';
import { compiledSpec } from '../../../pipeline/report/chart/vega.ts';
import { loadTexts } from '../../../pipeline/report/text/texts.ts';

const names = readdirSync(resourcePath('reports', 'charts')).map((name) => name.replace('.vl.json', ''));
const languages = { da: loadTexts('da'), en: loadTexts('en') };

describe.each(names)('%s', (name) => {
  it('compiles without a warning in both languages and widths', () => {
    const warnings: unknown[] = [];
    const note = (...said: unknown[]) => {
      warnings.push(said);
      return logger;
    };
    const ignore = () => logger;
    const logger = { level: ignore, error: note, warn: note, info: ignore, debug: ignore };
    for (const texts of Object.values(languages)) compile(chartSpec(name, texts) as never, { logger: logger as never });
    // A discrete height is what charts of rows want; the compiler says that it will not fit it to anything.
    expect(warnings.filter((said) => !/discrete height/.test(String(said)))).toEqual([]);
  });

  it('compiles to the same whether texts are put in before or after', () => {
    for (const texts of Object.values(languages)) {
      const later = inLanguage(compiledSpec(unwordedSpec(name)) as JsonObject, texts);
      expect(later).toEqual(compiledSpec(chartSpec(name, texts)));
    }
  });

  it('takes its data by name and draws bars from zero', () => {
    const spec = JSON.stringify(chartSpec(name, languages.da));
    expect(spec).toContain('"data":{"name":"rows"}');
    expect(spec).not.toMatch(/"url"|"href"|text:|theme:|form:/);
    if (/"type":"bar"/.test(spec) && !spec.includes('"y2"')) expect(spec).not.toContain('"zero":false');
  });
});

/** Relative luminance of WCAG 2. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(left: string, right: string): number {
  const [low = 0, high = 0] = [luminance(left), luminance(right)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** Simulates how a colour looks without red or green cones (Viénot, Brettel and Mollon 1999), in linear light. */
function withoutCones(colour: string, kind: 'protan' | 'deutan'): [number, number, number] {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => (Number.parseInt(colour.slice(at, at + 2), 16) / 255) ** 2.2);
  return kind === 'protan'
    ? [0.11238 * r + 0.88762 * g, 0.11238 * r + 0.88762 * g, 0.00401 * r - 0.00401 * g + b]
    : [0.29275 * r + 0.70725 * g, 0.29275 * r + 0.70725 * g, -0.02234 * r + 0.02234 * g + b];
}

describe.each(['light', 'dark'] as const)('the %s palette', (mode) => {
  const { paper = '', ...colours } = tokens[mode];

  it.each(['ink', 'muted', 'accent', 'compare', 'third', 'fourth'])('reads %s as text on paper', (name) => {
    expect(contrast(colours[name] as string, paper)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(['line', 'quiet', 'bronze', 'silver', 'gold'])('sees %s as a shape on paper', (name) => {
    expect(contrast(colours[name] as string, paper)).toBeGreaterThanOrEqual(3);
  });

  it('reads labels on what they stand on', () => {
    const pairs: [string, string][] = [
      ['onQuiet', 'quiet'],
      ['ink', 'ramp1'],
      ['ink', 'ramp2'],
      ['ink', 'ramp3'],
      ['ink', 'wash'],
    ];
    for (const [text, ground] of pairs)
      expect([text, ground, contrast(colours[text] as string, colours[ground] as string) >= 4.5]).toEqual([
        text,
        ground,
        true,
      ]);
    for (const ground of ['ramp4', 'ramp5', 'accent', 'third', 'compare'])
      expect([ground, contrast(paper, colours[ground] as string) >= 4.5]).toEqual([ground, true]);
  });

  it('keeps the series apart for readers without red or green cones', () => {
    for (const kind of ['protan', 'deutan'] as const) {
      const [a, b] = [withoutCones(colours.accent as string, kind), withoutCones(colours.compare as string, kind)];
      expect(Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])).toBeGreaterThan(0.2);
    }
  });

  it('orders the classes of a map from light to dark, or dark to light', () => {
    const steps = [1, 2, 3, 4, 5].map((step) => luminance(colours[`ramp${step}`] as string));
    const sorted = [...steps].sort((a, b) => (mode === 'light' ? b - a : a - b));
    expect(steps).toEqual(sorted);
  });
});
