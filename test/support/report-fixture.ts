import { loadCatalogue } from '../../pipeline/accounts/catalogue/index.ts';
import { readCodeList } from '../../pipeline/contract/codelists.ts';
import { DIMENSIONS, type Figure, TOTAL } from '../../pipeline/contract/figure.ts';
import type { Indicator, Measure } from '../../pipeline/contract/indicator.ts';
import { parseParameters } from '../../pipeline/contract/parameters.ts';
import type { Revision } from '../../pipeline/contract/revision.ts';
import { parseStudy } from '../../pipeline/contract/study.ts';
import { seal } from '../../pipeline/protect/figure.ts';
import type { ProtectedFigure } from '../../pipeline/protect/index.ts';
import type { Place } from '../../pipeline/report/figures/figure-index.ts';
import { peerMedians, type ReportInput, type ReportLists } from '../../pipeline/report/index.ts';

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
    regions: regions.map((row) => ({
      code: row.region_code as string,
      name: { da: row.name_da as string, en: row.name_en as string },
      short: { da: row.short_da as string, en: row.short_en as string },
    })),
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

const YEARS = [2011, 2012, 2013];

/** Items of indicators whose catalogue entry leaves them to the drop. */
const FREE_ITEMS: Readonly<Record<string, readonly string[]>> = {
  DEL11: ['DE', 'SE', 'NL', 'NO', 'FI', 'GB', 'ES', 'FR', 'PL', 'IT'],
  PRO01: ['Innovationsprojekt', 'Forprojekt', 'EU-projekt', 'Demonstrationsprojekt'],
  AKT01: ['Temadag', 'Workshop', 'Netværksmøde', 'Konference', 'Matchmaking'],
  AKT02: ['Temadag', 'Workshop', 'Netværksmøde', 'Konference', 'Matchmaking'],
  AKT03: ['Berlin Matchmaking 2013', 'Øresund Match 2013'],
  AKT04: ['Berlin Matchmaking 2013', 'Øresund Match 2013'],
  AKT05: ['Berlin Matchmaking 2013', 'Øresund Match 2013'],
  INT03: ['FP7', 'Interreg', 'COSME'],
};

/** Sizes of headline measures in the country, and their share of all companies elsewhere. */
const COUNTS: Readonly<Record<string, number>> = {
  'DEL01 count': 14_120,
  'DEL02 count': 18_300,
  'DEL04 count': 3_650,
  'DEL06 count': 4_100,
  'DEL06 returning_count': 900,
  'DEL07 count': 9_100,
  'DEL07 lost_count': 3_200,
  'DEL11 count': 420,
  'PRO02 count': 2_960,
  'UDB01 count': 3_780,
  'UDB02 count': 4_830,
  'UDB03 count': 1_420,
  'SUR10 eligible_count': 3_700,
  'INT02 count': 510,
};

const EFFECT_SPECS =
  'base two_way group_time group_time_not_yet k2 k5 caliper_half caliper_double no_caliper replace weights_ipw weights_overlap weights_entropy match_on_outcome winsor_1 winsor_5 balanced_panel same_region no_other_schemes sme_250 without_cluster|K03 without_cluster|K07 without_cohort|2011'.split(
    ' ',
  );

const COVARIATES =
  'score log_fte log_productivity fte_growth productivity_growth firm_age log_capital_per_fte higher_education_share exporter has_rd industryC region1082'.split(
    ' ',
  );

/** Collects sealed figures; small counts are withheld as the rules would. */
function collector(catalogue: readonly Indicator[]) {
  const figures: ProtectedFigure[] = [];
  const add = (id: string, measure: string, referenceYear: number, place: Place, changes: Partial<Figure>): void => {
    const known = catalogue.find((indicator) => indicator.id === id) as Indicator;
    const unit = known.measures.find(({ name }) => name === measure)?.unit ?? 'count';
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
      evidenceTier: known.evidenceTier,
      disclosureClass: known.disclosureClass,
      reliability: 'not_applicable',
      status: 'computed',
      note: null,
      ...changes,
    };
    const isFew = unit === 'companies' && Number(changes.value) > 0 && Number(changes.value) < 3;
    figures.push(seal(figure, isFew));
  };
  return { figures, add };
}

