export { type ProtectedFigure, type PublishedStatus, published } from './figure.ts';
export { type Protection, protectFigures } from './protect.ts';
export { type DisclosureParameters, type PrimaryReason, primaryReason } from './rules.ts';
