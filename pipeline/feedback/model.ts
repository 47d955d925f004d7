import type { Localised, Severity } from '../contract/finding.ts';

/** Something wrong in a supplier's own file, in the supplier's language. */
export interface FeedbackNote {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly remedy: string;
  /** Header of the cell; null where the whole row is meant. */
  readonly header: string | null;
}

/** A row of the file that has something wrong, as it was received. */
export interface FeedbackRow {
  /** Row of the file or sheet, 1 = first. */
  readonly row: number;
  /** Cells by column of the delivery; empty where the row could not be read. */
  readonly cells: readonly string[];
  readonly notes: readonly FeedbackNote[];
}

/** One table that the supplier sent: the columns that were taken, and the rows with something wrong. */
export interface FeedbackDelivery {
  readonly path: string;
  readonly sheet: string | null;
  readonly input: Localised;
  readonly rowsRead: number;
  readonly rowsLoaded: number;
  readonly rowsSetAside: number;
  readonly headers: readonly string[];
  readonly rows: readonly FeedbackRow[];
  /** What concerns the file as a whole. */
  readonly notes: readonly FeedbackNote[];
}

/** Everything that one supplier is asked to look at in one drop. Holds nothing of any other supplier. */
export interface SupplierFeedback {
  readonly drop: string;
  readonly referenceYear: number | null;
  /** Id of the cluster; null for the support organisation that collects the drop. */
  readonly supplier: string | null;
  readonly name: string;
  readonly deliveries: readonly FeedbackDelivery[];
}

/** Rows of one table that are shown; nobody mends more of them one by one. */
export const MOST_ROWS = 5000;

export const isSevere = ({ severity }: FeedbackNote): boolean => severity === 'error' || severity === 'fatal';

/** The rows of a table that are shown, in the order of the file: where there are too many, those with errors before others. */
export function shownRows({ rows }: FeedbackDelivery, most = MOST_ROWS): readonly FeedbackRow[] {
  if (rows.length <= most) return rows;
  const severe = rows.filter(({ notes }) => notes.some(isSevere));
  const others = rows.filter(({ notes }) => !notes.some(isSevere));
  return [...severe, ...others].slice(0, most).sort((left, right) => left.row - right.row);
}

/** How many notes of each code a supplier has, the most frequent first. */
export function notesByCode(
  feedback: SupplierFeedback,
): readonly { readonly note: FeedbackNote; readonly count: number }[] {
  const counts = new Map<string, { note: FeedbackNote; count: number }>();
  for (const delivery of feedback.deliveries)
    for (const note of [...delivery.notes, ...delivery.rows.flatMap((row) => row.notes)]) {
      const sofar = counts.get(note.code);
      if (sofar === undefined) counts.set(note.code, { note, count: 1 });
      else sofar.count += 1;
    }
  const rank = { fatal: 0, error: 1, warning: 2, info: 3 } as const;
  return [...counts.values()].sort(
    (a, b) =>
      rank[a.note.severity] - rank[b.note.severity] || b.count - a.count || (a.note.code < b.note.code ? -1 : 1),
  );
}
