import highs, { type Highs } from 'highs';

export type { Highs } from 'highs';

/** The package's types describe its CommonJS form, where the loader is a property; as a module it is the default export. */
const loadHighs = highs as unknown as typeof highs.default;

let loading: Promise<Highs> | undefined;

/** HiGHS, loaded once a process. */
export const loadSolver = (): Promise<Highs> => {
  loading ??= loadHighs();
  return loading;
};
