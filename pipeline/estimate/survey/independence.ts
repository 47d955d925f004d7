import { EigenvalueDecomposition, inverse, Matrix } from 'ml-matrix';
import { chiSquareCdf, fUpperP } from '../distribution/index.ts';
import { weightedChiSquaresAboveZero } from '../distribution/saddlepoint.ts';
import { degreesOfFreedomOf, type SurveyDesign } from './design.ts';
import { domainSize } from './estimate.ts';
import type { TestResult } from './tests.ts';
import { totalCovariance } from './variance.ts';

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

/** What the statistic of a table is referred to; see `raoScottTest`. */
export type RaoScottOrder = 'first' | 'second' | 'saddlepoint';

/** Codes of the domain's members, and how many there are. */
const levelsOf = (codes: Int32Array, domain: Uint8Array): number =>
  codes.reduce((most, code, i) => (domain[i] === 0 ? most : Math.max(most, code)), -1) + 1;

const everyone = (size: number): Uint8Array => new Uint8Array(size).fill(1);

/**
 * Rao and Scott's test of independence of two factors under the design. Pearson's statistic is corrected by the mean design
 * effect and referred to chi-square (`first`) or, with Satterthwaite's degrees of freedom, to F (`second`), or it is referred
 * as it stands to the weighted sum of chi-squares that it is distributed as, by the saddlepoint approximation. R
 * `survey::svychisq` with statistic "Chisq", "F" and "saddlepoint" (and "lincom", where the package that sums exactly is
 * missing).
 *
 * `row` and `column` hold codes from 0; every code must occur in the domain.
 */
export function raoScottTest(
  design: SurveyDesign,
  row: Int32Array,
  column: Int32Array,
  order: RaoScottOrder = 'second',
  domain: Uint8Array = everyone(design.size),
): TestResult {
  const [rows, columns] = [levelsOf(row, domain), levelsOf(column, domain)];
  const { weight: total, n } = domainSize(design, domain);
  const cellOf = row.map((r, i) => (domain[i] === 0 ? -1 : (column[i] as number) * rows + r));
  const share = new Float64Array(rows * columns);
  cellOf.forEach((cell, i) => {
    if (cell >= 0) share[cell] = (share[cell] as number) + (design.weights[i] as number) / total;
  });
  const influences = [...share].map((p, cell) =>
    design.weights.map((weight, i) => (cellOf[i] === -1 ? 0 : (weight * ((cellOf[i] === cell ? 1 : 0) - p)) / total)),
  );
  const covariance = new Matrix(totalCovariance(design, influences, domain).matrix.map((line) => [...line]));
  const rowShare = Array.from({ length: rows }, (_, r) =>
    share.reduce((sum, p, k) => (k % rows === r ? sum + p : sum), 0),
  );
  const columnShare = Array.from({ length: columns }, (_, c) =>
    share.reduce((sum, p, k) => (Math.floor(k / rows) === c ? sum + p : sum), 0),
  );
  const pearson =
    n *
    share.reduce((sum, p, k) => {
      const expected = (rowShare[k % rows] as number) * (columnShare[Math.floor(k / rows)] as number);
      return sum + (p - expected) ** 2 / expected;
    }, 0);
  const contrasts = offMainEffects(rows, columns);
  const inverseShare = Matrix.diag([...share].map((p) => (p === 0 ? 0 : 1 / p)));
  const simple = contrasts.transpose().mmul(inverseShare).mmul(contrasts).div(n);
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
  const denominator = spread * degreesOfFreedomOf(design, domain);
  const pValue = fUpperP(pearson / trace, spread, denominator);
  if (order === 'second') return { statistic: pearson / trace, degreesOfFreedom: [spread, denominator], pValue };
  const upper = saddlepointP(pearson, new EigenvalueDecomposition(effects).realEigenvalues, denominator);
  return { statistic: pearson, degreesOfFreedom: [], pValue: Number.isNaN(upper) ? pValue : upper };
}

/** Probability that the weighted sum of chi-squares, over a mean square of its own error, is larger than the statistic. */
function saddlepointP(statistic: number, effects: readonly number[], degreesOfFreedom: number): number {
  const whole = Math.floor(degreesOfFreedom);
  return weightedChiSquaresAboveZero([...effects, -statistic / degreesOfFreedom], [...effects.map(() => 1), whole]);
}

/**
 * Wald test of independence of two factors under the design: the departures of the cell totals from the products of their
 * margins over their covariance. `adjusted` takes the degrees of freedom spent off, as a table of many cells needs. R
 * `survey::svychisq` with statistic "Wald" and "adjWald".
 *
 * `row` and `column` hold codes from 0; every code must occur in the domain. Throws an error where the covariance is singular.
 */
export function waldIndependenceTest(
  design: SurveyDesign,
  row: Int32Array,
  column: Int32Array,
  form: 'plain' | 'adjusted' = 'adjusted',
  domain: Uint8Array = everyone(design.size),
): TestResult {
  const [rows, columns] = [levelsOf(row, domain), levelsOf(column, domain)];
  const weights = design.weights.map((weight, i) => (domain[i] === 0 ? 0 : weight));
  const cell = new Float64Array(rows * columns);
  const rowTotal = new Float64Array(rows);
  const columnTotal = new Float64Array(columns);
  let total = 0;
  for (let i = 0; i < design.size; i += 1) {
    if (domain[i] === 0) continue;
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
  const covariance = new Matrix(totalCovariance(design, influences, domain).matrix.map((line) => [...line]));
  const vector = Matrix.columnVector(departures);
  const distance = vector.transpose().mmul(inverse(covariance)).mmul(vector).get(0, 0);
  const numerator = (rows - 1) * (columns - 1);
  const whole = degreesOfFreedomOf(design, domain);
  const denominator = form === 'plain' ? whole : whole - numerator + 1;
  const statistic = form === 'plain' ? distance / numerator : (distance * denominator) / (numerator * whole);
  return { statistic, degreesOfFreedom: [numerator, denominator], pValue: fUpperP(statistic, numerator, denominator) };
}
