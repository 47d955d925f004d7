import type { Store } from '../../store/store.ts';
import { CHUNK_ROWS, eachChunk, type TextColumn } from './columns.ts';
import { REGISTER } from './register-columns.ts';
import { type SortedTexts, textNumbers } from './text-numbers.ts';

/**
 * Numbers of enterprise groups, by the latest that the register gives. A group goes by its first company, or by the company
 * without a group whose number it bears; a company without a group by itself.
 */
export async function readGroups(store: Store, companies: SortedTexts): Promise<Int32Array> {
  const groups = textNumbers();
  const groupOf = new Int32Array(companies.count).fill(-1);
  const namesake: number[] = [];
  const [firms, own, named] = [0, 1, 2].map(() => new Int32Array(CHUNK_ROWS)) as [Int32Array, Int32Array, Int32Array];
  await eachChunk(
    store,
    `SELECT company_id, arg_max(group_id, year) FROM ${REGISTER} AND group_id IS NOT NULL GROUP BY company_id`,
    (_, rows, [id, group]) => {
      companies.find(id as TextColumn, rows, firms);
      groups.add(group as TextColumn, rows, own);
      companies.find(group as TextColumn, rows, named);
      for (let row = 0; row < rows; row++) {
        groupOf[firms[row] as number] = own[row] as number;
        namesake[own[row] as number] = named[row] as number;
      }
    },
  );
  const first = new Int32Array(groups.count()).fill(-1);
  namesake.forEach((firm, group) => {
    if (firm !== -1 && groupOf[firm] === -1) first[group] = firm;
  });
  return groupOf.map((group, firm) => {
    if (group === -1) return firm;
    if (first[group] === -1) first[group] = firm;
    return first[group] as number;
  });
}
