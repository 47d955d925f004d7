export { pictureOf } from './chart/picture.ts';
export { peerMedians } from './figures/peer-median.ts';
export type * from './input.ts';
export { type Recipient, recipientsOf } from './page/recipient.ts';
export { type RenderOptions, renderReport } from './render.ts';
