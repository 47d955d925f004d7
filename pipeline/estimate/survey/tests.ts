import { inverse, Matrix } from 'ml-matrix';
import { chiSquareCdf, fUpperP, tTwoSidedP } from '../distribution/index.ts';
import { degreesOfFreedomOf, type SurveyDesign } from './design.ts';
import { surveyMean } from './mean.ts';
import { surveyRegression } from './regression.ts';
import { totalCovariance } from './variance.ts';

export interface TestResult {
  readonly statistic: number;
  readonly degreesOfFreedom: readonly number[];
  readonly pValue: number;
}

/** Weighted t-test of equal means in two groups (codes 0 and 1); R `survey::svyttest`. */
export function surveyTTest(design: SurveyDesign, outcome: Float64Array, group: Float64Array): TestResult {
  const ones = new Float64Array(design.size).fill(1);
  const { coefficients, standardErrors, degreesOfFreedom } = surveyRegression(
    design,
    outcome,
    [ones, group],
    'gaussian',
  );
  const statistic = (coefficients[1] as number) / (standardErrors[1] as number);
  return { statistic, degreesOfFreedom: [degreesOfFreedom], pValue: tTwoSidedP(statistic, degreesOfFreedom) };
}

/** Test that the mean of a domain is zero; R `survey::svyttest(y ~ 0)`, with one degree of freedom less than the design has. */
export function surveyOneSampleTTest(design: SurveyDesign, outcome: Float64Array, domain?: Uint8Array): TestResult {
  const mean = surveyMean(design, outcome, domain === undefined ? {} : { domain });
  const degreesOfFreedom = mean.degreesOfFreedom - 1;
  const statistic = mean.estimate / mean.standardError;
  return { statistic, degreesOfFreedom: [degreesOfFreedom], pValue: tTwoSidedP(statistic, degreesOfFreedom) };
}

/** Contrasts that span the interaction of two factors: a row a cell, a column for each pair of later levels. */
function interactionContrasts(rows: number, columns: number): Matrix {
  const contrast = Matrix.zeros(rows * columns, (rows - 1) * (columns - 1));
  for (let r = 1; r < rows; r += 1)
    for (let c = 1; c < columns; c += 1) {
      const column = (r - 1) * (columns - 1) + c - 1;
      contrast.set(0, column, 1);
      contrast.set(r, column, -1);
      contrast.set(c * rows, column, -1);
      contrast.set(c * rows + r, column, 1);
    }
  return contrast;
}

/** Projects the contrasts off the main effects, as Rao and Scott's statistic needs them in a table with unequal margins. */
function offMainEffects(rows: number, columns: number): Matrix {
  const main: number[][] = [];
  for (let c = 0; c < columns; c += 1)
    for (let r = 0; r < rows; r += 1)
      main.push([
        1,
        ...Array.from({ length: rows - 1 }, (_, level) => (r === level + 1 ? 1 : 0)),
        ...Array.from({ length: columns - 1 }, (_, level) => (c === level + 1 ? 1 : 0)),
      ]);
  const x = new Matrix(main);
  const hat = x.mmul(inverse(x.transpose().mmul(x))).mmul(x.transpose());
  const contrasts = interactionContrasts(rows, columns);
  return contrasts.sub(hat.mmul(contrasts));
}

/**
 * Rao and Scott's test of independence of two factors under the design: Pearson's statistic corrected by the mean design
 * effect, against chi-square (`first`) or F with Satterthwaite's degrees of freedom (`second`). R `survey::svychisq` with
 * statistic "Chisq" and "F".
 *
 * `row` and `column` hold codes from 0; every code must occur.
 */
