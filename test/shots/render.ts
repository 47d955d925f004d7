import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { renderReport } from '../../pipeline/report/index.ts';
import { fixtureInput } from '../support/report-fixture.ts';

/** Renders the reports of the fixture into a folder: `node test/shots/render.ts <folder>`. */
const folder = process.argv[2] ?? 'out-fixture';
const started = performance.now();
let count = 0;
let bytes = 0;
for await (const file of renderReport(fixtureInput({ clusters: Number(process.argv[3] ?? 12) }))) {
  const target = join(folder, file.path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, file.bytes);
  count += 1;
  bytes += file.bytes.byteLength;
}
const { user, system } = process.cpuUsage();
process.stdout.write(
  `${count} files, ${(bytes / 1e6).toFixed(1)} MB, ${Math.round(performance.now() - started)} ms, ${Math.round((user + system) / 1000)} ms of CPU\n`,
);
