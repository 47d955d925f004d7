import { readCodeList } from '../../pipeline/contract/codelists.ts';
import {
  DIMENSIONS,
  type DisclosureClass,
  type EvidenceTier,
  type Figure,
  TOTAL,
} from '../../pipeline/contract/figure.ts';
import type { Catalogue, Indicator, Measure } from '../../pipeline/contract/indicator.ts';
import { parseParameters } from '../../pipeline/contract/parameters.ts';
import { seal } from '../../pipeline/protect/figure.ts';
import type { ProtectedFigure } from '../../pipeline/protect/index.ts';
import type { Place } from '../../pipeline/report/figures/figure-index.ts';
import type { ReportInput, ReportLists } from '../../pipeline/report/index.ts';

/** Random numbers between 0 and 1 that are the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const FIELDS = [
  'Vand',
  'Vind',
  'Velfærd',
  'Lyd',
  'Fødevarer',
  'Robotter',
  'Materialer',
  'Transport',
  'Oplevelser',
  'Lys',
];
const FORMS = ['klyngen', 'netværket', 'platformen', 'forum', 'samspil'];

const TOTALS = Object.fromEntries(DIMENSIONS.map((dimension) => [dimension, TOTAL])) as Record<
  (typeof DIMENSIONS)[number],
  string
>;

/** The lists that come with the package, and invented clusters. */
export function fixtureLists(clusterCount: number): ReportLists {
  const named = (rows: readonly Readonly<Record<string, string>>[], code: string) =>
    rows.map((row) => ({ code: row[code] as string, name: { da: row.name_da as string, en: row.name_en as string } }));
  const regions = readCodeList('region').filter((row) => row.valid_from === '2007-01-01');
  const municipalities = readCodeList('municipality').filter(
    (row) => row.valid_from === '2007-01-01' && row.region_code !== '',
  );
  return {
    clusters: Array.from({ length: clusterCount }, (_, position) => ({
      id: `K${String(position + 1).padStart(2, '0')}`,
      name: `${FIELDS[position % 10]}${FORMS[Math.floor(position / 10) % 5]}`,
      type: 'national',
      field: FIELDS[position % 10] as string,
      region: regions[position % 5]?.region_code as string,
      growthForum: 'nordjylland',
    })),
    regions: named(regions, 'region_code'),
    growthForums: named(readCodeList('growth_forum'), 'code'),
    municipalities: municipalities.map((row) => ({
      code: row.municipality_code as string,
      name: { da: row.name as string, en: row.name as string },
      region: row.region_code as string,
      growthForum: row.growth_forum as string,
      tileColumn: Number(row.tile_column),
      tileRow: Number(row.tile_row),
    })),
    industries: named(readCodeList('industry_section'), 'section'),
    sizeBands: named(readCodeList('size_band'), 'size_band'),
    countries: named(readCodeList('country'), 'country_code'),
  };
}

interface FixtureIndicator {
  readonly id: string;
  readonly name: string;
  readonly tier: EvidenceTier;
  readonly disclosureClass: DisclosureClass;
  /** `name unit decimals`. */
  readonly measures: readonly string[];
  readonly changedInYear?: number;
  readonly items?: Readonly<Record<string, string>>;
}

const text = (name: string) => ({ da: name, en: `${name} (en)` });

function indicatorOf({ id, name, tier, disclosureClass, measures, changedInYear, items }: FixtureIndicator): Indicator {
  return {
    id,
    family: id.slice(0, 3) as Indicator['family'],
    name: text(name),
    definition: text(`Definition af ${name}`),
    numerator: text(`Tæller i ${name}`),
    denominator: null,
    measures: measures.map((spec): Measure => {
      const [measure = '', unit = '', decimals = '0'] = spec.split(' ');
      return {
        name: measure,
        title: text(measure),
        unit,
        decimals: Number(decimals),
        statistic: 'count',
        of: 'x',
        over: null,
        contributorsOf: null,
        breakdowns: [],
      };
    }),
    evidenceTier: tier,
    disclosureClass,
    disclosureByItem: {},
    breakdowns: [],
    denominatorIgnores: [],
    inputs: ['participants'],
    item:
      items === undefined
        ? null
        : {
            title: text('Gruppe'),
            values: Object.fromEntries(Object.entries(items).map(([item, label]) => [item, text(label)])),
            isRequired: false,
          },
    earlierYears: 0,
    estimator: tier === 'survey' ? 'survey' : 'contributions',
    sinceYear: null,
    changedInYear: changedInYear ?? null,
    comparability: null,
    sql: '',
    file: `sql/4-indicators/${id}.sql`,
  };
}

const INDICATORS: readonly FixtureIndicator[] = [
  {
    id: 'DEL01',
    name: 'Unikke deltagende virksomheder',
    tier: 'self-report',
    disclosureClass: 'S1',
    measures: ['count companies 0'],
  },
  {
    id: 'PRO02',
    name: 'Virksomheder i samarbejdsprojekter',
    tier: 'self-report',
    disclosureClass: 'S1',
    measures: ['count companies 0', 'share_pct pct 1'],
  },
  {
    id: 'UDB01',
    name: 'Virksomheder med nye ideer',
    tier: 'self-report',
    disclosureClass: 'S1',
    measures: ['count companies 0', 'share_pct pct 1'],
  },
  {
    id: 'UDB02',
    name: 'Virksomheder med nye kompetencer',
    tier: 'self-report',
    disclosureClass: 'S1',
    measures: ['count companies 0', 'share_pct pct 1'],
  },
  {
    id: 'UDB03',
    name: 'Virksomheder med nye produkter, ydelser eller processer',
    tier: 'self-report',
    disclosureClass: 'S1',
    measures: ['count companies 0', 'share_pct pct 1'],
  },
  {
    id: 'SUR01',
    name: 'Innovationsrate',
    tier: 'survey',
    disclosureClass: 'S3',
    measures: ['rate_pct pct 1'],
    changedInYear: 2012,
  },
];