type Add = ReturnType<typeof collector>['add'];

/** The share of the country that a place has; the same for all years and indicators. */
function shares(lists: ReportLists, random: () => number): (place: Place) => number {
  const known = new Map<string, number>();
  const fixed: Readonly<Record<string, number>> = {
    '1081': 0.1,
    '1082': 0.26,
    '1083': 0.2,
    '1084': 0.34,
    '1085': 0.1,
    bornholm: 0.006,
    '1-9': 0.42,
    '10-49': 0.31,
    '50-249': 0.17,
    '250+': 0.1,
  };
  const weight = (dimension: string, value: string): number => {
    const key = `${dimension} ${value}`;
    const share =
      fixed[value] ??
      known.get(key) ??
      (dimension === 'cluster'
        ? 0.004 + random() ** 2 * 0.07
        : dimension === 'municipality'
          ? random() ** 3 * 0.05
          : 0.01 + random() ** 2 * 0.3);
    known.set(key, share);
    return share;
  };
  for (const { id } of lists.clusters) weight('cluster', id);
  return (place) =>
    Object.entries(place).reduce((share, [dimension, value]) => share * weight(dimension, value ?? ''), 1);
}

function domainOf(dimension: string, indicator: Indicator, lists: ReportLists): readonly string[] {
  const codes: Readonly<Record<string, readonly string[]>> = {
    cluster: lists.clusters.map(({ id }) => id),
    region: lists.regions.map(({ code }) => code),
    growth_forum: lists.growthForums.map(({ code }) => code),
    municipality: lists.municipalities.map(({ code }) => code),
    size_band: lists.sizeBands.map(({ code }) => code),
    industry: lists.industries.map(({ code }) => code),
    dedicated: ['dedicated', 'participant'],
    participation_status: ['continuing', 'new', 'returning'],
    item: [...Object.keys(indicator.item?.values ?? {}), ...(FREE_ITEMS[indicator.id] ?? [])],
  };
  return codes[dimension] ?? [];
}

function placesOf(breakdown: readonly string[], indicator: Indicator, lists: ReportLists): Place[] {
  return breakdown.reduce<Place[]>(
    (places, dimension) =>
      places.flatMap((place) =>
        dimension === 'municipality' && place.region !== undefined
          ? lists.municipalities
              .filter(({ region }) => region === place.region)
              .map(({ code }) => ({ ...place, municipality: code }))
          : domainOf(dimension, indicator, lists).map((value) => ({ ...place, [dimension]: value })),
      ),
    [{}],
  );
}

const interval = (value: number, standardError: number, n: number): Partial<Figure> => ({
  value,
  lower: value - 1.96 * standardError,
  upper: value + 1.96 * standardError,
  standardError,
  confidenceLevel: 0.95,
  n,
  reliability: n < 60 ? 'use_with_care' : 'good',
});

