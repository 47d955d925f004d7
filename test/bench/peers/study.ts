import type { StudySettings } from '../../../pipeline/contract/study.ts';

/** The study of the end-to-end cases: covariates and strata of 2018 for all, the score itself, errors by company. */
export const peersStudy = (): StudySettings => ({
  treatment: 'first_dedicated',
  base_year: 2018,
  horizons: [1, 2, 3, 4],
  leads: 4,
  covariates: ['log_fte', 'log_productivity', 'productivity_growth', 'exporter', 'firm_age', 'region', 'industry'],
  exact: ['industry', 'size_band'],
  alive_when_listed: false,
  size_bands: [10, 50, 100],
  size_by: 'fte',
  distance: 'score',
  caliper_sd: 0.2,
  ratio: 1,
  replace: false,
  order: 'largest',
  discard: 'none',
  minimum_fte: 0,
  winsorise_pct: 0,
  deflate: 'none',
  cluster_errors_by: 'unit',
});
