import { expect, it } from 'vitest';
import { readCodeList } from '../../../pipeline/contract/codelists.ts';
import { PLACES } from '../../../pipeline/sample/places.ts';

it('places companies in the 98 municipalities of the code list, with its regions and growth forums', () => {
  expect(PLACES).toHaveLength(98);
  const listed = readCodeList('municipality').filter(
    ({ valid_to }) => valid_to === '' || (valid_to as string) >= '2013',
  );
  for (const { code, regionCode, growthForum } of PLACES) {
    const entry = listed.find(
      ({ municipality_code, valid_from = '' }) => municipality_code === code && valid_from < '2014',
    );
    expect(entry, code).toMatchObject({ region_code: regionCode, growth_forum: growthForum });
  }
});
