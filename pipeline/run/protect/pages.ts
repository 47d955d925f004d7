import { slug } from '../../report/html/escape.ts';
import type { Bundle } from './bundle.ts';
import {
  contradictions,
  decoded,
  type PagePart,
  partsOfPage,
  plain,
  type Statement,
  statementsOfChart,
} from './chart-parts.ts';
import { namesOfCodes } from './names.ts';
import { leaksOfTable } from './page-tables.ts';
import type { PublishedTable } from './published-table.ts';
import { type Leak, leaksOfRows } from './records.ts';
import { type SeriesIndex, seriesOf } from './series.ts';
import type { SpecAudit } from './specs.ts';
import { leaksOfAxis } from './svg-axis.ts';
import { groupsOfMarks, leaksOfGeometry } from './svg-marks.ts';
import { WITHHELD_WORDS } from './words.ts';

/** A page that sets numbers of earlier editions beside today's; what it tells was out before. */
const OF_EARLIER_EDITIONS = new Set(['changes.html']);

/** Everything about a bundle that its pages are checked against. */
export interface PageChecks {
  readonly table: PublishedTable;
  readonly told: ReadonlySet<number>;
  readonly series: SeriesIndex;
  readonly names: ReturnType<typeof namesOfCodes>;
  /** What the specification of each chart says: `region-1081/size.en` → its audit. */
  readonly specs: ReadonlyMap<string, SpecAudit>;
}

/** Names of the clusters, from the links to their pages. */
function clusterNames(table: PublishedTable, index: string): ReadonlyMap<string, string> {
  const bySlug = new Map([...new Set(table.rows.map(({ cluster }) => cluster))].map((code) => [slug(code), code]));
  return new Map(
    [...index.matchAll(/<a href="cluster-\d+-([^"]*)\.html">([\s\S]*?)<\/a>/g)].flatMap((match) => {
      const code = bySlug.get(match[1] ?? '');
      return code === undefined ? [] : [[plain(match[2] ?? ''), code] as const];
    }),
  );
}

/** `index` is the page that links to all others. */
export function pageChecks(
  { table, items }: Pick<Bundle, 'table' | 'items'>,
  index: string,
  specs: PageChecks['specs'],
): PageChecks {
  return {
    table,
    told: new Set(table.numbers.flatMap((numbers) => numbers.filter((number) => number !== null))),
    series: seriesOf(table),
    names: namesOfCodes(clusterNames(table, index), items),
    specs,
  };
}

/** Every object within a JSON value. */
export function* objectsIn(value: unknown): Generator<Readonly<Record<string, unknown>>> {
  if (Array.isArray(value)) for (const one of value) yield* objectsIn(one);
  else if (typeof value === 'object' && value !== null) {
    yield value as Readonly<Record<string, unknown>>;
    for (const one of Object.values(value)) yield* objectsIn(one);
  }
}

export function jsonIn(source: string): unknown {
  try {
    return JSON.parse(source) as unknown;
  } catch {
    return null;
  }
}

/** JSON of a page: what stands in script elements that are data, and in attributes. */
function jsonOfHtml(html: string): unknown[] {
  const scripts = [...html.matchAll(/<script[^>]*type="application\/json"[^>]*>([\s\S]*?)<\/script>/g)];
  const attributes = [...html.matchAll(/\sdata-[\w-]+="(\{[^"]*\}|\[[^"]*\])"/g)];
  return [
    ...scripts.map((match) => jsonIn(match[1] ?? '')),
    ...attributes.map((match) => jsonIn(decoded(match[1] ?? ''))),
  ];
}

/** Numbers that the page marks up as data and that no figure of the edition tells. */
function leaksOfData({ told }: PageChecks, file: string, html: string): Leak[] {
  return [...html.matchAll(/<data value="([^"]*)"|data-(?:from|to)="([^"]*)"/g)].flatMap((match) => {
    const number = Number(match[1] ?? match[2]);
    return !Number.isFinite(number) || told.has(number)
      ? []
      : [{ file, what: `${match[0]}: no figure tells this number` }];
  });
}

function leaksOfPart(checks: PageChecks, page: string, file: string, { name, source }: PagePart): Leak[] {
  const [, chart = '', language = 'en'] = /^chart-(.*)-(da|en)$/.exec(name) ?? [];
  const spec = checks.specs.get(`${page}/${chart}.${language}`);
  const inTable = leaksOfTable(checks.series, checks.names, source);
  const isConcerned =
    [...WITHHELD_WORDS].some((word) => source.includes(word)) ||
    (spec?.statements ?? []).some(({ said }) => WITHHELD_WORDS.has(said));
  const found = inTable.map((what) => `${name}: ${what}`);
  if (!isConcerned) return found.map((what) => ({ file, what }));
  const statements: Statement[] = [...statementsOfChart(source), ...(spec?.statements ?? [])];
  for (const { label, said, where } of contradictions(statements, WITHHELD_WORDS))
    found.push(`${name}: "${label}" is withheld, but the ${where} says ${said}`);
  for (const svg of source.match(/<svg[\s\S]*?<\/svg>/g) ?? []) {
    const groups = groupsOfMarks(svg, language);
    for (const { what } of [...leaksOfGeometry(groups, WITHHELD_WORDS), ...leaksOfAxis(svg, groups, language)])
      found.push(`${name}: ${what}`);
  }
  return found.map((what) => ({ file, what }));
}

/** Everything in a page that tells what the table of figures withholds. */
export function leaksOfPage(checks: PageChecks, file: string, html: string): Leak[] {
  const page = (file.split('/').at(-1) ?? '').replace(/\.html$/, '');
  const json = leaksOfRows(
    checks.table,
    file,
    jsonOfHtml(html).flatMap((one) => [...objectsIn(one)]),
  );
  const data = OF_EARLIER_EDITIONS.has(file) ? [] : leaksOfData(checks, file, html);
  const parts = partsOfPage(html).flatMap((part) => leaksOfPart(checks, page, file, part));
  return [...json, ...data, ...parts];
}
