import type { Member, YearBook } from './members.ts';

/** A company that became part of another while the clusters went on listing both numbers. */
export interface Merger {
  readonly old: Member;
  readonly into: Member;
  readonly date: string;
}

/**
 * Pairs of companies in the last year: the old number is unknown to the register, and the one it went into takes part
 * for the first time, so that counting by mergers changes the last year and no year before it.
 */
export function chooseMergers(
  yearBooks: readonly YearBook[],
  isUnregistered: (firm: number) => boolean,
  wanted: number,
): Merger[] {
  const last = yearBooks.at(-1);
  if (last === undefined) return [];
  const earlier = new Set(yearBooks.slice(0, -1).flatMap(({ members }) => members));
  const dedicated = new Set(last.memberships.filter(({ isDedicated }) => isDedicated).map(({ member }) => member));
  const ordinary = last.members.filter((member) => member.firm >= 0 && !dedicated.has(member) && member.cohort === 0);
  const old = ordinary.filter(({ firm }) => isUnregistered(firm));
  const into = ordinary.filter((member) => !isUnregistered(member.firm) && !earlier.has(member));
  const count = Math.min(wanted, old.length, into.length);
  return Array.from({ length: count }, (_, index) => ({
    old: old[index] as Member,
    into: into[index * Math.floor(into.length / count)] as Member,
    date: `${last.year}-0${1 + (index % 6)}-01`,
  }));
}
