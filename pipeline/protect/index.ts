export { closeGaps } from './close-gaps.ts';
export { type ProtectedFigure, type PublishedStatus, published } from './figure.ts';
export { ledgerOf } from './figures/ledger.ts';
export type { Ledger } from './figures/problem.ts';
export { ledgerKey } from './figures/problem.ts';
export { type Protection, protectFigures } from './protect.ts';
export type { Protocol, ProtocolEntry } from './protocol.ts';
export { type DisclosureParameters, type PrimaryReason, primaryReason } from './rules.ts';
export { type Highs, loadSolver } from './solver.ts';
