export {
  type FeedbackDelivery,
  type FeedbackNote,
  type FeedbackRow,
  type SupplierFeedback,
  shownRows,
} from './model.ts';
export { feedbackPage } from './page.ts';
export { deliveryTemplate } from './template.ts';
export { feedbackWorkbook } from './workbook.ts';
