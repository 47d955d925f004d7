import { columnsOf, expectedOf as numbersOf } from './own-vectors.ts';
import { factor } from './reference.ts';

/** What R said of the generated sample `vectors/survey/survey.csv`, by the name of the file of numbers. */
export const expectedOf = (name: string) => numbersOf('survey', name);

const table = columnsOf('survey', 'survey');

export const { text: column, number } = table;
export const size = table.data.length;
export const stratum = factor(column('stratum')).codes;
export const psu = Int32Array.from(number('psu'));
export const weights = number('weight');
/** Units of every stratum in the population. */
export const population = new Float64Array(6);
number('N_h').forEach((count, i) => {
  population[stratum[i] as number] = count;
});
export const sizeBand = factor(column('size'));
export const region = factor(column('region'));
