import { type ChartModel, type ChartRow, markText } from '../../chart/model.ts';
import { isPublished } from '../../figures/shown.ts';
import type { View } from '../../page/view.ts';
import { formatList } from '../../text/number.ts';
import { MEASURES } from '../measures.ts';
import { haveSameReporters } from '../reporters.ts';
import { finding } from '../sentences.ts';
import { numberColumn, textColumn, tip, valueCell, withheldNote } from './support.ts';
import { measured, yearSpan } from './titles.ts';

const STATUSES = ['continuing', 'returning', 'new'] as const;
const COLOURS = { continuing: 'quiet', returning: 'third', new: 'accent', lost: 'compare' } as const;

/** Companies that stay, come back, are new and are lost, year by year; the lost below zero. */
export function flows(view: View): ChartModel | null {
  const { edition, texts, write, recipient } = view;
  const lostName = recipient.kind === 'cluster' ? MEASURES.leftCluster : MEASURES.lost;
  const years = edition.years.map((year) => ({
    year,
    parts: [
      ...STATUSES.map((kind) => ({
        kind,
        figure: view.figure(MEASURES.companies, {
          year,
          place: { ...recipient.place, participation_status: kind },
        }),
      })),
      { kind: 'lost' as const, figure: view.figure(lostName, { year }) },
    ],
  }));
  if (!years.some(({ parts }) => parts.slice(0, 3).some(({ figure }) => isPublished(figure)))) return null;
  const largest = Math.max(...years.flatMap(({ parts }) => parts.map(({ figure }) => figure?.value ?? 0)));
  const shownYears = years.filter(({ parts }) => parts.some(({ figure }) => figure !== null));
  const figures = years.flatMap(({ parts }) => parts.map(({ figure }) => figure));
  const now = years.at(-1)?.parts ?? [];
  const ofKind = (kind: string) => now.find((part) => part.kind === kind)?.figure ?? null;
  return {
    spec: 'flows',
    finding: finding(view, 'flows.finding', { new: ofKind('new'), lost: ofKind('lost') }),
    measured: measured(view, texts.text('flows.what'), yearSpan(edition.years)),
    alt: texts.text('flows.alt', {
      values: shownYears
        .map(
          ({ year, parts }) =>
            `${year}: ${parts.map(({ kind, figure }) => `${texts.text(`flows.${kind}`)} ${write.text(figure)}`).join(', ')}`,
        )
        .join('; '),
    }),
    rows: shownYears.flatMap(({ year, parts }): ChartRow[] => {
      const isEmpty = !parts.some(({ figure }) => isPublished(figure));
      const hidden = parts.filter(({ figure }) => figure?.status === 'suppressed');
      const absent = isEmpty
        ? texts.text('state.no_data')
        : hidden.map(({ kind, figure }) => `${texts.text(`flows.${kind}`)}: ${write.text(figure)}`).join(', ');
      return parts.map(({ kind, figure }, order) => {
        const value = isPublished(figure) ? figure.value : 0;
        return {
          year: String(year),
          kind,
          order,
          value: kind === 'lost' ? -value : value,
          label: value >= largest * 0.06 && value > 0 ? write.text(figure) : null,
          absent: order === 0 ? absent : null,
          mark: markText(recipient.key, tip(view, `${year}, ${texts.text(`flows.${kind}`)}`, figure)),
        };
      });
    }),
    key: (['new', 'returning', 'continuing', 'lost'] as const).map((kind) => ({
      label: texts.text(`flows.${kind}`),
      colour: COLOURS[kind],
    })),
    table: {
      caption: texts.text('flows.what'),
      columns: [
        textColumn(texts.text('column.year')),
        ...[...STATUSES, 'lost'].map((kind) => numberColumn(texts.text(`flows.${kind}`))),
      ],
      rows: years.map(({ year, parts }) => ({
        cells: [String(year), ...parts.map(({ figure }) => valueCell(figure))],
      })),
    },
    notes: [texts.text('flows.note'), ...fewYearsNote(view), ...reportersNote(view), ...withheldNote(view, figures)],
  };
}

/** How many earlier years there were to tell the new from, where the definition asks for more. */
function fewYearsNote({ edition, texts, figure }: View): string[] {
  const years = edition.years.flatMap((year) => {
    const held = figure(MEASURES.newParticipants, { year, place: {} })?.note?.match(/EARLIER_YEARS:(\d+)\//)?.[1];
    return held === undefined ? [] : [texts.text('flows.earlier_years', { count: Number(held), year })];
  });
  return years.length === 0 ? [] : [texts.text('flows.few_years', { values: formatList(years, texts.language) })];
}

/** A cluster that reports in one year only makes its companies look new or lost; in its own report that is plain. */
function reportersNote(view: View): string[] {
  const { years } = view.edition;
  const isSame = years.every((year, step) => step === 0 || haveSameReporters(view, years[step - 1] as number, year));
  return isSame || view.recipient.kind === 'cluster' ? [] : [view.texts.text('flows.reporters')];
}
