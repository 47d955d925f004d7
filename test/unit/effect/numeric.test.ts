import fc from 'fast-check';
import { expect, it } from 'vitest';
import { blockNormalEquations } from '../../../pipeline/estimate/numeric/block-equations.ts';
import {
  type BlockMatrix,
  blockColumn,
  blockScales,
  multiplyBlocks,
  sparseOfBlocks,
} from '../../../pipeline/estimate/numeric/blocks.ts';
import { factorCholesky, invertSymmetric, solveCholesky } from '../../../pipeline/estimate/numeric/cholesky.ts';
import { leastSquares, leastSquaresNormal } from '../../../pipeline/estimate/numeric/least-squares.ts';
import {
  crossProduct,
  crossProductVector,
  matrixOfColumns,
  multiply,
  multiplyVector,
} from '../../../pipeline/estimate/numeric/matrix.ts';
import { ascendingOrder, midRanks } from '../../../pipeline/estimate/numeric/order.ts';
import { hashText, normal, rademacher, randomWords, uniform } from '../../../pipeline/estimate/numeric/random.ts';
import { multiplySparse, normalEquations, sparseScales } from '../../../pipeline/estimate/numeric/sparse.ts';
import { mean, quantiles, variance } from '../../../pipeline/estimate/numeric/summary.ts';
import { eigenSymmetric, symmetricPower } from '../../../pipeline/estimate/numeric/symmetric.ts';

const generated = (rows: number, columns: number) =>
  matrixOfColumns(
    Array.from({ length: columns }, (_, j) => Float64Array.from({ length: rows }, (_, i) => normal(7, j, 0, i))),
  );

it('gives the published Threefry-2x32-20 words', () => {
  expect(randomWords(0, 0, 0, 0).map((word) => word.toString(16))).toEqual(['6b200159', '99ba4efe']);
  expect(randomWords(-1, -1, -1, -1).map((word) => word.toString(16))).toEqual(['1cb996fc', 'bb002be7']);
});

it('draws uniform, normal and Rademacher numbers with the right moments', () => {
  const index = Array.from({ length: 20_000 }, (_, i) => i);
  const uniforms = index.map((i) => uniform(1, 2, 3, hashText(`firm ${i}`)));
  expect(Math.abs(mean(uniforms) - 0.5)).toBeLessThan(0.008);
  expect(Math.abs(variance(uniforms) - 1 / 12)).toBeLessThan(0.003);
  const normals = index.map((i) => normal(1, 2, 4, i));
  expect(Math.abs(mean(normals))).toBeLessThan(0.03);
  expect(Math.abs(variance(normals) - 1)).toBeLessThan(0.04);
  expect(Math.abs(mean(index.map((i) => rademacher(1, 2, 5, i))))).toBeLessThan(0.03);
});

it('orders doubles as a comparison sort does, equal values by index and NaN last', () => {
  const special = [0, -0, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 5e-324, -5e-324];
  for (const size of [100, 9000]) {
    const values = Float64Array.from({ length: size }, (_, i) =>
      i % 13 === 0 ? (special[(i / 13) % special.length] as number) : Math.round(normal(3, 0, size, i) * 50) / 7,
    );
    const expected = Array.from(values.keys()).sort((a, b) => {
      const [x, y] = [values[a] as number, values[b] as number];
      if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y)) || a - b;
      return x - y || a - b;
    });
    expect(Array.from(ascendingOrder(values))).toEqual(expected);
  }
});

it('orders values that differ in their last bits only', () => {
  const values = Float64Array.from(
    { length: 6000 },
    (_, i) => (i % 3 === 0 ? -1 : 1) * (1 + ((i * 7919) % 50) * 2 ** -50),
  );
  const expected = [...values.keys()].sort((a, b) => (values[a] as number) - (values[b] as number) || a - b);
  expect(Array.from(ascendingOrder(values))).toEqual(expected);
});

it('shares ranks among equal values', () => {
  expect(Array.from(midRanks(Float64Array.of(5, 1, 5, 3)))).toEqual([3.5, 1, 3.5, 2]);
});

it('interpolates quantiles as R type 7', () => {
  expect(quantiles(Float64Array.of(4, 1, 3, 2), [0, 0.1, 0.5, 1])).toEqual([1, 1.3, 2.5, 4]);
});

