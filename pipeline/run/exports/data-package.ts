import { FIGURE_COLUMNS } from './figures.ts';

const TYPES = { text: 'string', number: 'number', integer: 'integer' } as const;

/** `datapackage.json` of the bundle: the figures as a Frictionless tabular data resource, with the names of its columns. */
export function dataPackageText(title: string, version: string, edition: string): string {
  const schema = {
    fields: FIGURE_COLUMNS.map(([name, kind]) => ({ name, type: TYPES[kind] })),
    missingValues: [''],
  };
  const described = {
    profile: 'tabular-data-package',
    name: 'cluster-accounts',
    title,
    version: edition,
    created_by: `cluster-accounts ${version}`,
    resources: [
      {
        profile: 'tabular-data-resource',
        name: 'figures',
        path: 'figures.csv',
        format: 'csv',
        mediatype: 'text/csv',
        encoding: 'utf-8',
        dialect: { delimiter: ',', quoteChar: '"', header: true },
        schema,
      },
      { name: 'figures-parquet', path: 'figures.parquet', format: 'parquet' },
      { name: 'figures-arrow', path: 'figures.arrow', format: 'arrow' },
    ],
  };
  return `${JSON.stringify(described, null, 2)}\n`;
}