export function raoScottTest(
  design: SurveyDesign,
  row: Int32Array,
  column: Int32Array,
  order: 'first' | 'second' = 'second',
): TestResult {
  const rows = Math.max(...row) + 1;
  const columns = Math.max(...column) + 1;
  const cells = rows * columns;
  const total = design.weights.reduce((sum, weight) => sum + weight, 0);
  const share = new Float64Array(cells);
  row.forEach((r, i) => {
    const cell = (column[i] as number) * rows + r;
    share[cell] = (share[cell] as number) + (design.weights[i] as number) / total;
  });
  const influences = Array.from({ length: cells }, (_, cell) =>
    design.weights.map(
      (weight, i) =>
        (weight * (((column[i] as number) * rows + (row[i] as number) === cell ? 1 : 0) - (share[cell] as number))) /
        total,
    ),
  );
  const covariance = new Matrix(totalCovariance(design, influences).matrix.map((line) => [...line]));
  const rowShare = Array.from({ length: rows }, (_, r) =>
    share.reduce((sum, p, k) => (k % rows === r ? sum + p : sum), 0),
  );
  const columnShare = Array.from({ length: columns }, (_, c) =>
    share.reduce((sum, p, k) => (Math.floor(k / rows) === c ? sum + p : sum), 0),
  );
  const pearson =
    design.size *
    share.reduce((sum, p, k) => {
      const expected = (rowShare[k % rows] as number) * (columnShare[Math.floor(k / rows)] as number);
      return sum + (p - expected) ** 2 / expected;
    }, 0);
  const contrasts = offMainEffects(rows, columns);
  const inverseShare = Matrix.diag([...share].map((p) => (p === 0 ? 0 : 1 / p)));
  const simple = contrasts.transpose().mmul(inverseShare).mmul(contrasts).div(design.size);
  const actual = contrasts.transpose().mmul(inverseShare).mmul(covariance).mmul(inverseShare).mmul(contrasts);
  const effects = inverse(simple).mmul(actual);
  const trace = effects.trace();
  if (order === 'first') {
    const degreesOfFreedom = (rows - 1) * (columns - 1);
    const corrected = pearson / (trace / degreesOfFreedom);
    return {
      statistic: pearson,
      degreesOfFreedom: [degreesOfFreedom],
      pValue: 1 - chiSquareCdf(corrected, degreesOfFreedom),
    };
  }
  const spread = trace ** 2 / effects.mmul(effects).trace();
  const statistic = pearson / trace;
  const denominator = spread * degreesOfFreedomOf(design);
  return { statistic, degreesOfFreedom: [spread, denominator], pValue: fUpperP(statistic, spread, denominator) };
}

/**
 * Wald test of independence of two factors under the design: the departures of the cell totals from the products of their
 * margins over their covariance. `adjusted` takes the degrees of freedom spent off, as a table of many cells needs. R
 * `survey::svychisq` with statistic "Wald" and "adjWald".
 *
 * `row` and `column` hold codes from 0; every code must occur. Throws an error where the covariance is singular.
 */
export function waldIndependenceTest(
  design: SurveyDesign,
  row: Int32Array,
  column: Int32Array,
  form: 'plain' | 'adjusted' = 'adjusted',
): TestResult {
  const rows = Math.max(...row) + 1;
  const columns = Math.max(...column) + 1;
  const { weights, size } = design;
  const cell = new Float64Array(rows * columns);
  const rowTotal = new Float64Array(rows);
  const columnTotal = new Float64Array(columns);
  let total = 0;
  for (let i = 0; i < size; i += 1) {
    const [r, c, w] = [row[i] as number, column[i] as number, weights[i] as number];
    cell[c * rows + r] = (cell[c * rows + r] as number) + w;
    rowTotal[r] = (rowTotal[r] as number) + w;
    columnTotal[c] = (columnTotal[c] as number) + w;
    total += w;
  }
  const departures: number[] = [];
  const influences: Float64Array[] = [];
  for (let c = 1; c < columns; c += 1)
    for (let r = 1; r < rows; r += 1) {
      const [ofRow, ofColumn] = [rowTotal[r] as number, columnTotal[c] as number];
      departures.push((cell[c * rows + r] as number) - (ofRow * ofColumn) / total);
      influences.push(
        weights.map((w, i) => {
          const [isRow, isColumn] = [row[i] === r ? 1 : 0, column[i] === c ? 1 : 0];
          return (
            w * (isRow * isColumn - (isRow * ofColumn + isColumn * ofRow) / total + (ofRow * ofColumn) / total ** 2)
          );
        }),
      );
    }
  const covariance = new Matrix(totalCovariance(design, influences).matrix.map((line) => [...line]));
  const vector = Matrix.columnVector(departures);
  const distance = vector.transpose().mmul(inverse(covariance)).mmul(vector).get(0, 0);
  const numerator = (rows - 1) * (columns - 1);
  const whole = degreesOfFreedomOf(design);
  const denominator = form === 'plain' ? whole : whole - numerator + 1;
  const statistic = form === 'plain' ? distance / numerator : (distance * denominator) / (numerator * whole);
  return { statistic, degreesOfFreedom: [numerator, denominator], pValue: fUpperP(statistic, numerator, denominator) };
}
