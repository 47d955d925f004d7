const seconds = (value: number): string => value.toFixed(2);
const processor = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};
const peak = (): string => `peak ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`;
let [last, lastProcessor] = [0, 0];

/** Prints the time and processor time since the last lap, and the peak of memory. */
export function lap(stage: string): void {
  const [now, used] = [performance.now() / 1000, processor()];
  const cells = [`${seconds(now - last)} s`, `${seconds(used - lastProcessor)} s processor`, peak()];
  process.stdout.write(`  ${stage.padEnd(24)} ${cells.map((cell) => cell.padStart(18)).join('')}\n`);
  [last, lastProcessor] = [now, used];
}

/** Wall time, processor time and peak of memory since the process began. */
export const total = (): string =>
  `TOTAL ${seconds(performance.now() / 1000)} s  processor ${seconds(processor())} s  ${peak()}`;
