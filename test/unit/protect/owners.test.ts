import { expect, it } from 'vitest';
import { containing, ownersOf } from '../../../pipeline/protect/system/owners.ts';
import { linearSystem } from '../../../pipeline/protect/system/system.ts';

/** Total 0 = 1 + 2; 1 = 3 = 4 + 5, of which 5 is empty; 0 = 6 + 7. */
const system = linearSystem(Float64Array.from([30, 10, 20, 10, 10, 0, 25, 5]), [
  [
    { cell: 0, coefficient: 1 },
    { cell: 1, coefficient: -1 },
    { cell: 2, coefficient: -1 },
  ],
  [
    { cell: 1, coefficient: 1 },
    { cell: 3, coefficient: -1 },
  ],
  [
    { cell: 1, coefficient: 1 },
    { cell: 4, coefficient: -1 },
    { cell: 5, coefficient: -1 },
  ],
  [
    { cell: 0, coefficient: 1 },
    { cell: 6, coefficient: -1 },
    { cell: 7, coefficient: -1 },
  ],
]);

it('knows the single contributor of a total in its parts, and two of one total apart', () => {
  const owners = ownersOf(system, Uint8Array.from([0, 1, 1, 1, 1, 0, 0, 1]));
  expect(new Set([owners[1], owners[3], owners[4]]).size).toBe(1);
  expect(new Set([owners[1], owners[2], owners[7]]).size).toBe(3);
  expect([owners[0], owners[5], owners[6]]).toEqual([0, 0, 0]);
});

it('finds a contributor again in totals over him and in their only part', () => {
  expect([...containing(system, [4])].sort()).toEqual([0, 1, 3, 4]);
  expect([...containing(system, [7])].sort()).toEqual([0, 7]);
});
