import { expect, it } from 'vitest';
import { loadCatalogue } from '../../../pipeline/accounts/catalogue/index.ts';
import { dataDictionary, dictionaryMarkdown } from '../../../pipeline/accounts/dictionary/index.ts';
import { DIMENSIONS } from '../../../pipeline/contract/figure.ts';
import { loadContract } from '../../../pipeline/contract/inputs.ts';

const contract = loadContract();
const catalogue = loadCatalogue();

it.each(['da', 'en'] as const)('names every field, indicator and dimension in %s', (language) => {
  const dictionary = dataDictionary(contract, catalogue, language);
  const text = dictionaryMarkdown(dictionary);
  const fields = contract.flatMap(({ schema }) =>
    schema.fields.map(({ name, titles }) => `| \`${name}\` | ${titles[language]} |`),
  );
  expect(fields.filter((field) => !text.includes(field))).toEqual([]);
  const headings = catalogue.map(({ id, name }) => `### ${id} ${name[language]}\n`);
  expect(headings.filter((heading) => !text.includes(heading))).toEqual([]);
  expect(dictionary.figureColumns.map(({ name }) => name)).toEqual(expect.arrayContaining([...DIMENSIONS]));
  expect(text).not.toMatch(/undefined|\[object/);
});

it('lists the inputs by their numbers', () => {
  const numbers = dataDictionary(contract, catalogue, 'en').inputs.map(({ number }) => Number.parseInt(number, 10));
  expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
});

it('says different things in its two languages', () => {
  const [da, en] = (['da', 'en'] as const).map((language) => dataDictionary(contract, catalogue, language));
  expect(da?.indicators.map(({ definition }) => definition)).not.toEqual(
    en?.indicators.map(({ definition }) => definition),
  );
  const both = da?.inputs.filter(({ grain }, index) => grain === en?.inputs[index]?.grain);
  expect(both).toEqual([]);
});
