import { defineConfig } from 'vitest/config';

/** Timeouts only stop what hangs: shared machines can be ten times slower than a quiet one. */
const project = (name: string, testTimeout = 180_000, extra: object = {}) => ({
  test: {
    name,
    root: import.meta.dirname,
    include: [`${name}/**/*.test.ts`],
    testTimeout,
    hookTimeout: testTimeout,
    ...extra,
  },
});

export default defineConfig({
  cacheDir: '../node_modules/.cache/vitest',
  test: {
    root: import.meta.dirname,
    maxWorkers: 2,
    projects: [
      project('unit'),
      project('sql'),
      project('reference', 600_000),
      project('scenarios'),
      project('golden', 600_000),
      project('cli', 600_000),
      project('browser', 600_000),
    ],
  },
});
