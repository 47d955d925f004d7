export { type Drop, type FoundDrops, findDrops } from './drops.ts';
export { type LandingOptions, type LandingSummary, landDrops } from './land/land.ts';
export { landReceipts } from './land/receipts.ts';
export type { DeliveryRecord } from './land/write.ts';
export { readBytes } from './read-file.ts';
export type { Reading, Table, TableRow } from './table.ts';
export { decodeText } from './text/encoding.ts';
