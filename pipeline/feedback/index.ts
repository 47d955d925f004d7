export type { FeedbackDelivery, FeedbackNote, FeedbackRow, SupplierFeedback } from './model.ts';
export { feedbackPage } from './page.ts';
export { deliveryTemplate } from './template.ts';
export { feedbackWorkbook } from './workbook.ts';
