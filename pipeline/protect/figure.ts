import type { Figure } from '../contract/figure.ts';

declare const sealed: unique symbol;

/** What a reader may know of a figure's state. Why a figure is suppressed is not told in public. */
export type PublishedStatus = 'published' | 'suppressed' | 'no_data';

/**
 * A figure after disclosure control. Only these reach a chart, a page, a table or an export: the seal is a type that
 * nothing outside this folder can make, so an unprotected figure does not compile into a report.
 *
 * A suppressed figure holds no value, no interval, no n, no numerator and no denominator.
 */
export interface ProtectedFigure extends Omit<Figure, 'contributors' | 'largest1' | 'largest2' | 'status'> {
  readonly status: PublishedStatus;
  readonly [sealed]: true;
}

const withheld = {
  value: null,
  lower: null,
  upper: null,
  standardError: null,
  degreesOfFreedom: null,
  n: null,
  numerator: null,
  denominator: null,
  reliability: 'not_applicable',
  note: null,
} as const;

/**
 * Strips a figure of what only disclosure control needs, and of every number where it is suppressed. `hidesN` keeps back
 * only the number of units, where that is a withheld count of another figure.
 */
export function seal(figure: Figure, isSuppressed: boolean, hidesN = false): ProtectedFigure {
  const { contributors: _contributors, largest1: _largest1, largest2: _largest2, status, ...shown } = figure;
  if (isSuppressed) return { ...shown, ...withheld, status: 'suppressed' } as ProtectedFigure;
  const isPublished = status === 'computed';
  return { ...shown, ...(hidesN ? { n: null } : {}), status: isPublished ? 'published' : 'no_data' } as ProtectedFigure;
}

/** The same figure without any number. */
export const withhold = (figure: ProtectedFigure): ProtectedFigure => ({
  ...figure,
  ...withheld,
  status: 'suppressed',
});

/** A figure as it stands in a bundle that is out already: what has been published was protected then. */
export const published = (figure: Omit<ProtectedFigure, typeof sealed>): ProtectedFigure => figure as ProtectedFigure;
