import { buildDesign, type Design, factor, numeric } from '../../pipeline/estimate/effect/score/design.ts';
import { numbers, referenceData } from './reference.ts';

/** LaLonde's data as the matching cases use them, with the design treat ~ age + educ + race + married + nodegree + re74 + re75. */
export function lalonde(file = 'lalonde.csv') {
  const data = referenceData(file);
  const treated = numbers(data.treat);
  const column = (name: string): Float64Array => numbers(data[name]);
  const terms = [
    numeric('age', column('age')),
    numeric('educ', column('educ')),
    factor('race', data.race as string[]),
    numeric('married', column('married')),
    numeric('nodegree', column('nodegree')),
    numeric('re74', column('re74')),
    numeric('re75', column('re75')),
  ];
  const design: Design = buildDesign(treated.length, terms);
  return { data, ids: data.id as string[], treated, column, design, race: data.race as string[] };
}
