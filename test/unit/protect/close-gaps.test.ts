import { beforeAll, describe, expect, it } from 'vitest';
import { attackFigures, type PublishedRow } from '../../../pipeline/protect/attack/figures.ts';
import { seal, withhold } from '../../../pipeline/protect/figure.ts';
import { closeGaps, type Highs, loadSolver, type ProtectedFigure } from '../../../pipeline/protect/index.ts';
import { figureWith } from '../../support/figures.ts';

const parameters = { minimumContributors: 3, pPercent: 15 };

let highs: Highs;
beforeAll(async () => {
  highs = await loadSolver();
});

const count = (value: number, place: Parameters<typeof figureWith>[0] = {}) =>
  figureWith({ value, n: value, contributors: value, ...place });

const rows = (figures: readonly ProtectedFigure[]): PublishedRow[] => figures.map((figure) => ({ ...figure }));

/** Regions with 2, 30 and 40 participants, of which only the first is withheld. */
const figures = [
  count(72),
  count(2, { region: '1081' }),
  count(30, { region: '1082' }),
  count(40, { region: '1083' }),
  count(12, { region: '1082', measure: 'new_count' }),
  figureWith({ disclosureClass: 'S0', measure: 'staff', value: 7, region: '1082' }),
].map((figure) => seal(figure, figure.value === 2));

describe('gaps that an outsider finds', () => {
  it('withholds the smallest part beside one that subtraction gives away, with all that is told of it', () => {
    expect(attackFigures(highs, rows(figures), parameters).exposed).toMatchObject([
      { figure: 'DEL01/count 2013 region=1081', bounds: { lower: expect.closeTo(2, 5) } },
    ]);
    const closed = closeGaps(highs, figures, parameters);
    expect(closed.map(({ value }) => value)).toEqual([72, null, null, 40, null, 7]);
    expect(attackFigures(highs, rows(closed), parameters).exposed).toEqual([]);
  });

  it('leaves figures alone that nobody can work out', () => {
    const apart = figures.slice(1);
    expect(closeGaps(highs, apart, parameters)).toEqual(apart);
  });

  it('knows what earlier editions told of what is withheld now', () => {
    const withheld = figures.map((figure) => (figure.value === 30 ? withhold(figure) : figure));
    expect(closeGaps(highs, withheld, parameters)).toEqual(withheld);
    const earlier = rows(figures).filter(({ value }) => value === 30);
    const closed = closeGaps(highs, withheld, parameters, earlier);
    expect(closed.map(({ value }) => value)).toEqual([72, null, null, null, 12, 7]);
    expect(attackFigures(highs, rows(closed), parameters, earlier).exposed).toEqual([]);
  });

  it('withholds what gives a number away by another indicator, where no part of the same total is left', () => {
    // No two places have a total in common, but the base of a share is the count of each.
    const sizes = ['1-9', '10-49', '50-249', '250+', 'unknown'];
    const places = [2, 30, 40, 50, 60].map((value, at) => ({
      value,
      region: `108${at + 1}`,
      size_band: sizes[at] ?? '',
    }));
    const told = [
      ...places.map(({ value, ...place }) => seal(count(value, place), value === 2)),
      ...places.map(({ value, ...place }) => {
        const share = {
          indicator: 'DEL04',
          measure: 'share_pct',
          unit: 'percent',
          value: 50,
          numerator: value / 2,
        } as const;
        return seal(figureWith({ ...share, ...place, denominator: value, n: value }), false);
      }),
    ];
    const exposed = (all: readonly ProtectedFigure[]) =>
      attackFigures(highs, rows(all), parameters).exposed.map(({ figure }) => figure);
    expect(exposed(told)).toContain('DEL01/count 2013 region=1081 size_band=1-9');
    const closed = closeGaps(highs, told, parameters);
    expect(closed.flatMap(({ status }, at) => (status === 'suppressed' ? [at] : []))).toEqual([0, 5]);
    expect(exposed(closed)).toEqual([]);
  });
});
