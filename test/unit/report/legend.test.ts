import { compile } from 'vega-lite';
import { describe, expect, it } from 'vitest';
import type { ChartModel } from '../../../pipeline/report/chart/model.ts';
import { pictureOf } from '../../../pipeline/report/chart/picture.ts';
import { standaloneSpec } from '../../../pipeline/report/chart/spec.ts';
import { tokens } from '../../../pipeline/report/chart/theme.ts';
import { loadTexts } from '../../../pipeline/report/text/texts.ts';

const row = { column: '1–9', label: 'Industry', level: 1, status: 'published', text: '7', mark: 'x|7' };

const model = (key?: ChartModel['key']): ChartModel => ({
  spec: 'heat-map',
  finding: 'A finding',
  measured: 'What is measured',
  alt: 'In words',
  rows: [row],
  table: { caption: 'Table', columns: [], rows: [] },
  notes: [],
  ...(key === undefined ? {} : { key }),
});

const key = [
  { label: '1–30', colour: 'accent' },
  { label: 'suppressed', colour: 'hatch' },
];

describe('a spec that stands alone', () => {
  const texts = loadTexts('en');

  it('draws the key of its chart as a legend, what is withheld hatched', async () => {
    const picture = await pictureOf(JSON.stringify(standaloneSpec(model(key), texts)));
    for (const { label } of key) expect(picture.split(`>${label}</text>`)).toHaveLength(2);
    expect(picture).toMatch(
      new RegExp(`role-legend-symbol[^>]*>[^>]* fill="${tokens.light.accent}"(?! fill-opacity="0")`),
    );
    expect(picture).toMatch(/M-[\d.]+,0L0,-[\d.]+M/);
  });

  it('keeps axes and marks as they are without one', () => {
    const data = (spec: object) => (compile(spec as never).spec.scales ?? []).filter(({ name }) => /^[xy]$/.test(name));
    expect(data(standaloneSpec(model(key), texts))).toEqual(data(standaloneSpec(model(), texts)));
    expect(data(standaloneSpec(model(), texts))).toHaveLength(2);
  });
});