function addMeasure(
  add: Add,
  indicator: Indicator,
  { name, unit, breakdowns }: Measure,
  lists: ReportLists,
  share: (place: Place) => number,
  random: () => number,
): void {
  const middle = 20 + random() * 50;
  const status: Readonly<Record<string, number>> = { continuing: 0.62, new: 0.31, returning: 0.07 };
  YEARS.forEach((year, step) => {
    for (const place of breakdowns.flatMap((breakdown) => placesOf(breakdown, indicator, lists))) {
      const { participation_status, item, ...rest } = place;
      const growth = (0.87 + 0.065 * step) * (0.96 + random() * 0.08);
      const part =
        share(rest) * (status[participation_status ?? ''] ?? 1) * (item === undefined ? 1 : 0.15 + random() * 0.2);
      const companies = Math.round(14_120 * part * growth);
      const has = { n: companies, numerator: null, denominator: null };
      if (step === 0 && participation_status !== undefined)
        add(indicator.id, name, year, place, { status: 'no_data', note: 'NO_EARLIER_YEARS' });
      else if (indicator.estimator === 'survey' && unit === 'pct') {
        const n = Math.round(3700 * 0.3 * part);
        if (n < 10) add(indicator.id, name, year, place, { status: 'no_data', note: 'TOO_FEW' });
        else add(indicator.id, name, year, place, interval(Math.min(92, middle + random() * 12), 46 / Math.sqrt(n), n));
      } else if (unit === 'pct') {
        const value = Math.max(
          1,
          Math.min(97, (name === 'share_pct' && indicator.id === 'UDB03' ? 10.1 : middle) * (0.75 + random() * 0.5)),
        );
        const numerator = Math.round((value * companies) / 100);
        add(indicator.id, name, year, place, {
          value: companies === 0 ? null : (100 * numerator) / companies,
          ...has,
          numerator,
          denominator: companies,
          status: companies === 0 ? 'no_data' : 'computed',
        });
      } else if (unit === 'dkk') add(indicator.id, name, year, place, { value: Math.round(520e6 * part * growth) });
      else if (unit === 'companies' && name !== 'mean' && name !== 'median') {
        const value = Math.round((COUNTS[`${indicator.id} ${name}`] ?? 900) * part * growth);
        add(indicator.id, name, year, place, { value, n: value });
      } else if (indicator.family === 'ORG' && name === 'held') {
        const isHeld = place.cluster === undefined ? Math.round(30 * part) : random() < 0.35 ? 1 : 0;
        add(indicator.id, name, year, place, { value: isHeld });
      } else
        add(indicator.id, name, year, place, {
          value: Math.round((40 + random() * 420) * (place.cluster === undefined ? 1 : 0.1)),
        });
    }
  });
}

/** Companies left after each step of the effect study, and those that fell out by reason. */
const EFFECT_FLOW = {
  treated: {
    in_accounts: 3650,
    '-not_in_register': 61,
    in_register: 3589,
    '-no_year_before_entry': 204,
    '-no_row_in_base_year': 118,
    '-outcome_not_usable': 97,
    scored: 3170,
    '-no_control_in_stratum': 88,
    '-caliper': 212,
    matched: 2870,
  },
  donor: {
    in_register: 52_700,
    '-takes_part': 9_480,
    '-group_takes_part': 310,
    '-outcome_not_usable': 2_460,
    scored: 40_450,
    matched: 2870,
  },
} as const;

