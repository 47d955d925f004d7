import { type CodeListRow, readCodeList } from '../../contract/codelists.ts';
import type { Named, ReportLists, ReportMunicipality } from '../../report/index.ts';
import type { Store } from '../../store/store.ts';

/** Whether a row of a code list is valid on 31 December of the year. */
const isValidAt =
  (year: number) =>
  (row: CodeListRow): boolean =>
    (row.valid_from ?? '') <= `${year}-12-31` && (row.valid_to === '' || (row.valid_to ?? '') >= `${year}-12-31`);

const named = (row: CodeListRow, code: string): Named => ({
  code: row[code] ?? '',
  name: { da: row.name_da ?? '', en: row.name_en ?? '' },
});

const municipalityOf = (row: CodeListRow): ReportMunicipality => ({
  code: row.municipality_code ?? '',
  name: { da: row.name ?? '', en: row.name ?? '' },
  region: row.region_code ?? '',
  growthForum: row.growth_forum ?? '',
  tileColumn: Number(row.tile_column),
  tileRow: Number(row.tile_row),
});

const byPosition = (left: CodeListRow, right: CodeListRow): number => Number(left.position) - Number(right.position);

/** The names of everything that figures are broken down by, as they stood in the reference year. */
export async function readLists(store: Store, referenceYear: number): Promise<ReportLists> {
  const clusters = await store.rows<{
    id: string;
    name: string;
    type: string | null;
    field: string | null;
    region: string;
    growthForum: string;
  }>(
    `SELECT cluster_id AS id, cluster_name AS name, cluster_type AS type, field, region, growth_forum AS "growthForum"
     FROM accounts.cluster WHERE reference_year = $year ORDER BY cluster_id`,
    { year: referenceYear },
  );
  const isValid = isValidAt(referenceYear);
  return {
    clusters,
    regions: readCodeList('region')
      .filter(isValid)
      .map((row) => ({
        code: row.region_code ?? '',
        name: { da: row.name_da ?? '', en: row.name_en ?? '' },
        short: { da: row.short_da ?? '', en: row.short_en ?? '' },
      })),
    growthForums: [...readCodeList('growth_forum')].sort(byPosition).map((row) => named(row, 'code')),
    municipalities: readCodeList('municipality').filter(isValid).map(municipalityOf),
    industries: readCodeList('industry_section').map((row) => named(row, 'section')),
    sizeBands: [...readCodeList('size_band')].sort(byPosition).map((row) => named(row, 'size_band')),
    countries: readCodeList('country').map((row) => named(row, 'country_code')),
  };
}
