import { parseStudy } from '../../../pipeline/contract/study.ts';

const STUDY = `base_year: 2018
alive_when_listed: false
covariates: [log_fte, log_productivity, productivity_growth, exporter, firm_age, region, industry]
size_bands: [10, 50, 100]
size_by: fte
distance: score
minimum_fte: 0
deflate: none
cluster_errors_by: unit
`;

/** The study of the end-to-end cases: covariates and strata of 2018 for all, the score itself, errors by company. */
export const peersStudy = () => parseStudy(STUDY, 'study.yaml');
