import { writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { main } from '../../../pipeline/cli/main.ts';
import { withFolder } from '../../support/intake/land.ts';

async function exitOf(arguments_: readonly string[], workingDirectory = '/'): Promise<readonly [number, string]> {
  const told: string[] = [];
  const stream = { write: (text: string): void => void told.push(text) };
  const code = await main(arguments_, {
    stdout: stream,
    stderr: stream,
    environment: {},
    workingDirectory,
    now: () => 0,
  });
  return [code, told.join('')];
}

it.each([
  [['run', 'drops', '--threads', '0']],
  [['check', 'drops', '--threads', 'two']],
  [['feedback', 'drops', '--threads', '-1']],
  [['effect', 'drops', '--threads', '1e9']],
  [['audit', 'bundle', '--minimum', 'three']],
  [['audit', 'bundle', '--p-percent', '-1']],
])('%j is wrong use', async (arguments_) => {
  const [code, told] = await exitOf(arguments_);
  expect([code, told]).toEqual([2, expect.stringMatching(/must be a (?:whole )?number/)]);
});

it('a file in the place of a folder, and too little memory, are of the machine', async () => {
  await withFolder({ 'drop/2013/a.csv': 'CVR-nr.;\u00c5r\n30000000;2013\n' }, async (folder) => {
    writeFileSync(`${folder}/file`, '');
    expect((await exitOf(['template', '--out', 'file'], folder))[0]).toBe(3);
    expect((await exitOf(['run', 'drop', '--out', 'out', '--memory', '1MB'], folder))[0]).toBe(3);
  });
});
