import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readCodeList } from '../../../pipeline/contract/codelists.ts';
import { areaOf, hatchOf, namePlaceOf, pathOf, simplified } from '../../../pipeline/report/chart/shapes.ts';
import { renderReport } from '../../../pipeline/report/index.ts';
import { readBoundaries } from '../../../pipeline/run/report/boundaries.ts';
import { fixtureInput } from '../../support/report-fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'boundaries-'));
afterAll(() => rmSync(folder, { recursive: true }));

const input = fixtureInput({ clusters: 2 });
const { municipalities } = input.lists;
const codes = municipalities.map(({ code }) => code);

/** Squares side by side as GeoJSON, one a municipality; codes without their leading zero, as some files have them. */
const squares = {
  type: 'FeatureCollection',
  features: municipalities.map(({ code, tileColumn: x, tileRow: y }) => ({
    type: 'Feature',
    properties: { KOMKODE: Number(code) },
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [x, -y],
          [x + 1, -y],
          [x + 1, -y - 1],
          [x, -y - 1],
          [x, -y],
        ].map(([a = 0, b = 0]) => [9 + a / 10, 56 + b / 10]),
      ],
    },
  })),
};

const fileOf = (name: string, content: unknown): string => {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};

const pageOf = async (edition: typeof input, only: string): Promise<string> => {
  for await (const { path, bytes } of renderReport(edition, [only]))
    if (path.endsWith('.html')) return Buffer.from(bytes).toString('utf8');
  throw new Error('no page');
};

describe('a file of borders', () => {
  it('is read with codes with or without leading zeros, y downwards and degrees made square', async () => {
    const boundaries = await readBoundaries(fileOf('squares.json', squares), codes);
    expect(boundaries.map(({ code }) => code)).toEqual([...codes].sort());
    const [first] = boundaries;
    const [[x1, y1] = [0, 0], [x2] = [0, 0], [, y3] = [0, 0]] = first?.rings[0] ?? [];
    expect(y3).toBeGreaterThan(y1);
    expect((x2 - x1) / (y3 - y1)).toBeCloseTo(Math.cos((56 * Math.PI) / 180), 1);
  });

  it('that is none, is not there or knows no municipality is refused with what to do', async () => {
    for (const path of [
      fileOf('broken.json', '{'),
      join(folder, 'nowhere.json'),
      fileOf('empty.json', { type: 'FeatureCollection', features: [] }),
    ])
      await expect(readBoundaries(path, codes)).rejects.toMatchObject({ code: 'BOUNDARIES_INVALID', exitCode: 2 });
  });

  it('makes the map; withheld municipalities are hatched and carry no number', async () => {
    const boundaries = await readBoundaries(fileOf('squares.json', squares), codes);
    const withheld = input.figures.find(
      ({ indicator, measure, municipality, status, referenceYear }) =>
        indicator === 'DEL01' &&
        measure === 'count' &&
        municipality !== 'Total' &&
        status === 'suppressed' &&
        referenceYear === 2013,
    );
    const region = municipalities.find(({ code }) => code === withheld?.municipality)?.region;
    const html = await pageOf({ ...input, boundaries }, `region:${region}`);
    const map = /<figure class="chart" id="chart-municipality-map-da"[\s\S]*?<\/figure>/.exec(html)?.[0] ?? '';
    const own = municipalities.filter((one) => one.region === region);
    const marks = [...map.matchAll(/<path [^>]*data-key="m-(\d+)" data-tip="([^"]*)"[^>]*>/g)];
    expect(marks.length).toBe(2 * own.length);
    const tip = marks.find(([, code]) => code === withheld?.municipality)?.[2];
    expect(tip).toMatch(/diskretioneret$/);
    const tiles = await pageOf(input, `region:${region}`);
    expect(tiles).not.toBe(html);
  });

  it('of some municipalities only leaves the map of tiles as it is', async () => {
    const boundaries = (await readBoundaries(fileOf('squares.json', squares), codes)).slice(1, 20);
    expect(await pageOf({ ...input, boundaries }, 'national:DK')).toBe(await pageOf(input, 'national:DK'));
  });
});

describe('simplified shapes', () => {
  const wave = Array.from({ length: 201 }, (_, at): [number, number] => [50 + 0.8 * Math.sin(at * 0.3), at * 0.5]);
  const left: [number, number][] = [[0, 0], ...wave, [0, 100]];
  const right: [number, number][] = [[100, 0], [100, 100], ...[...wave].reverse()];

  it('keep the border that two share one line, with far fewer points', () => {
    const [[one = []] = [], [two = []] = []] = simplified([[left], [right]], (point) => point);
    const inside = ([x]: readonly [number, number]): boolean => x > 2 && x < 98;
    expect(one.filter(inside)).toEqual([...two.filter(inside)].reverse());
    expect(one.length).toBeLessThan(left.length / 2);
    expect(Math.abs(areaOf(one)) + Math.abs(areaOf(two))).toBe(100 * 100);
  });

  it('lose islets but never the last of a municipality', () => {
    const at = (x: number, size: number): [number, number][] => [
      [x, 0],
      [x + size, 0],
      [x + size, size],
      [x, size],
    ];
    const [many = [], lone = []] = simplified([[at(0, 20), at(30, 1)], [at(60, 1)]], (point) => point);
    expect(many.length).toBe(1);
    expect(lone.length).toBe(1);
  });

  it('take a name where it fits between the borders', () => {
    const ring: [number, number][] = [
      [10, 10],
      [50, 10],
      [50, 40],
      [10, 40],
    ];
    expect(namePlaceOf([ring])).toEqual({ x: 30, y: 25, width: 40 });
    const horseshoe: [number, number][] = [
      [0, 0],
      [60, 0],
      [60, 60],
      [50, 60],
      [50, 10],
      [10, 10],
      [10, 60],
      [0, 60],
    ];
    expect(namePlaceOf([horseshoe]).width).toBe(0);
  });

  it('are hatched within their rings only', () => {
    const ring: [number, number][] = [
      [10, 10],
      [40, 10],
      [40, 40],
      [10, 40],
    ];
    const ends = [...hatchOf([ring]).matchAll(/[ML]([\d.]+),([\d.]+)/g)].flatMap(([, x, y]) => [Number(x), Number(y)]);
    expect(ends.length).toBeGreaterThan(20);
    expect(ends.every((value) => value >= 10 && value <= 40)).toBe(true);
    expect(pathOf([ring])).toBe('M10,10L40,10L40,40L10,40Z');
  });
});

const real = join(import.meta.dirname, '../../../../shared/geo/kommuner.topojson');
it.skipIf(!existsSync(real))(
  'draws the borders of all municipalities in a page of less than 1.5 MB (skipped without shared/geo)',
  async () => {
    const all = readCodeList('municipality').flatMap(({ municipality_code: code }) =>
      code === undefined ? [] : [code],
    );
    const boundaries = await readBoundaries(real, all);
    expect(new Set(boundaries.map(({ code }) => code)).size).toBeGreaterThanOrEqual(98);
    const edition = { ...fixtureInput({ clusters: 50 }), boundaries };
    const html = await pageOf(edition, 'national:DK');
    expect(html).toContain('data-key="m-0101"');
    expect(html.length).toBeLessThan(1_500_000);
  },
);
