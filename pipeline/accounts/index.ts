export { loadContract } from '../contract/inputs.ts';
export { loadCodeLists } from './codelists/load.ts';
export { type AccountParameters, buildAccounts } from './tables/build.ts';
export type { DropSetting, IdentifierScheme } from './typed/shape.ts';
export { createLanding, typeTables } from './typed/tables.ts';
