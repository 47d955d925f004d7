import type { Stage } from './design.ts';

/** The sampling units of one stage among some respondents, numbered from 0, with their strata. */
export interface StageStructure {
  /** Unit of every respondent of the index, in its order. */
  readonly unitOf: Int32Array;
  /** Stratum of every unit, numbered from 0. */
  readonly stratumOf: Int32Array;
  readonly unitsIn: Float64Array;
  readonly populationOf: Float64Array;
}

/** Numbers the strata and units of a stage among the respondents of `index` in the order of first sight. */
export function structureOf(stage: Stage, index: Int32Array): StageStructure {
  const strata = new Map<number, number>();
  const units: Map<number, number>[] = [];
  const unitOf = new Int32Array(index.length);
  const stratumOf: number[] = [];
  const populationOf: number[] = [];
  index.forEach((respondent, place) => {
    const code = stage.strata[respondent] as number;
    let stratum = strata.get(code);
    if (stratum === undefined) {
      stratum = strata.size;
      strata.set(code, stratum);
      units.push(new Map());
      populationOf.push(stage.population?.[respondent] ?? Number.POSITIVE_INFINITY);
    }
    const inStratum = units[stratum] as Map<number, number>;
    const cluster = stage.clusters[respondent] as number;
    let unit = inStratum.get(cluster);
    if (unit === undefined) {
      unit = stratumOf.length;
      inStratum.set(cluster, unit);
      stratumOf.push(stratum);
    }
    unitOf[place] = unit;
  });
  return {
    unitOf,
    stratumOf: Int32Array.from(stratumOf),
    unitsIn: Float64Array.from(units, (inStratum) => inStratum.size),
    populationOf: Float64Array.from(populationOf),
  };
}
