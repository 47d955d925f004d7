import { expect, it } from 'vitest';
import { changedInputs } from '../../../pipeline/publish/changed-inputs.ts';

const file = (path: string, sha256: string, drop = '2013') => ({ drop, path, sha256, bytes: 1 });

it('tells files that came, changed and went between two editions', () => {
  const before = [file('a.csv', '1'), file('b.csv', '2'), file('c.csv', '3')];
  const after = [file('a.csv', '1'), file('b.csv', '9'), file('d.csv', '3'), file('corrections.csv', '4', '')];
  expect(changedInputs(before, after)).toEqual([
    { path: '2013/b.csv', change: 'changed' },
    { path: '2013/c.csv', change: 'removed' },
    { path: '2013/d.csv', change: 'added' },
    { path: 'corrections.csv', change: 'added' },
  ]);
  expect(changedInputs(before, before)).toEqual([]);
});
