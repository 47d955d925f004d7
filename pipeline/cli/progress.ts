import type { RunProgress } from '../run/progress.ts';
import { painter, type Terminal } from './terminal.ts';

const BAR_CELLS = 24;

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

/** A bar on a terminal; one plain line a stage elsewhere. Both on stderr. */
export function createProgress(terminal: Terminal, stageCount: number, isQuiet: boolean): RunProgress {
  if (isQuiet) return { stage: () => {}, step: () => {}, end: () => {} };
  const isLive = terminal.stderr.isTTY === true && terminal.environment.TERM !== 'dumb';
  const paint = painter(terminal.stderr, terminal.environment);
  let current: { name: string; index: number; total: number | undefined; since: number } | null = null;
  let index = 0;

  const clear = (): void => void (isLive && terminal.stderr.write('\r\u001b[2K'));
  const draw = (done: number): void => {
    if (!isLive || current === null) return;
    const share = current.total === undefined || current.total === 0 ? 0 : Math.min(1, done / current.total);
    const overall = Math.min(1, (current.index - 1 + share) / stageCount);
    const filled = Math.round(overall * BAR_CELLS);
    const bar = '█'.repeat(filled) + '░'.repeat(BAR_CELLS - filled);
    const counts = current.total === undefined ? '' : ` ${done}/${current.total}`;
    const elapsed = terminal.now() - current.since;
    const left =
      share > 0.05 && elapsed > 1000
        ? paint('dim', ` about ${seconds((elapsed * (1 - share)) / share)} left in this stage`)
        : '';
    const text = `${bar} ${current.index}/${stageCount} ${current.name}${counts}${left}`;
    clear();
    terminal.stderr.write(text.slice(0, Math.max(20, (terminal.stderr.columns ?? 80) + (left === '' ? -1 : 8))));
  };
  const finish = (): void => {
    if (current === null) return;
    clear();
    const counts = current.total === undefined ? '' : ` (${current.total})`;
    terminal.stderr.write(
      `${paint('green', '✓')} ${current.name}${counts} ${paint('dim', seconds(terminal.now() - current.since))}\n`,
    );
    current = null;
  };
  return {
    stage: (name, total) => {
      finish();
      index += 1;
      current = { name, index, total, since: terminal.now() };
      draw(0);
    },
    step: draw,
    end: finish,
  };
}
