import { loadContract } from '../../contract/inputs.ts';
import { describeNote } from '../../contract/notes.ts';
import type { ProtectedFigure } from '../../protect/index.ts';
import type { View } from '../page/view.ts';

const titleByInput = new Map(loadContract().map(({ name, titles }) => [name, titles]));

/** Why a figure has no number, as sentences; nothing where it has one, is withheld, or no reason is known. */
export function missingReasons(view: View, figure: ProtectedFigure | null): readonly string[] {
  if (figure?.status !== 'no_data' || figure.note === null) return [];
  const input = titleByInput.get(/^INPUT_MISSING:(\w+)$/.exec(figure.note)?.[1] ?? '');
  if (input !== undefined) return [view.texts.text('missing.input', { input: view.local(input) })];
  return describeNote(figure.note).map(view.local);
}
