import { defineConfig } from 'vitest/config';

const project = (name: string, testTimeout = 20_000, extra: object = {}) => ({
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
    projects: [
      project('unit'),
      project('sql'),
      project('reference', 60_000),
      project('scenarios'),
      project('golden', 120_000),
      project('cli', 120_000),
      project('browser', 120_000),
    ],
  },
});
