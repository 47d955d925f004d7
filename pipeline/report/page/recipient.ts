import type { Localised } from '../../contract/finding.ts';
import type { Place } from '../figures/figure-index.ts';
import { slug } from '../html/escape.ts';
import type { ReportCluster, ReportInput } from '../input.ts';

export type RecipientKind = 'national' | 'region' | 'growth_forum' | 'cluster';

/** Somebody who gets a report: the country, a region, a growth forum that is no region, or a cluster. */
export interface Recipient {
  readonly kind: RecipientKind;
  readonly code: string;
  /** The breakdown that holds the recipient's own figures. */
  readonly place: Place;
  readonly name: Localised;
  /** File of the report in the bundle. */
  readonly path: string;
  /** Key that ties the recipient's marks and table rows together in a page. */
  readonly key: string;
}

/** Growth forums that are not a region of the same name get a report of their own. */
const FORUMS_WITHOUT_REGION = ['bornholm'];

export const regionKey = (code: string): string => `r-${slug(code)}`;

/** Key of a cluster by its place in the list: its id comes from the drop. */
export const clusterKey = (clusters: readonly ReportCluster[], id: string): string =>
  `c-${clusters.findIndex((cluster) => cluster.id === id) + 1}`;

/** File of a cluster's report. */
export const clusterPath = (clusters: readonly ReportCluster[], id: string): string =>
  `cluster-${String(clusters.findIndex((cluster) => cluster.id === id) + 1).padStart(2, '0')}-${slug(id)}.html`;

/** All recipients of an edition: the country, the regions, the growth forum of Bornholm, the clusters. */
export function recipientsOf({ lists }: ReportInput): readonly Recipient[] {
  const national: Recipient = {
    kind: 'national',
    code: 'DK',
    place: {},
    name: { da: 'Hele landet', en: 'Denmark' },
    path: 'national.html',
    key: 'dk',
  };
  const regions = lists.regions.map(
    ({ code, name }): Recipient => ({
      kind: 'region',
      code,
      place: { region: code },
      name,
      path: `region-${slug(code)}.html`,
      key: regionKey(code),
    }),
  );
  const forums = lists.growthForums
    .filter(({ code }) => FORUMS_WITHOUT_REGION.includes(code))
    .map(
      ({ code, name }): Recipient => ({
        kind: 'growth_forum',
        code,
        place: { growth_forum: code },
        name,
        path: `growth-forum-${slug(code)}.html`,
        key: `f-${slug(code)}`,
      }),
    );
  const clusters = lists.clusters.map(
    ({ id, name }): Recipient => ({
      kind: 'cluster',
      code: id,
      place: { cluster: id },
      name: { da: name, en: name },
      path: clusterPath(lists.clusters, id),
      key: clusterKey(lists.clusters, id),
    }),
  );
  return [national, ...regions, ...forums, ...clusters];
}
