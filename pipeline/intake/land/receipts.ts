import { usageError } from '../../contract/errors.ts';
import type { Store } from '../../store/store.ts';
import type { Drop } from '../drops.ts';
import { matchesPattern } from './read-delivery.ts';

/** When a file of a drop was due and when it came in, as far as `drop.yaml` says. */
export interface Receipt {
  readonly drop: string;
  readonly path: string;
  readonly dueOn: string | null;
  readonly receivedOn: string | null;
}

const isDay = (text: string): boolean =>
  !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().slice(0, 10) === text;

/** The days of all files of a drop; none where its `drop.yaml` names no day. Throws a usage error for a day or a file that is not there. */
export function receiptsOf({ name, settings, files }: Drop): readonly Receipt[] {
  const { due = null, received = {} } = settings;
  const complain = (message: string, hint: string): never => {
    throw usageError('DROP_SETTINGS_INVALID', message, hint, `${name}/drop.yaml`);
  };
  for (const day of [...(due === null ? [] : [due]), ...Object.values(received)])
    if (!isDay(day)) complain(`"${day}" is no day.`, 'Write days as 2014-02-01.');
  const days = Object.entries(received);
  for (const [pattern] of days)
    if (!files.some((path) => matchesPattern(pattern, path)))
      complain(
        `"received" names "${pattern}", but the drop has no such file.`,
        'Write the path of a file below the drop; * stands for any part of a name.',
      );
  if (due === null && days.length === 0) return [];
  return files.map((path) => {
    const day = days.find(([pattern]) => matchesPattern(pattern, path))?.[1] ?? null;
    return { drop: name, path, dueOn: due, receivedOn: day };
  });
}

/** Writes the days of all drops to `landing.receipt`. */
export async function landReceipts(store: Store, drops: readonly Drop[]): Promise<void> {
  for (const { drop, path, dueOn, receivedOn } of drops.flatMap(receiptsOf))
    await store.run(
      'INSERT INTO landing.receipt VALUES ($drop, $path, $dueOn::VARCHAR::DATE, $receivedOn::VARCHAR::DATE)',
      {
        drop,
        path,
        dueOn,
        receivedOn,
      },
    );
}
