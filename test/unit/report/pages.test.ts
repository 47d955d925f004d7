import { unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { seal } from '../../../pipeline/protect/figure.ts';
import { pictureOf } from '../../../pipeline/report/chart/picture.ts';
import type { ReportFile, ReportInput } from '../../../pipeline/report/index.ts';
import { pageRenderer, pagesFor, renderReport } from '../../../pipeline/report/index.ts';
import { picturesOf } from '../../../pipeline/run/exports/pictures.ts';
import { createRenderers } from '../../../pipeline/run/report/renderers.ts';
import { figureWith } from '../../support/figures.ts';
import { figureNumbersOf, numbersOf, otherNumbersOf } from '../../support/page-numbers.ts';
import { fixtureInput } from '../../support/report-fixture.ts';
import { vegaLiteFaults } from '../../support/vega-lite-schema.ts';

const input = fixtureInput({ clusters: 11 });
const pages = new Map<string, string>();
const specs = new Map<string, string>();

async function collect(files: AsyncGenerator<ReportFile>, into: Map<string, string>): Promise<Map<string, string>> {
  for await (const { path, bytes } of files) into.set(path, Buffer.from(bytes).toString('utf8'));
  return into;
}

beforeAll(async () => {
  for (const [path, text] of await collect(renderReport(input), new Map()))
    (path.endsWith('.html') ? pages : specs).set(path, text);
}, 120_000);

describe('the pages of an edition', () => {
  it('are the common ones and one a recipient', () => {
    expect(pages.size).toBe(5 + 1 + 5 + 1 + 11);
    expect([...pages.keys()]).toContain('growth-forum-bornholm.html');
  });

  it('show no number as a figure that is not in the figures', () => {
    const known = numbersOf(input.figures);
    for (const [path, html] of pages) {
      const shown = figureNumbersOf(html);
      if (path === 'national.html') expect(shown.length).toBeGreaterThan(500);
      const years = new Set(input.figures.map(({ referenceYear }) => String(referenceYear)));
      // Medians of peers and the figures of the last edition are figures too; the latter are given to the page alone.
      const before = new Set(input.comparison?.changes.map((change) => String(change.before?.value)));
      expect([path, shown.filter((value) => !known.has(value) && !years.has(value) && !before.has(value))]).toEqual([
        path,
        [],
      ]);
    }
  });

  it('write every marked number as it rounds', () => {
    for (const html of pages.values())
      for (const [, raw = '', text = ''] of html.matchAll(/<data value="([^"]*)">([^<]*)<\/data>/g)) {
        const scale = /mio\.|million/.test(text) ? 1e6 : 1;
        const digits = text
          .replace(/[^\d.,−]/g, '')
          .replace('−', '-')
          .replace(/[.,]$/, '');
        const readings = [digits.replaceAll('.', '').replace(',', '.'), digits.replaceAll(',', '')].map(
          (t) => Number(t) * scale,
        );
        const nearest = Math.min(...readings.map((reading) => Math.abs(reading - Number(raw))));
        expect(nearest).toBeLessThanOrEqual(Math.max(0.5, 0.05 * scale));
      }
  });

  it('have no unmarked number in a sentence but years, levels and the numbers of texts', () => {
    const allowed = /^(19|20)\d\d$/;
    const html = pages.get('region-1082.html') as string;
    const section = html.slice(
      html.indexOf('<section id="key-figures-da"'),
      html.indexOf('<section id="participation-da"'),
    );
    const numbers = otherNumbersOf(`<main>${section}</main>`).filter(
      (number) => !allowed.test(number) && number !== '95',
    );
    expect(numbers).toEqual([]);
  });

  it('do not hold a number of a suppressed figure: these have none', () => {
    const suppressed = input.figures.filter(({ status }) => status === 'suppressed');
    expect(suppressed.length).toBeGreaterThan(5);
    expect(suppressed.every(({ value, n, numerator }) => value === null && n === null && numerator === null)).toBe(
      true,
    );
    expect(pages.get('national.html')).toContain('diskretioneret');
  });

  it('stay small enough to be sent by mail', () => {
    for (const [path, html] of pages) expect([path, html.length < 1_500_000]).toEqual([path, true]);
  });

  it('hold both languages, and load and evaluate nothing', () => {
    for (const [path, html] of pages) {
      expect([path, html.includes('<div class="in-da" lang="da">')]).toEqual([path, true]);
      expect([path, html.includes('<div class="in-en" lang="en">')]).toEqual([path, true]);
      expect(html.indexOf('http-equiv="Content-Security-Policy"')).toBeLessThan(120);
      expect(html).not.toMatch(/unsafe-|<link|<img|\ssrc=|\sstyle="|@import|https?:\/\/(?!www\.w3\.org)/);
    }
  });

  it('have identifiers once, and links that lead somewhere', () => {
    for (const [path, html] of pages) {
      const ids = [...html.matchAll(/\sid="([^"]*)"/g)].map((match) => match[1]);
      expect([path, ids.filter((id, position) => ids.indexOf(id) !== position)]).toEqual([path, []]);
      const links = [...html.matchAll(/\shref="([^"]*)"/g)].map((match) => match[1] ?? '');
      const broken = links.filter((link) =>
        /^(downloads\/[a-z0-9-]+(\.(da|en)\.xlsx|\.zip)|figures\.(csv|parquet|arrow)|(manifest|datapackage)\.json)$/.test(
          link,
        )
          ? false
          : link.startsWith('#')
            ? !ids.includes(link.slice(1))
            : !pages.has(link.split('#')[0] ?? '') && !specs.has(link),
      );
      expect([path, broken]).toEqual([path, []]);
    }
  });
});

it('publishes specs that are complete in themselves and draw with their title', async () => {
  const names = [...specs.keys()].filter((path) => /^charts\/(national|effect|cluster-01-k01)\/[a-z-]+\.da/.test(path));
  expect(names.length).toBeGreaterThan(20);
  for (const name of names) {
    const spec = JSON.parse(specs.get(name) as string) as { title: { text: string }; data: { values: unknown[] } };
    const picture = await pictureOf(specs.get(name) as string);
    expect(spec.data.values.length).toBeGreaterThan(0);
    expect(picture).toContain(spec.title.text.split(' ')[0]?.replaceAll('&', '&amp;'));
    expect(picture.match(/<(path|text|line)/g)?.length).toBeGreaterThan(10);
    expect(picture).not.toMatch(/NaN|undefined|>null</);
  }
});

it('publishes specs that the schema of Vega-Lite takes, and that ask for no other file', () => {
  const faultsOf = vegaLiteFaults();
  expect(faultsOf({ layer: [{ mark: 'point', encoding: { x: { fild: 'a' } } }] })).not.toEqual([]);
  for (const [path, text] of specs) {
    expect([path, faultsOf(JSON.parse(text) as object)]).toEqual([path, []]);
    expect([path, /"(url|href|src)":|text:|theme:/.test(text)]).toEqual([path, false]);
  }
});

describe('several threads', () => {
  const small = fixtureInput({ clusters: 2, seed: 5 });
  const some = (edition: ReportInput) =>
    pagesFor(edition).filter(({ path }) => /^(effect|region-1081|cluster-0.*)\.html$/.test(path));
  const alone = async (edition: ReportInput) => {
    const render = pageRenderer(edition);
    const files: ReportFile[] = [];
    for (const page of some(edition)) files.push(...(await render(page)));
    return files.map(({ path, bytes }) => [path, Buffer.from(bytes).toString('utf8')]);
  };
  const inThreads = async (threads: number, edition: ReportInput, drawings?: ReadonlyMap<string, string>) => {
    const renderers = createRenderers(['da', 'en'], drawings, threads);
    try {
      const files = await collect(renderers.render(edition, some(edition), { downloads: false }), new Map());
      return { files: [...files], drawings: renderers.drawings() };
    } finally {
      await renderers.close();
    }
  };

  it('render the same bytes as one, and draw again only what has changed since', async () => {
    const before = await inThreads(2, small);
    expect(before.files).toEqual(await alone(small));
    const figures = small.figures.map((figure) =>
      figure.cluster === 'K01' && figure.value !== null ? { ...figure, value: figure.value + 1 } : figure,
    );
    const changed = { ...small, figures };
    const after = await inThreads(1, changed, before.drawings);
    expect(after.files).toEqual(await alone(changed));
    const fresh = [...after.drawings.keys()].filter((digest) => !before.drawings.has(digest));
    expect(fresh.length).toBeGreaterThan(5);
    expect(fresh.length).toBeLessThan(after.drawings.size / 2);
  });
});

it('renders only the recipients asked for', async () => {
  const some = await collect(renderReport(input, ['region:1081']), new Map());
  expect([...some.keys()].filter((path) => path.endsWith('.html'))).toEqual(['region-1081.html']);
});

it('says what is not shown where there are no data, and why', async () => {
  const none = { indicator: 'EFF01', measure: 'effect_pct', unit: 'pct', status: 'no_data' as const };
  const figures = [seal(figureWith({ ...none, value: null, note: 'INPUT_MISSING:firm_register' }), false)];
  const bare = { ...input, figures, effect: null, comparison: null };
  const some = await collect(renderReport(bare, ['region:1081', 'cluster:K01', 'national:DK']), new Map());
  expect(some.get('national.html')).toContain(
    'Her skulle virkningen år for år stå, men der er ingen tal at vise. Oplysningerne er ikke leveret: Firmaregister.',
  );
  expect(some.get('cluster-01-k01.html')).toContain('The cluster beside the others would stand here');
  expect([...some.keys()].filter((path) => !path.endsWith('.html') && !path.includes('labels'))).toEqual([]);
});

/** Names of the chunks of a PNG. Whatever is neither picture nor frame would be metadata. */
function chunksOf(png: Buffer): string[] {
  const names: string[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) names.push(png.toString('latin1', at + 4, at + 8));
  return names;
}

it('makes pictures of charts at twice the size, without metadata, the same every time', async () => {
  const [path = '', spec = ''] =
    [...specs].find(([name]) => name.startsWith('charts/region-1082/municipality-map.da')) ?? [];
  const [picture] = await picturesOf([{ path, bytes: Buffer.from(spec) }]);
  const [again] = await picturesOf([{ path, bytes: Buffer.from(spec) }]);
  const png = Buffer.from(picture?.bytes ?? []);
  expect(picture?.path).toBe('pictures/region-1082/municipality-map.da.png');
  const width = Number(/<svg[^>]* width="([\d.]+)"/.exec(await pictureOf(spec))?.[1]);
  expect(png.readUInt32BE(16)).toBeGreaterThanOrEqual(2 * width);
  expect(new Set(chunksOf(png))).toEqual(new Set(['IHDR', 'IDAT', 'IEND']));
  expect(Buffer.from(again?.bytes ?? []).equals(png)).toBe(true);
});

it('gives a picture a frame that holds all text, however wide the fonts of the machine are', async () => {
  const [path = '', spec = ''] =
    [...specs].find(([name]) => name.startsWith('charts/region-1082/municipality-map.da')) ?? [];
  const parsed = JSON.parse(spec) as { title: object };
  const widthWith = async (text: string) => {
    const long = JSON.stringify({ ...parsed, title: { ...parsed.title, text } });
    const [picture] = await picturesOf([{ path, bytes: Buffer.from(long) }]);
    return Buffer.from(picture?.bytes ?? []).readUInt32BE(16);
  };
  expect(await widthWith('M'.repeat(60))).toBeGreaterThan((await widthWith('M'.repeat(40))) + 20 * 2 * 10);
  expect(await widthWith('Kort titel')).toBe(await widthWith('Kort'));
});

it('puts the pictures of a report into the archive of its recipient', async () => {
  const small = { ...input, parameters: { ...input.parameters, languages: ['da' as const] } };
  const renderers = createRenderers(['da'], undefined, 1);
  const beside = { downloads: true, pictures: true };
  const files = new Map<string, Uint8Array>();
  try {
    for await (const { path, bytes } of renderers.render(small, pagesFor(small, ['cluster:K01']), beside))
      files.set(path, bytes);
  } finally {
    await renderers.close();
  }
  const pictures = [...files].filter(([path]) => path.startsWith('pictures/cluster-01-k01/'));
  expect(pictures.length).toBeGreaterThan(2);
  const archive = unzipSync(files.get('downloads/cluster-01-k01.zip') ?? new Uint8Array());
  expect(Object.keys(archive).filter((name) => name.endsWith('.png')).length).toBe(pictures.length);
  for (const [path, bytes] of pictures)
    expect(Buffer.from(archive[path.replace('cluster-01-k01/', '')] ?? []).equals(Buffer.from(bytes))).toBe(true);
});
