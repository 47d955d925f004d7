import { withoutValues } from '../../../contract/messages.ts';
import type { TableModel } from '../../chart/model.ts';
import { plainText } from '../../html/escape.ts';
import type { DeliveryFact } from '../../input.ts';
import { placeName, type View } from '../../page/view.ts';
import { formatNumber } from '../../text/number.ts';
import { numberColumn, textColumn } from '../charts/support.ts';
import { clustersOf } from '../clusters.ts';

/** Deliveries that matter to the recipient: those of its clusters, and those of everybody. */
const deliveriesOf = (view: View): readonly DeliveryFact[] => {
  const { deliveries } = view.edition.input.quality;
  if (view.recipient.kind !== 'cluster') return deliveries;
  return deliveries.filter(({ supplier }) => supplier === view.recipient.code);
};

/** Deliveries of one year, or of all from the latest on, that are missing, were rejected or came twice. */
export function troubledDeliveries(view: View, year: number | 'all'): TableModel | null {
  const { texts } = view;
  const own = new Set(clustersOf(view));
  const troubled = deliveriesOf(view)
    .filter(
      ({ state, supplier, referenceYear }) =>
        (year === 'all' || referenceYear === year) &&
        ['missing', 'rejected', 'duplicate'].includes(state) &&
        (view.recipient.kind === 'national' || own.has(supplier)),
    )
    .sort((a, b) => (b.referenceYear ?? 0) - (a.referenceYear ?? 0));
  if (troubled.length === 0) return null;
  return {
    caption: texts.text('quality.missing'),
    columns: [
      textColumn(texts.text('column.year')),
      textColumn(texts.text('column.supplier')),
      textColumn(texts.text('column.input')),
      textColumn(texts.text('column.state')),
    ],
    rows: troubled.map(({ referenceYear, supplier, input, state }) => ({
      cells: [
        String(referenceYear ?? ''),
        placeName(view, 'cluster', supplier),
        view.local(input),
        texts.text(`quality.state.${state}`),
      ],
    })),
  };
}

export function deliveryTable(view: View): TableModel | null {
  const { texts, language } = view;
  const deliveries = deliveriesOf(view);
  if (deliveries.length === 0) return null;
  return {
    caption: texts.text('quality.deliveries'),
    columns: [
      textColumn(texts.text('column.file')),
      textColumn(texts.text('column.supplier')),
      textColumn(texts.text('column.input')),
      numberColumn(texts.text('column.rows')),
      textColumn(texts.text('column.state')),
    ],
    rows: deliveries.map(({ path, supplier, input, rows, state, drop }) => ({
      cells: [
        plainText(path === '' ? drop : path),
        placeName(view, 'cluster', supplier),
        view.local(input),
        formatNumber(rows, 0, language),
        texts.text(`quality.state.${state}`),
      ],
    })),
  };
}

export function findingTable(view: View): TableModel | null {
  const { texts, language, edition } = view;
  const { findings } = edition.input.quality;
  if (findings.length === 0) return null;
  return {
    caption: texts.text('quality.findings'),
    columns: [
      textColumn(texts.text('column.severity')),
      textColumn(texts.text('column.finding')),
      numberColumn(texts.text('column.count')),
      { heading: texts.text('column.code'), isNumeric: false, isCode: true },
    ],
    rows: findings.map(({ code, severity, message, count }) => ({
      cells: [
        texts.text(`severity.${severity}`),
        withoutValues(view.local(message)),
        formatNumber(count, 0, language),
        code,
      ],
    })),
  };
}

/** How many figures of each indicator are published, withheld and without data: those of the page's own place. */
export function suppressionTable(view: View): TableModel | null {
  const { texts, edition, language } = view;
  const counts = edition.states.of(view.recipient.place);
  const lines = edition.input.catalogue.filter(({ id }) => (counts.get(id)?.suppressed ?? 0) > 0);
  if (lines.length === 0) return null;
  return {
    caption: texts.text('quality.suppressed'),
    columns: [
      textColumn(texts.text('column.indicator')),
      numberColumn(texts.text('quality.published')),
      numberColumn(texts.text('quality.withheld')),
      numberColumn(texts.text('quality.without_data')),
    ],
    rows: lines.map(({ id, name }) => {
      const count = counts.get(id) ?? { published: 0, suppressed: 0, no_data: 0 };
      return {
        cells: [
          `${id} ${view.local(name)}`,
          formatNumber(count.published, 0, language),
          formatNumber(count.suppressed, 0, language),
          formatNumber(count.no_data, 0, language),
        ],
      };
    }),
  };
}

/** Parameters of the accounts as they were set. */
export function parameterTable(view: View): TableModel {
  const { texts, edition } = view;
  const flatten = (value: unknown, path: string): [string, string][] =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.entries(value).flatMap(([key, child]) => flatten(child, path === '' ? key : `${path}.${key}`))
      : [[path, Array.isArray(value) ? value.join(', ') : String(value)]];
  return {
    caption: texts.text('methods.parameters'),
    columns: [textColumn(texts.text('column.parameter')), textColumn(texts.text('column.value'))],
    rows: flatten(edition.input.parameters, '').map(([key, value]) => ({ cells: [key, plainText(value)] })),
  };
}

/** Files that the edition was made of, with their digests. */
export function inputTable(view: View): TableModel | null {
  const { texts, edition, language, recipient } = view;
  const own = recipient.kind === 'cluster' ? new Set(deliveriesOf(view).map(({ path }) => path)) : null;
  const inputs = edition.input.manifest.inputs.filter(({ path }) => own === null || own.has(path));
  if (inputs.length === 0) return null;
  return {
    caption: texts.text('made.inputs'),
    columns: [
      textColumn(texts.text('column.file')),
      numberColumn(texts.text('column.bytes')),
      { heading: 'SHA-256', isNumeric: false, isCode: true },
    ],
    rows: inputs.map(({ path, bytes, sha256 }) => ({
      cells: [plainText(path), formatNumber(bytes, 0, language), sha256],
    })),
  };
}