const YEARS = [2011, 2012, 2013];

/** Collects sealed figures; small counts are withheld as the rules would. */
function collector() {
  const figures: ProtectedFigure[] = [];
  const add = (id: string, measure: string, referenceYear: number, place: Place, changes: Partial<Figure>): void => {
    const known = INDICATORS.find((indicator) => indicator.id === id) as FixtureIndicator;
    const unit = known.measures.find((spec) => spec.startsWith(`${measure} `))?.split(' ')[1] ?? 'count';
    const figure: Figure = {
      ...TOTALS,
      ...place,
      indicator: id,
      measure,
      referenceYear,
      value: null,
      unit,
      lower: null,
      upper: null,
      standardError: null,
      degreesOfFreedom: null,
      confidenceLevel: null,
      n: null,
      numerator: null,
      denominator: null,
      contributors: null,
      largest1: null,
      largest2: null,
      evidenceTier: known.tier,
      disclosureClass: known.disclosureClass,
      reliability: 'not_applicable',
      status: 'computed',
      note: null,
      ...changes,
    };
    const isFew =
      known.disclosureClass === 'S1' && unit === 'companies' && Number(changes.value) > 0 && Number(changes.value) < 3;
    figures.push(seal(figure, isFew));
  };
  return { figures, add };
}

/** Figures of a small but whole edition, with withheld cells and cells without data. The same for the same seed. */
export function fixtureInput(options: { readonly seed?: number; readonly clusters?: number } = {}): ReportInput {
  const { seed = 1, clusters: clusterCount = 12 } = options;
  const random = seeded(seed);
  const lists = fixtureLists(clusterCount);
  const { figures, add } = collector();
  const rate = (id: string, year: number, place: Place, value: number, n: number) => {
    const standardError = Math.sqrt((value * (100 - value)) / n);
    add(id, 'rate_pct', year, place, {
      value,
      lower: Math.max(0, value - 1.96 * standardError),
      upper: Math.min(100, value + 1.96 * standardError),
      standardError,
      confidenceLevel: 0.95,
      n,
      reliability: n < 60 ? 'use_with_care' : 'good',
    });
  };
  const places: readonly { readonly place: Place; readonly share: number }[] = [
    { place: {}, share: 1 },
    ...lists.regions.map(({ code }, position) => ({
      place: { region: code },
      share: [0.1, 0.26, 0.2, 0.34, 0.1][position] ?? 0.1,
    })),
    { place: { growth_forum: 'bornholm' }, share: 0.006 },
    ...lists.clusters.map(({ id }) => ({ place: { cluster: id }, share: 0.01 + random() * 0.05 })),
  ];
  YEARS.forEach((year, step) => {
    const all = 12_300 + step * 950;
    for (const { place, share } of places) {
      const companies = Math.round(all * share * (0.97 + random() * 0.06));
      add('DEL01', 'count', year, place, { value: companies, n: companies });
      for (const [id, fraction] of [
        ['PRO02', 0.205],
        ['UDB01', 0.29],
        ['UDB02', 0.37],
        ['UDB03', 0.101],
      ] as const) {
        const value = Math.round(companies * fraction * (0.9 + random() * 0.2));
        add(id, 'count', year, place, { value, n: companies });
        add(id, 'share_pct', year, place, {
          value: (100 * value) / companies,
          numerator: value,
          denominator: companies,
          n: companies,
        });
      }
      if (place.cluster === 'K03')
        add('SUR01', 'rate_pct', year, place, { status: 'no_data', note: 'INPUT_MISSING:survey' });
      else rate('SUR01', year, place, 50 + random() * 12, Math.max(14, Math.round(companies * 0.08)));
      const spread = (dimension: 'size_band' | 'industry', codes: readonly string[]) => {
        const weights = codes.map(() => random() ** 2);
        const sum = weights.reduce((a, b) => a + b, 0);
        codes.forEach((code, position) => {
          const value = Math.round((companies * (weights[position] as number)) / sum);
          add('DEL01', 'count', year, { ...place, [dimension]: code }, { value, n: value });
        });
      };
      spread(
        'size_band',
        lists.sizeBands.map(({ code }) => code),
      );
      spread(
        'industry',
        lists.industries.map(({ code }) => code),
      );
    }
    for (const { code } of lists.municipalities) {
      const value = random() < 0.06 ? 1 : Math.round(10 + random() ** 3 * 900);
      add('DEL01', 'count', year, { municipality: code }, { value, n: value });
    }
  });
  const catalogue: Catalogue = INDICATORS.map(indicatorOf);
  return {
    referenceYear: 2013,
    editionYear: 2014,
    figures,
    catalogue,
    lists,
    parameters: parseParameters('synthetic: true\n', 'accounts.yaml'),
    quality: { deliveries: [], findings: [], corrections: [] },
    comparison: null,
    effect: null,
    manifest: {
      tool: 'cluster-accounts',
      version: '0.1.0',
      libraries: { vega: '6.4.0' },
      fingerprint: 'f'.repeat(64),
      inputs: [],
    },
  };
}