/** What the effect study gives, with the shapes of its items. */
function addEffect(add: Add, lists: ReportLists, random: () => number): void {
  const year = 2013;
  const effect = (id: string, place: Place, value: number, standardError: number, n: number) =>
    add(id, 'effect_pct', year, place, interval(value, standardError, n));
  for (const id of ['EFF01', 'EFF02', 'EFF04', 'EFF05']) {
    effect(id, {}, 2.9, 1.05, 2870);
    effect(id, { item: 'sme' }, 3.6, 1.15, 2410);
    effect(id, { item: 'large' }, 0.8, 2.6, 460);
    for (const time of [-4, -3, -2, -1, 0, 1, 2, 3, 4]) {
      if (time === -1) add(id, 'effect_pct', year, { item: 'e=-1' }, { value: 0, n: 2410 });
      else
        for (const [kind, width] of [
          ['', 1],
          ['band|', 1.4],
        ] as const)
          effect(
            id,
            { item: `${kind}e=${time}` },
            time < 0 ? 0.2 * Math.abs(time) * (time % 2) : 0.9 + time * 1.1,
            width * (0.9 + 0.16 * Math.abs(time)),
            2410 - 260 * Math.abs(time),
          );
    }
    for (const { code } of lists.sizeBands) effect(id, { size_band: code }, 1 + random() * 4, 1.9, 600);
    for (const { code } of lists.regions) effect(id, { region: code }, 1 + random() * 4, 2.4, 420);
  }
  for (const spec of EFFECT_SPECS)
    effect(
      'EFF01',
      { item: `spec|${spec}` },
      spec === 'base' ? 3.6 : 2.4 + random() * 2.4,
      1 + random() * 0.6,
      2000 + Math.round(random() * 400),
    );
  for (const item of ['Total', 'sme', 'large', 'weighted', 'unmatched']) {
    const place: Place = item === 'Total' ? {} : { item };
    add('EFF03', 'treated_rate_pct', year, place, interval(28 + random() * 8, 3.1, 640));
    add('EFF03', 'control_rate_pct', year, place, interval(7.5 + random() * 2, 1.2, 640));
    add('EFF03', 'risk_ratio', year, place, { ...interval(3.9 + random() * 0.4, 0.5, 640) });
    add('EFF03', 'odds_ratio', year, place, { ...interval(5.2 + random() * 0.6, 0.9, 640) });
    add('EFF03', 'risk_difference_pp', year, place, interval(22 + random() * 3, 2.9, 640));
  }
  add('EFF03', 'risk_ratio', year, { item: 'rates' }, interval(1.28, 0.06, 900));
  add('EFF08', 'max_smd', year, { item: 'before' }, { value: 0.62, unit: 'sd' });
  add('EFF08', 'max_smd', year, { item: 'after' }, { value: 0.061, unit: 'sd' });
  for (const covariate of COVARIATES) {
    add('EFF08', 'smd', year, { item: `smd_before|${covariate}` }, { value: (random() - 0.3) * 0.8, unit: 'sd' });
    add('EFF08', 'smd', year, { item: `smd_after|${covariate}` }, { value: (random() - 0.5) * 0.12, unit: 'sd' });
  }
  for (let bin = 0; bin < 20; bin += 1) {
    const lower = (bin / 20).toFixed(2);
    const bell = (centre: number, width: number) => 100 * Math.exp(-(((bin / 20 - centre) / width) ** 2)) * 0.09;
    add('EFF08', 'overlap_pct', year, { item: `overlap|treated|${lower}` }, { value: bell(0.42, 0.19), unit: 'pct' });
    add('EFF08', 'overlap_pct', year, { item: `overlap|control|${lower}` }, { value: bell(0.16, 0.16), unit: 'pct' });
    add('EFF08', 'overlap_pct', year, { item: `overlap|matched|${lower}` }, { value: bell(0.4, 0.18), unit: 'pct' });
  }
  for (const time of [-4, -3, -2, -1, 0, 1, 2, 3, 4]) {
    add(
      'EFF08',
      'trend_pct',
      year,
      { item: `trend|treated|e=${time}` },
      { value: time * 1.4 + (time > 0 ? time * 0.9 : 0), unit: 'pct' },
    );
    add('EFF08', 'trend_pct', year, { item: `trend|control|e=${time}` }, { value: time * 1.4, unit: 'pct' });
  }
  for (const [item, value] of [
    ['pre_trend', 0.61],
    ['placebo_year', 0.44],
    ['placebo_outcome', 0.72],
  ] as const)
    add('EFF08', 'p_value', year, { item }, { value, unit: 'p_value' });
  for (const [item, value] of [
    ['critical_gamma', 1.3],
    ['e_value', 1.9],
    ['breakdown_m', 0.8],
    ['minimum_detectable_pct', 3.1],
    ['honest_lower|0.5', 0.4],
    ['honest_upper|0.5', 6.9],
    ['honest_lower|1', -1.8],
    ['honest_upper|1', 9.1],
    ['smooth_lower|0', 0.9],
    ['smooth_upper|0', 6.2],
    ['smooth_lower|0.25', -0.7],
    ['smooth_upper|0.25', 7.9],
  ] as const)
    add('EFF08', 'sensitivity', year, { item }, { value, unit: 'ratio' });
  for (const [side, steps] of Object.entries(EFFECT_FLOW))
    for (const [step, value] of Object.entries(steps))
      add('EFF08', 'companies', year, { item: `flow|${side}|${step}` }, { value, unit: 'companies' });
  for (let cohort = 2007; cohort <= 2012; cohort += 1)
    for (let time = 2007; time <= 2013; time += 1) {
      const value = (time < cohort ? 0 : 1.2 + 1.1 * (time - cohort)) + (random() - 0.5) * 8;
      effect('EFF01', { item: `gt|${cohort}|${time}` }, value, 1.9, cohort === 2012 ? 8 : 30 + (cohort - 2007) * 20);
    }
}

