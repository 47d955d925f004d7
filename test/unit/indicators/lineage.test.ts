import { expect, it } from 'vitest';
import { loadCatalogue } from '../../../pipeline/accounts/catalogue/index.ts';
import { lineageOf, lineageToMermaid } from '../../../pipeline/accounts/lineage/index.ts';

const catalogue = loadCatalogue();
const whole = lineageOf(catalogue);
const before = (id: string): string[] => lineageOf(catalogue, [id]).nodes.map((node) => node.id);

it('leads every indicator back to all inputs that its header names', () => {
  const missing = catalogue.flatMap(({ id, inputs }) => {
    const found = before(id);
    return inputs.filter((input) => !found.includes(`input:${input}`)).map((input) => `${id} ${input}`);
  });
  expect(missing).toEqual([]);
});

it('has no node without a maker but inputs and code lists, and no table that makes itself', () => {
  const orphans = whole.nodes.filter(({ id, kind }) => kind === 'table' && !whole.edges.some(({ to }) => to === id));
  expect(orphans.map(({ id }) => id)).toEqual([]);
  expect(whole.edges.filter(({ from, to }) => from === to)).toEqual([]);
});

it('names what an indicator is made of, step by step', () => {
  const edges = lineageOf(catalogue, ['DEL01']).edges.map(({ from, to }) => `${from} ${to}`);
  expect(edges).toContain('participant DEL01');
  expect(edges).toContain('accounts.membership participant');
  expect(edges).toContain('input:participants accounts.participant_row');
  expect(before('DEL01')).not.toContain('accounts.finance');
});

it('writes a Mermaid chart with every node and edge', () => {
  const lineage = lineageOf(catalogue, ['FIN03']);
  const lines = lineageToMermaid(lineage).trim().split('\n');
  expect(lines[0]).toBe('flowchart LR');
  expect(lines.length).toBe(1 + lineage.nodes.length + lineage.edges.length);
  expect(lines).toContainEqual(expect.stringMatching(/^ {2}n\d+\(\["FIN03"\]\)$/));
});