it('solves least squares by QR and by normal equations to the same residual orthogonality', () => {
  const x = generated(500, 6);
  const weights = Float64Array.from({ length: 500 }, (_, i) => uniform(9, 0, 0, i) + 0.1);
  const y = Float64Array.from({ length: 500 }, (_, i) => normal(8, 0, 0, i));
  const byQr = leastSquares(x, y, weights);
  const byNormal = leastSquaresNormal(x, y, weights);
  byQr.coefficients.forEach((value, j) => {
    expect(byNormal.coefficients[j]).toBeCloseTo(value, 12);
  });
  crossProductVector(x, byQr.residuals, weights).forEach((value) => {
    expect(Math.abs(value)).toBeLessThan(1e-11);
  });
  const identity = multiply(byQr.bread, crossProduct(x, weights)).values;
  identity.forEach((value, at) => {
    expect(value).toBeCloseTo(at % 7 === 0 ? 1 : 0, 11);
  });
});

it('names a column that others determine, and fits without it', () => {
  const x = generated(50, 3);
  const first = Float64Array.from({ length: 50 }, (_, i) => x.values[i * 3] as number);
  const second = Float64Array.from({ length: 50 }, (_, i) => x.values[i * 3 + 1] as number);
  const sum = first.map((value, i) => value - 2 * (second[i] as number));
  const third = Float64Array.from({ length: 50 }, (_, i) => x.values[i * 3 + 2] as number);
  const y = Float64Array.from({ length: 50 }, (_, i) => normal(4, 0, 0, i));
  const withSum = matrixOfColumns([first, second, sum, third]);
  const without = leastSquares(matrixOfColumns([first, second, third]), y);
  for (const fit of [leastSquares(withSum, y), leastSquaresNormal(withSum, y)]) {
    expect(fit.aliased).toEqual([2]);
    expect(fit.coefficients[2]).toBeNaN();
    expect(fit.coefficients[3]).toBeCloseTo(without.coefficients[2] as number, 11);
    expect(fit.degreesOfFreedom).toBe(47);
  }
});

it('inverts and solves positive definite systems', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 7 }), fc.integer(), (size, seed) => {
      const x = matrixOfColumns(
        Array.from({ length: size }, (_, j) =>
          Float64Array.from({ length: 3 * size + 5 }, (_, i) => normal(seed, j, 0, i)),
        ),
      );
      const square = crossProduct(x);
      const right = Float64Array.from({ length: size }, (_, i) => normal(seed, 99, 0, i));
      const back = multiplyVector(square, solveCholesky(factorCholesky(square), right));
      back.forEach((value, j) => {
        expect(value).toBeCloseTo(right[j] as number, 9);
      });
      multiply(invertSymmetric(square), square).values.forEach((value, at) => {
        expect(value).toBeCloseTo(Math.floor(at / size) === at % size ? 1 : 0, 8);
      });
    }),
    { numRuns: 50 },
  );
});

it('takes symmetric powers through eigenvalues', () => {
  const square = crossProduct(generated(30, 5));
  const root = symmetricPower(square, 0.5);
  multiply(root, root).values.forEach((value, at) => {
    expect(value).toBeCloseTo(square.values[at] as number, 9);
  });
  const trace = Array.from(eigenSymmetric(square).values).reduce((total, value) => total + value, 0);
  expect(trace).toBeCloseTo(
    [0, 1, 2, 3, 4].reduce((total, j) => total + (square.values[j * 6] as number), 0),
    9,
  );
});

it('computes with blocks of columns to the last bit as with their elements', () => {
  const rows = 5000;
  const column = (stream: number) => Float64Array.from({ length: rows }, (_, i) => normal(11, stream, 0, i));
  const codes = (stream: number, levels: number) =>
    Int16Array.from({ length: rows }, (_, i) => Math.floor(uniform(11, stream, 1, i) * (levels + 1)) - 1);
  const blocks: BlockMatrix = {
    rows,
    columns: 13,
    blocks: [
      { first: 0, values: new Float64Array(rows).fill(1) },
      { first: 1, values: column(1) },
      { first: 2, width: 4, codes: codes(2, 4) },
      ...[3, 4, 5, 6].map((stream) => ({ first: stream + 3, values: column(stream) })),
      { first: 10, width: 3, codes: codes(7, 3) },
    ],
  };
  const sparse = sparseOfBlocks(blocks);
  const [weights, y] = [column(8).map(Math.abs), column(9)];
  const expected = normalEquations(sparse, weights, y);
  const found = blockNormalEquations(blocks, weights, y);
  expect(found.square).toEqual(expected.square);
  expect(found.sums).toEqual(expected.sums);
  expect(blockScales(blocks)).toEqual(sparseScales(sparse));
  const product = new Float64Array(rows);
  multiplyBlocks(blocks, expected.sums, product);
  expect(product).toEqual(multiplySparse(sparse, expected.sums));
  expect(blockColumn(blocks, 3)).toEqual(
    Float64Array.from((blocks.blocks[2] as { codes: Int16Array }).codes, (code) => Number(code === 1)),
  );
});
