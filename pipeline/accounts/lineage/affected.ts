import { accountSteps, upstream } from './index.ts';

/**
 * The files of `sql/3-accounts`, in the order in which they run, that make something of the given inputs on the way to the
 * given tables. Read from the statements themselves, so that a new table is never forgotten.
 */
export function affectedSteps(inputs: readonly string[], tables: readonly string[]): readonly string[] {
  const steps = accountSteps();
  const edges = steps.flatMap(({ table, sources }) => sources.map((from) => ({ from, to: table })));
  const needed = upstream(tables, edges);
  const backwards = edges.map(({ from, to }) => ({ from: to, to: from }));
  const touched = upstream(
    inputs.map((input) => `input:${input}`),
    backwards,
  );
  return steps.filter(({ table }) => needed.has(table) && touched.has(table)).map(({ file }) => file);
}
