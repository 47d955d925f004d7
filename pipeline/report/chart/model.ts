import type { ProtectedFigure } from '../../protect/index.ts';
import type { Part } from '../figures/shown.ts';
import type { ChartWidth } from './theme.ts';

/** Values of one row of a chart's data. Names of fields are ours; only values may come from a drop. */
export type ChartRow = Readonly<Record<string, string | number | boolean | null>>;

/** What a cell of a table shows: a text, a link to another page or place of the bundle, or a part of a figure. */
export type Cell =
  | string
  | { readonly text: string; readonly href: string }
  | { readonly figure: ProtectedFigure | null; readonly part: Part };

export interface TableRow {
  readonly cells: readonly Cell[];
  /** The recipient's own row. */
  readonly isMine?: boolean;
  /** Ties the row to marks of the same place. */
  readonly key?: string;
}

export interface TableModel {
  readonly caption: string;
  readonly columns: readonly { readonly heading: string; readonly isNumeric: boolean; readonly isCode?: boolean }[];
  readonly rows: readonly TableRow[];
}

/** Everything a chart needs but its drawing. The drawing itself is the spec of the same name. */
export interface ChartModel {
  /** Name of the file in `reports/charts`, without its ending. */
  readonly spec: string;
  /** What the chart shows, as a sentence. */
  readonly finding: string;
  /** What is measured, of whom and when. */
  readonly measured: string;
  /** The chart in words for those who do not see it. */
  readonly alt: string;
  readonly rows: readonly ChartRow[];
  readonly table: TableModel;
  /** Size in pixels where it follows from the data. */
  readonly size?: Readonly<Record<ChartWidth, { readonly width: number; readonly height: number }>>;
  /** What the colours of classes stand for. */
  readonly key?: readonly { readonly label: string; readonly colour: string }[];
  /** Remarks below the chart: breaks, withheld cells, units left out. */
  readonly notes: readonly string[];
}

/**
 * Text of a mark: shown when it is pointed at. The key before the bar ties marks and table rows of the same place
 * together; it is made by us and never holds text of a drop.
 */
export const markText = (key: string, text: string): string => `${key}|${text}`;
