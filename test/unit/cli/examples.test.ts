import { describe, expect, it } from 'vitest';
import { EXAMPLES, examplesText } from '../../../pipeline/cli/examples.ts';
import { createOutput } from '../../../pipeline/cli/output.ts';
import { createProgram } from '../../../pipeline/cli/program.ts';
import { processTerminal } from '../../../pipeline/cli/terminal.ts';

const terminal = processTerminal();
const program = createProgram(terminal, createOutput(terminal, true), () => {});
const names = program.commands.map((command) => command.name());

describe('the examples of help', () => {
  it('are there for every command', () => {
    expect(Object.keys(EXAMPLES).sort()).toEqual([...names].sort());
    for (const name of names) expect(examplesText(name), name).toMatch(/^Examples\n {2}cluster-accounts \w+/);
  });

  it.each(Object.values(EXAMPLES).flat())('can be typed: %s', (line) => {
    const [name = '', ...rest] = line.replace(/ > \S+$/, '').split(' ');
    const command = program.commands.find((one) => one.name() === name);
    const { unknown } = command?.parseOptions(rest) ?? { unknown: ['no such command'] };
    expect(unknown).toEqual([]);
    for (const option of command?.options.filter(({ mandatory }) => mandatory) ?? [])
      expect(command?.getOptionValue(option.attributeName()), option.flags).not.toHaveLength(0);
  });

  it('would be caught with an option that is not there', () => {
    const status = program.commands.find((one) => one.name() === 'status');
    expect(status?.parseOptions(['--lang', 'da']).unknown).toEqual(['--lang', 'da']);
  });
});
