import type { View } from '../page/view.ts';

/** Clusters that a page is about: all, the one, or those at home in the region or growth forum. */
export function clustersOf({ recipient, edition }: View): readonly string[] {
  const { clusters } = edition.input.lists;
  const belongs = {
    national: () => true,
    cluster: (cluster: (typeof clusters)[number]) => cluster.id === recipient.code,
    region: (cluster: (typeof clusters)[number]) => cluster.region === recipient.code,
    growth_forum: (cluster: (typeof clusters)[number]) => cluster.growthForum === recipient.code,
  }[recipient.kind];
  return clusters.filter(belongs).map(({ id }) => id);
}
