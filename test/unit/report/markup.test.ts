import * as vega from 'vega';
import { describe, expect, it } from 'vitest';
import { drawChart } from '../../../pipeline/report/chart/draw.ts';
import { sceneMarkup } from '../../../pipeline/report/chart/markup.ts';
import { chartSpec, datasetOf, ROWS } from '../../../pipeline/report/chart/spec.ts';
import { CHART_WIDTHS, themedColour, tokens } from '../../../pipeline/report/chart/theme.ts';
import { compiledSpec, runtimeOf } from '../../../pipeline/report/chart/vega.ts';
import { CHARTS } from '../../../pipeline/report/content/charts/index.ts';
import { pagesOf } from '../../../pipeline/report/page/page-list.ts';
import { editionOf, viewOf } from '../../../pipeline/report/page/view.ts';
import { fixtureInput, hostileInput } from '../../support/report-fixture.ts';

const rounded = (value: string): string =>
  value.replace(/-?\d+\.\d+(?:e-\d+)?/g, (number) => String(Math.round(Number(number) * 100) / 100));

const attribute = (attributes: string, name: string): string =>
  rounded(new RegExp(` ${name}="([^"]*)"`).exec(attributes)?.[1] ?? '');

const isInk = (colour: string): boolean => colour !== '' && colour !== 'transparent' && colour !== 'none';

/** What of an SVG leaves ink: every line and path with its place, colours and strength, every text with its words. */
function inkOf(svg: string): string[] {
  return [...svg.matchAll(/<(path|line|text)( [^>]*?)(?:\/>|>([\s\S]*?)<\/\1>)/g)].flatMap(
    ([, tag = '', attributes = '', inner = '']) => {
      const of = (name: string): string => attribute(attributes, name);
      const words = inner
        .replace(/<[^>]*>/g, ' ')
        .replaceAll('&quot;', '"')
        .replaceAll('&#39;', "'")
        .trim();
      const [fill, stroke] = [themedColour(of('fill')), themedColour(of('stroke'))];
      if (tag === 'text' ? words === '' || of('font-size') === '0px' : !isInk(fill) && !isInk(stroke)) return [];
      const strength = ['opacity', 'fill-opacity'].map((name) => of(name).replace(/^1$/, ''));
      const line = isInk(stroke) ? [stroke, of('stroke-width'), of('stroke-dasharray')] : [];
      const type = tag === 'text' ? [of('font-size'), of('font-weight'), of('font-style'), of('text-anchor')] : [];
      return [
        [tag, of('transform'), of('d'), of('x2'), of('y2'), fill, ...strength, ...line, ...type, words].join(' '),
      ];
    },
  );
}

const drawn = [fixtureInput({ clusters: 5 }), hostileInput()].flatMap((input) => {
  const edition = editionOf(input);
  const pages = pagesOf(input);
  return ['national', 'region', 'cluster', 'effect']
    .flatMap((template) => pages.filter((page) => page.template === template).slice(0, 1))
    .flatMap((page) =>
      (['da', 'en'] as const).flatMap((language) => {
        const view = viewOf(edition, page.recipient, language);
        return Object.entries(CHARTS).flatMap(([name, chart]) => {
          const model = chart(view);
          return model === null ? [] : [{ name, model, texts: view.texts }];
        });
      }),
    );
});

const runtimes = new Map<object, vega.Runtime>();

function runtimeFor(spec: object): vega.Runtime {
  const runtime = runtimes.get(spec) ?? runtimeOf(compiledSpec(spec));
  runtimes.set(spec, runtime);
  return runtime;
}

describe('the markup of a drawing', () => {
  it('has the ink that the SVG of Vega has, in the same order, to a hundredth of a pixel', {
    timeout: 120_000,
  }, async () => {
    const names = new Set<string>();
    for (const { name, model, texts } of drawn) {
      const ours = await drawChart(model, texts);
      for (const width of CHART_WIDTHS) {
        const view = new vega.View(runtimeFor(chartSpec(model.spec, texts)), { renderer: 'none' });
        view.data(ROWS, datasetOf(model));
        const size = model.size?.[width];
        view.width(size?.width ?? tokens.width[width]);
        if (size !== undefined) view.height(size.height);
        const theirs = await view.toSVG();
        expect([name, width, ...inkOf(ours[width])]).toEqual([name, width, ...inkOf(theirs)]);
        const frame = / viewBox="[^"]*"/;
        expect(frame.exec(ours[width])?.[0]).toBe(frame.exec(theirs)?.[0]);
      }
      names.add(name);
    }
    expect(names.size).toBeGreaterThan(20);
  });

  it('keeps no identifier, role, font or style, and what marks say is escaped', async () => {
    for (const { model, texts } of drawn.slice(0, 60)) {
      const { wide } = await drawChart(model, texts);
      expect(wide.slice(wide.indexOf('>'))).not.toMatch(/ (?:id|role|style|font-family|aria-[a-z]+)="/);
      expect(wide).not.toMatch(/<(?:script|img|style|a|use|image)\b/);
      for (const [, tip = ''] of wide.matchAll(/data-tip="([^"]*)"/g)) expect(tip).not.toMatch(/[<>]/);
    }
  });

  it('is refused for what would need an identifier', async () => {
    const root = { marktype: 'group', items: [{ x: 0, y: 0, items: [{ marktype: 'rect', clip: true, items: [{}] }] }] };
    expect(() => sceneMarkup(root)).toThrow('clipped');
    const gradient = { gradient: 'linear', stops: [] };
    const painted = { marktype: 'rect', items: [{ x: 0, y: 0, width: 3, height: 3, fill: gradient }] };
    expect(() => sceneMarkup(painted as never)).toThrow('gradient');
    expect(() => sceneMarkup({ marktype: 'hologram' })).toThrow('hologram');
  });

  it('wears the colours of the page', async () => {
    const { model, texts } = drawn.find(({ name }) => name === 'ladder') as (typeof drawn)[number];
    const { wide } = await drawChart(model, texts);
    expect(wide).toContain('fill="var(--accent)"');
    expect(wide).not.toContain(tokens.light.accent);
  });
});
