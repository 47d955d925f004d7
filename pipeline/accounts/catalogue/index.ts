import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { closest } from '../../contract/closest.ts';
import { type CodeListName, readCodeList } from '../../contract/codelists.ts';
import { usageError } from '../../contract/errors.ts';
import type { Localised } from '../../contract/finding.ts';
import { type Breakdown, type Catalogue, FAMILIES, type Family, type Indicator } from '../../contract/indicator.ts';
import { resourcePath } from '../../contract/resources.ts';
import { allBreakdowns, parseBreakdown } from './breakdowns.ts';
import { type ParsedFile, parseIndicatorFile } from './header.ts';
import type { Header } from './schema.ts';

type HeaderMeasure = Header['measures'][number];

const inputNames = (): Set<string> =>
  new Set(readdirSync(resourcePath('pipeline', 'contract', 'inputs')).map((name) => name.replace(/\.json$/, '')));

/** Names in a code list, by its first column. */
const namesInList = (list: CodeListName): Readonly<Record<string, Localised>> =>
  Object.fromEntries(
    readCodeList(list).map((row) => [Object.values(row)[0], { da: row.name_da ?? '', en: row.name_en ?? '' }]),
  );

/** Breakdowns at a key of the header; throws where one names something that is no dimension. */
function breakdownsAt(texts: readonly string[], key: readonly string[], { errorAt }: ParsedFile): Breakdown[] {
  return texts.map((text, index) => {
    const parsed = parseBreakdown(text);
    if ('breakdown' in parsed) return parsed.breakdown;
    throw errorAt(
      [...key, String(index)],
      `"${key.join('.')}": "${parsed.unknown}" is no dimension.`,
      'Dimensions are listed in pipeline/contract/figure.ts; a crossing is written "region x size_band".',
    );
  });
}

/** Rules between keys that a schema cannot say. */
function checkMeasure(measure: HeaderMeasure, index: number, file: ParsedFile): void {
  const at = ['measures', String(index)];
  const fail = (message: string, hint: string) => file.errorAt(at, `Measure "${measure.name}": ${message}`, hint);
  const isQuotient = measure.statistic === 'ratio' || measure.statistic === 'share';
  if (isQuotient !== (measure.over !== undefined))
    throw fail('"over" belongs to a ratio or a share, and only there.', 'Add or remove "over".');
  const isEstimated = (file.header.estimator ?? 'contributions') !== 'contributions';
  if ((measure.statistic === 'estimate') !== isEstimated)
    throw fail('"estimate" belongs to an indicator with an estimator, and only there.', 'Change "statistic".');
  if (isEstimated === (measure.of !== undefined))
    throw fail('"of" names the column that is counted or summed; an estimate has none.', 'Add or remove "of".');
}

