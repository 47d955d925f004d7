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
