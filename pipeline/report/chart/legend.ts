import type { ChartModel } from './model.ts';
import { tokens } from './theme.ts';

/** Entries beside each other; more of them take a second line. */
const COLUMNS = 4;

/** A square of lines, for what is withheld. */
const HATCH = 'M-1,-1H1V1H-1ZM-1,0L0,-1M-1,1L1,-1M0,1L1,0';

const colourOf = (name: string): string => tokens.light[name === 'hatch' ? 'wash' : name] ?? name;

/**
 * A layer that draws nothing but the legend of a chart's key, for a spec that stands alone: in a page the key is text of the
 * page.
 */
export function legendLayer(key: NonNullable<ChartModel['key']>) {
  const labels = key.map(({ label }) => label);
  return {
    data: { values: labels.map((label) => ({ key: label })) },
    mark: {
      type: 'point' as const,
      size: 0,
      strokeWidth: 0,
      filled: true,
      stroke: tokens.light.line ?? '',
      tooltip: null,
    },
    encoding: {
      fill: {
        field: 'key',
        type: 'nominal' as const,
        scale: { domain: labels, range: key.map(({ colour }) => colourOf(colour)) },
        legend: {
          title: null,
          orient: 'bottom' as const,
          direction: 'horizontal' as const,
          columns: Math.min(COLUMNS, key.length),
          columnPadding: 16,
          symbolSize: 140,
          symbolOpacity: 1,
          symbolStrokeWidth: 0.75,
          labelLimit: 0,
        },
      },
      shape: {
        field: 'key',
        type: 'nominal' as const,
        scale: { domain: labels, range: key.map(({ colour }) => (colour === 'hatch' ? HATCH : 'square')) },
      },
    },
  };
}