function checkFile(file: ParsedFile, id: string, inputs: ReadonlySet<string>): void {
  const { header, sql, errorAt } = file;
  if (header.id !== id) throw errorAt(['id'], `"id" is ${header.id}, the file is ${id}.sql.`, 'Give both one name.');
  if (!(FAMILIES as readonly string[]).includes(id.slice(0, 3)))
    throw errorAt(['id'], `${id.slice(0, 3)} is no family.`, `Families: ${FAMILIES.join(', ')}.`);
  header.inputs.forEach((input, index) => {
    if (!inputs.has(input))
      throw errorAt(['inputs', String(index)], `"inputs": "${input}" is no input of the contract.`, 'Mend the name.');
  });
  header.measures.forEach((measure, index) => {
    checkMeasure(measure, index, file);
  });
  if (new Set(header.measures.map(({ name }) => name)).size < header.measures.length)
    throw errorAt(['measures'], 'Two measures have one name.', 'Give each its own.');
  if ((header.estimator === 'effect') !== (sql === ''))
    throw errorAt(
      ['id'],
      'A SELECT of contributions stands under every header but those of the effect study.',
      'Add it.',
    );
  if (sql.replaceAll(/'[^']*'/g, '').includes(';'))
    throw errorAt(['id'], 'The file holds more than one statement.', 'Leave one SELECT.');
}

function toIndicator(file: ParsedFile, path: string): Indicator {
  const { header, sql } = file;
  const isItemRequired = header.item?.required ?? false;
  const expand = (listed: readonly Breakdown[], standardCrossings: boolean): readonly Breakdown[] =>
    allBreakdowns(listed, { standardCrossings, isItemRequired });
  const breakdowns = expand(breakdownsAt(header.breakdowns, ['breakdowns'], file), header.crossings === 'standard');
  return {
    id: header.id,
    family: header.id.slice(0, 3) as Family,
    name: header.name,
    definition: header.definition,
    numerator: header.numerator,
    denominator: header.denominator ?? null,
    measures: header.measures.map((measure, index) => ({
      name: measure.name,
      title: measure.title,
      unit: measure.unit,
      decimals: measure.decimals,
      ...(measure.disclosure_class === undefined ? {} : { disclosureClass: measure.disclosure_class }),
      statistic: measure.statistic,
      of: measure.of ?? '',
      over: measure.over ?? null,
      contributorsOf: measure.contributors_of ?? null,
      breakdowns:
        measure.breakdowns === undefined
          ? breakdowns
          : expand(breakdownsAt(measure.breakdowns, ['measures', String(index), 'breakdowns'], file), false),
    })),
    evidenceTier: header.evidence_tier,
    disclosureClass: header.disclosure_class,
    disclosureByItem: header.disclosure_by_item ?? {},
    breakdowns,
    denominatorIgnores: header.denominator_ignores ?? [],
    inputs: header.inputs,
    item:
      header.item === undefined
        ? null
        : {
            title: header.item.title,
            values: header.item.values ?? {},
            usual: header.item.usual === undefined ? {} : namesInList(header.item.usual),
            isRequired: isItemRequired,
          },
    earlierYears: header.earlier_years ?? 0,
    estimator: header.estimator ?? 'contributions',
    sinceYear: header.since_year ?? null,
    breaks: [...(header.breaks ?? [])]
      .sort((a, b) => a.year - b.year)
      .map(({ year, da, en }) => ({ year, reason: { da, en } })),
    comparability: header.comparability ?? null,
    sql,
    file: path,
  };
}

const rank = ({ family, id }: Indicator): string => `${String(FAMILIES.indexOf(family)).padStart(2, '0')}${id}`;

/**
 * Reads every indicator of a folder; the project's own is `sql/4-indicators`. Adding an indicator is adding a file.
 *
 * Throws a usage error that names file, line and key where a header is not complete.
 */
export function loadCatalogue(folder: string = resourcePath('sql', '4-indicators')): Catalogue {
  const inputs = inputNames();
  const indicators = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => {
      const path = `sql/4-indicators/${name}`;
      const file = parseIndicatorFile(readFileSync(join(folder, name), 'utf8'), path);
      checkFile(file, name.replace(/\.sql$/, ''), inputs);
      return toIndicator(file, path);
    });
  return indicators.sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
}

/** One indicator of a catalogue. Throws a usage error that names the nearest where there is none of that name. */
export function findIndicator(catalogue: Catalogue, id: string): Indicator {
  const found = catalogue.find((indicator) => indicator.id === id.toUpperCase());
  if (found !== undefined) return found;
  const ids = catalogue.map((indicator) => indicator.id);
  const family = ids.filter((known) => known.startsWith(id.slice(0, 3).toUpperCase()));
  const meant = closest(id, ids);
  const known = family.length > 0 ? `Known: ${family.join(', ')}.` : 'The command indicators lists them all.';
  throw usageError(
    'INDICATOR_UNKNOWN',
    `There is no indicator "${id}".`,
    family.length === 0 && meant !== undefined ? `Did you mean "${meant}"?` : known,
  );
}
