export { loadContract } from '../contract/inputs.ts';
export { checkMessages } from './checks/catalogue.ts';
export { runChecks } from './checks/run.ts';
export { loadCodeLists } from './codelists/load.ts';
export { applyCorrections } from './corrections/apply.ts';
export { type Correction, parseCorrections } from './corrections/parse.ts';
export { type AccountParameters, buildAccounts } from './tables/build.ts';
export type { DropSetting } from './typed/shape.ts';
export { createLanding, typeTables } from './typed/tables.ts';
