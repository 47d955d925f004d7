/** Units by periods. Periods ascend and are calendar years or any numbers one step of the panel apart. */
export interface Panel {
  readonly units: number;
  readonly periods: readonly number[];
  /** Outcome of unit i in the t-th period is `outcome[i * periods.length + t]`; NaN where it was not observed. */
  readonly outcome: Float64Array;
}

/** A panel made of rows, and what the rows were like. */
export interface PanelOfRows {
  readonly panel: Panel;
  /** Rows whose outcome is not a finite number: kept as not observed. */
  readonly missingRows: number;
}

/**
 * Turns rows (unit, period, outcome) into a panel. `unit` counts from 0.
 *
 * @throws RangeError for two rows of one unit and period: which of them counts must be decided before.
 */
export function panelOfRows(
  unit: ArrayLike<number>,
  period: ArrayLike<number>,
  outcome: ArrayLike<number>,
  units?: number,
): PanelOfRows {
  let count = units ?? 0;
  const seen = new Set<number>();
  for (let row = 0; row < unit.length; row++) {
    if ((unit[row] as number) >= count) {
      if (units !== undefined) throw new RangeError(`a row names unit ${unit[row]}, but there are ${units} units`);
      count = (unit[row] as number) + 1;
    }
    seen.add(period[row] as number);
  }
  const periods = [...seen].sort((a, b) => a - b);
  const place = new Map(periods.map((value, t) => [value, t]));
  const values = new Float64Array(count * periods.length).fill(Number.NaN);
  const isTaken = new Uint8Array(values.length);
  let duplicates = 0;
  let missingRows = 0;
  for (let row = 0; row < unit.length; row++) {
    const at = (unit[row] as number) * periods.length + (place.get(period[row] as number) as number);
    if (isTaken[at] === 1) duplicates++;
    isTaken[at] = 1;
    if (Number.isFinite(outcome[row] as number)) values[at] = outcome[row] as number;
    else missingRows++;
  }
  if (duplicates > 0)
    throw new RangeError(`a panel requires one row a unit and period; ${duplicates} rows are second ones`);
  return { panel: { units: count, periods, outcome: values }, missingRows };
}

/** Position of a period; -1 where the panel does not have it. */
export const periodIndex = (panel: Panel, period: number): number => panel.periods.indexOf(period);
