import type { Cell, TableModel } from '../../chart/model.ts';
import { isPublished } from '../../figures/shown.ts';
import { clusterKey, clusterPath } from '../../page/recipient.ts';
import { placeName, type View, wherePhrase } from '../../page/view.ts';
import { numberColumn, textColumn, valueCell } from '../charts/support.ts';
import { itemName } from '../charts/titles.ts';
import { MEASURES } from '../measures.ts';

const CAPTIONS = {
  national: 'clusters.caption',
  cluster: 'clusters.caption',
  region: 'clusters.caption_region',
  growth_forum: 'clusters.caption_home',
} as const;

/** Clusters with participants from the place, the most first: how many from here, how many in all, label. */
export function clusterTable(view: View): TableModel | null {
  const { texts, edition, recipient } = view;
  const { clusters } = edition.input.lists;
  const isRegion = recipient.kind === 'region';
  const lines = clusters
    .map((cluster) => ({
      cluster,
      here: isRegion
        ? view.figure(MEASURES.companies, { place: { cluster: cluster.id, region: recipient.code } })
        : null,
      all: view.figure(MEASURES.companies, { place: { cluster: cluster.id } }),
    }))
    .filter(({ here, all, cluster }) =>
      isRegion
        ? here !== null && here.value !== 0
        : all !== null && (recipient.kind !== 'growth_forum' || cluster.growthForum === recipient.code),
    )
    .sort((a, b) => ((isRegion ? b.here : b.all)?.value ?? -1) - ((isRegion ? a.here : a.all)?.value ?? -1));
  if (lines.length === 0) return null;
  return {
    caption: texts.text(CAPTIONS[recipient.kind], { year: view.year, where: wherePhrase(view) }),
    columns: [
      textColumn(texts.text('column.cluster')),
      ...(isRegion ? [numberColumn(texts.text('clusters.here'))] : []),
      numberColumn(texts.text('clusters.all')),
      numberColumn(texts.text('clusters.new_products')),
      textColumn(texts.text('column.label')),
    ],
    rows: lines.map(({ cluster, here, all }) => ({
      cells: [
        { text: placeName(view, 'cluster', cluster.id), href: clusterPath(clusters, cluster.id) },
        ...(isRegion ? [valueCell(here)] : []),
        valueCell(all),
        valueCell(view.figure(MEASURES.newProductsShare, { place: { cluster: cluster.id } })),
        labelOf(view, cluster.id),
      ],
      key: clusterKey(clusters, cluster.id),
    })),
  };
}

function labelOf(view: View, cluster: string): Cell {
  const held = ['gold', 'silver', 'bronze'].find((item) => {
    const figure = view.figure({ indicator: 'ORG02', measure: 'held', item }, { place: { cluster } });
    return isPublished(figure) && figure.value > 0;
  });
  return held === undefined ? '' : itemName(view, 'ORG02', held);
}
