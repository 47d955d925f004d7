export { type Drawings, drawnBy } from './chart/svg.ts';
export { peerMedians } from './figures/peer-median.ts';
export type * from './input.ts';
export type { Page } from './page/page-list.ts';
export { pageRenderer } from './page/pages.ts';
export { type Recipient, recipientsOf } from './page/recipient.ts';
export { pagesFor, renderReport } from './render.ts';
