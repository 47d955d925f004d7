import type { Language } from '../contract/finding.ts';
import {
  type FeedbackDelivery,
  type FeedbackNote,
  type FeedbackRow,
  isSevere,
  notesByCode,
  type SupplierFeedback,
  shownRows,
} from './model.ts';
import { feedbackText } from './texts.ts';

const REPLACEMENTS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => REPLACEMENTS[character] as string);

const STYLE = `
  :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
  body { margin: 0 auto; max-width: 75rem; padding: 1.5rem; }
  table { border-collapse: collapse; margin: 1rem 0 2rem; }
  th, td { border: 1px solid GrayText; padding: .35rem .6rem; text-align: left; vertical-align: top; }
  .scroll { overflow-x: auto; }
  .error { background: #f8cbc6; color: #5c1109; font-weight: 600; }
  .warning { background: #fbe7b2; color: #4a3700; }
  .note { min-width: 24rem; }
  .number { text-align: right; font-variant-numeric: tabular-nums; }
`;

const tone = (notes: readonly FeedbackNote[]): string => (notes.some(isSevere) ? 'error' : 'warning');

const noteText = (notes: readonly FeedbackNote[]): string =>
  notes.map(({ message, remedy }) => escapeHtml(`${message} ${remedy}`)).join('<br>');

function rowMarkup({ row, cells, notes }: FeedbackRow, headers: readonly string[]): string {
  const columns = headers.map((header, c) => {
    const own = notes.filter((note) => note.header === header);
    return `<td${own.length === 0 ? '' : ` class="${tone(own)}"`}>${escapeHtml(cells[c] ?? '')}</td>`;
  });
  return `<tr><th scope="row" class="number">${row}</th><td class="note">${noteText(notes)}</td>${columns.join('')}</tr>`;
}

function deliveryMarkup(delivery: FeedbackDelivery, language: Language): string {
  const { path, sheet, headers, notes } = delivery;
  const rows = shownRows(delivery);
  const title = escapeHtml(sheet === null ? path : `${path}, ${sheet}`);
  const whole = notes.length === 0 ? '' : `<p>${noteText(notes)}</p>`;
  if (rows.length === 0) return `<h2>${title}</h2>${whole}`;
  const head = [feedbackText('row', language), feedbackText('finding', language), ...headers];
  const more = rows.length < delivery.rows.length ? `<p>${escapeHtml(feedbackText('notShown', language))}</p>` : '';
  return `<h2>${title}</h2>${whole}${more}
<div class="scroll" tabindex="0" role="region" aria-label="${title}"><table>
<thead><tr>${head.map((text) => `<th scope="col">${escapeHtml(text)}</th>`).join('')}</tr></thead>
<tbody>${rows.map((row) => rowMarkup(row, headers)).join('\n')}</tbody>
</table></div>`;
}

/** The feedback of one supplier as one HTML page without scripts and without network. */
export function feedbackPage(feedback: SupplierFeedback, language: Language): string {
  const say = (key: Parameters<typeof feedbackText>[0]): string => escapeHtml(feedbackText(key, language));
  const title = `${say('title')}: ${escapeHtml(feedback.name)}`;
  const codes = notesByCode(feedback);
  const summary = codes
    .map(
      ({ note, count }) =>
        `<tr><td>${say(note.severity)}</td><td>${escapeHtml(note.message)}</td><td>${escapeHtml(note.remedy)}</td><td class="number">${count}</td></tr>`,
    )
    .join('\n');
  const faulty = feedback.deliveries.filter(({ rows, notes }) => rows.length + notes.length > 0);
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${codes.length === 0 ? say('nothing') : say('intro')}</p>
${
  codes.length === 0
    ? ''
    : `<div class="scroll" tabindex="0" role="region" aria-label="${say('summary')}"><table>
<thead><tr><th scope="col">${say('severity')}</th><th scope="col">${say('finding')}</th><th scope="col">${say('remedy')}</th><th scope="col">${say('count')}</th></tr></thead>
<tbody>${summary}</tbody>
</table></div>`
}
${faulty.map((delivery) => deliveryMarkup(delivery, language)).join('\n')}
</main>
</body>
</html>
`;
}