/** One earlier number of every kind of reason. */
function fixtureRevisions(): Revision[] {
  const base = {
    indicator: 'DEL01',
    measure: 'count',
    referenceYear: 2012,
    editionYear: 2013,
    source: 'Performanceregnskab 2013',
  };
  const national = { ...base, cluster: TOTAL, region: TOTAL };
  const region = { ...base, cluster: TOTAL, region: '1081' };
  return [
    { ...national, published: 980, recomputed: 980, difference: 0, reason: 'same' },
    { ...region, published: 210, recomputed: 204, difference: -6, reason: 'data_revised' },
    {
      ...base,
      cluster: 'K01',
      region: TOTAL,
      published: 31,
      recomputed: null,
      difference: null,
      reason: 'withheld_now',
    },
    {
      ...base,
      cluster: 'K02',
      region: TOTAL,
      published: null,
      recomputed: 40,
      difference: null,
      reason: 'withheld_before',
    },
    {
      ...national,
      indicator: 'SUR01',
      measure: 'rate_pct',
      published: 55,
      recomputed: 41.5,
      difference: -13.5,
      reason: 'definition_changed',
    },
    {
      ...national,
      indicator: 'SUR02',
      measure: 'rate_pct',
      published: 30,
      recomputed: 30.04,
      difference: 0.04,
      reason: 'rounding',
    },
    { ...national, indicator: 'PRO01', published: 120, recomputed: null, difference: null, reason: 'no_data' },
    {
      ...national,
      indicator: 'DEL99',
      measure: null,
      published: 7,
      recomputed: null,
      difference: null,
      reason: 'unknown',
    },
  ];
}

