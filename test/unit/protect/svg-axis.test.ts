import { describe, expect, it } from 'vitest';
import { leaksOfAxis } from '../../../pipeline/run/protect/svg-axis.ts';
import { groupsOfMarks } from '../../../pipeline/run/protect/svg-marks.ts';

/** Ten pixels a number. */
const label = (text: string, at: number, isUpright: boolean): string =>
  `<text transform="translate(${isUpright ? `-6,${600 - at}` : `${at},19`})">${text}</text>`;

const axis = (last: number, isUpright = false): string =>
  `<g class="mark-text role-axis-label">${Array.from({ length: last / 10 + 1 }, (_, tick) =>
    label(String(tick * 10), tick * 100, isUpright),
  ).join('')}</g>`;

const point = (number: number, at: number, x = number * 10): string =>
  `<path data-tip="Place ${at}: ${number} %" transform="translate(${x},${at})" d="M4,0A4,4,0,1,1,-4,0"/>`;

const bar = (number: number, left: number): string =>
  `<path data-tip="Size ${left}: ${number}" d="M${left},${600 - number * 10}h20v${number * 10}h-20Z"/>`;

const marks = (kind: string, ...drawn: string[]): string => `<g class="mark-${kind} role-mark">${drawn.join('')}</g>`;

const interval = (from: number, to: number, at: number): string =>
  `<g class="mark-rule role-mark"><line transform="translate(${from * 10},${at})" x2="${(to - from) * 10}" y2="0"/></g>`;

const found = (...parts: string[]): string[] => {
  const svg = `<svg>${parts.join('')}</svg>`;
  return leaksOfAxis(svg, groupsOfMarks(svg, 'en'), 'en').map(({ what }) => what);
};

describe('an axis that goes further than its marks need', () => {
  const points = marks('symbol', point(41, 15), point(28, 45));

  it('tells that something larger was there', () => {
    expect(found(points, axis(70))).toEqual(['the axis goes to 70, the largest number told is 41']);
    expect(found(points, axis(50))).toEqual([]);
  });

  it('may reach to the end of an interval of a number that is told, not of another', () => {
    expect(found(points, axis(70), interval(30, 62, 15))).toEqual([]);
    expect(found(points, axis(70), interval(30, 62, 75))).toHaveLength(1);
    expect(found(points, axis(90), interval(30, 62, 15))).toEqual([
      'the axis goes to 90, the largest number told is 62',
    ]);
  });

  it('may reach to the top of a stack', () => {
    const stacked = [bar(30, 0), bar(25, 0), bar(12, 40)];
    expect(found(marks('rect', ...stacked), axis(60, true))).toEqual([]);
    expect(found(marks('rect', bar(30, 0), bar(12, 40)), axis(60, true))).toHaveLength(1);
  });

  it('is no axis of numbers where it names years or places', () => {
    const years = ['2011', '2012', '2013'].map((year, at) => label(year, at * 100, false)).join('');
    expect(found(points, `<g class="mark-text role-axis-label">${years}</g>`)).toEqual([]);
  });
});