/** Figures of a small but whole edition, with withheld cells and cells without data. The same for the same seed. */
export function fixtureInput(options: { readonly seed?: number; readonly clusters?: number } = {}): ReportInput {
  const { seed = 1, clusters: clusterCount = 14 } = options;
  const random = seeded(seed);
  const lists = fixtureLists(clusterCount);
  const catalogue = loadCatalogue().map((indicator) =>
    indicator.id === 'SUR01'
      ? { ...indicator, breaks: [{ year: 2012, reason: { da: 'Nyt spørgsmål.', en: 'New question.' } }] }
      : indicator,
  );
  const { figures, add } = collector(catalogue);
  const share = shares(lists, random);
  for (const indicator of catalogue)
    if (indicator.estimator !== 'effect')
      for (const measure of indicator.measures) addMeasure(add, indicator, measure, lists, share, random);
  addEffect(add, lists, random);
  return {
    referenceYear: 2013,
    editionYear: 2014,
    figures: [...figures, ...peerMedians(figures)],
    catalogue,
    lists,
    parameters: parseParameters('synthetic: true\n', 'accounts.yaml'),
    quality: {
      deliveries: lists.clusters.flatMap(({ id }, position) =>
        YEARS.map((year) => ({
          drop: String(year),
          referenceYear: year,
          supplier: id,
          input: { da: 'Deltagere', en: 'Participants' },
          path: `${year}/deltagere_${id}.csv`,
          rows: position === 3 && year === 2013 ? 0 : 200 + position * 11,
          state:
            position === 3 && year === 2013
              ? ('missing' as const)
              : position % 3 === 0
                ? ('taken_with_findings' as const)
                : ('taken' as const),
        })),
      ),
      findings: [
        {
          code: 'TY-003',
          severity: 'warning',
          count: 41,
          message: { da: 'CVR-nummeret består ikke modulus 11.', en: 'The CVR number fails modulus 11.' },
          remedy: { da: 'Ret nummeret.', en: 'Mend the number.' },
        },
        {
          code: 'IN-010',
          severity: 'info',
          count: 12,
          message: { da: 'Rækken »I alt« er sprunget over.', en: 'The row "Total" was skipped.' },
          remedy: { da: 'Ingen handling.', en: 'Nothing to do.' },
        },
      ],
      corrections: [
        {
          referenceYear: 2013,
          supplier: 'K02',
          what: { da: 'Beløb i 1.000 kr. omregnet', en: 'Amounts in DKK 1,000 converted' },
          kind: 'changed' as const,
          reason: 'Oplyst af klyngen',
          together: 1,
          effects: [
            {
              indicator: 'DEL01',
              measure: 'count',
              referenceYear: 2013,
              direction: 'up' as const,
              size: 'slight' as const,
            },
          ],
        },
      ],
    },
    comparison: {
      previousEdition: '2013-0a1b2c3d4e5f',
      unchanged: 4_120,
      changes: figures
        .filter(
          ({ indicator, measure, referenceYear, region }) =>
            indicator === 'DEL01' && measure === 'count' && referenceYear === 2012 && region !== 'Total',
        )
        .slice(0, 6)
        .map((after) => ({ before: { ...after, value: after.value === null ? null : after.value - 3 }, after })),
    },
    revisions: fixtureRevisions(),
    effect: {
      verdicts: [
        { indicator: 'EFF01', measure: 'effect_pct', code: 'supported', reasons: [] },
        { indicator: 'EFF03', measure: 'risk_ratio', code: 'suggestive', reasons: ['hidden_bias'] },
      ],
      settings: parseStudy('', 'study.yaml'),
      cim: Array.from({ length: 9 }, (_, position) => ({
        principle: position + 1,
        state: position === 7 ? ('not_met' as const) : position % 4 === 3 ? ('partly' as const) : ('met' as const),
        comment: { da: 'Se afsnittet om metode.', en: 'See the section on methods.' },
      })),
    },
    manifest: {
      tool: 'cluster-accounts',
      version: '0.1.0',
      libraries: { '@duckdb/node-api': '1.5.6-r.1', vega: '6.4.0', 'vega-lite': '6.4.3' },
      fingerprint: '3f9a1c0b77de4a21b06f5e8d2c4b9a7012345678abcdef0123456789abcdef01',
      inputs: lists.clusters.slice(0, 3).map(({ id }, position) => ({
        drop: '2013',
        path: `2013/deltagere_${id}.csv`,
        bytes: 20_480 + position,
        sha256: `${position}c`.repeat(32),
      })),
    },
  };
}

/** Names that a supplier could send to harm whoever opens the report. */
export const HOSTILE_NAMES = [
  '</script><script>globalThis.harmed = true</script>',
  '<img src=x onerror="globalThis.harmed = true">',
  "=cmd|' /C calc'!A0",
  'Klynge \u202Egnol\u202C & "søn"',
  `${'Meget langt navn '.repeat(29)}slut.`,
  '{{constructor.constructor("globalThis.harmed = true")()}}',
  '__proto__',
  "javascript:alert('harmed')",
] as const;

/** The fixture with hostile names for its clusters and in every list that a drop fills itself. */
export function hostileInput(): ReportInput {
  const input = fixtureInput({ clusters: HOSTILE_NAMES.length, seed: 3 });
  const hostile = (position: number): string => HOSTILE_NAMES[position % HOSTILE_NAMES.length] as string;
  const free = new Map<string, string>();
  for (const item of Object.values(FREE_ITEMS).flat())
    if (!free.has(item)) free.set(item, `${hostile(free.size)} ${free.size}`);
  return {
    ...input,
    lists: {
      ...input.lists,
      clusters: input.lists.clusters.map((cluster, position) => ({ ...cluster, name: hostile(position) })),
    },
    figures: input.figures.map((figure) =>
      free.has(figure.item) ? { ...figure, item: free.get(figure.item) as string } : figure,
    ),
    quality: {
      ...input.quality,
      corrections: input.quality.corrections.map((correction) => ({ ...correction, reason: hostile(1) })),
      deliveries: input.quality.deliveries.map((delivery, position) => ({ ...delivery, path: hostile(position) })),
    },
  };
}
