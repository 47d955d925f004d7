import type { Finding } from '../../contract/finding.ts';
import type { Term } from '../../estimate/effect/score/design.ts';
import type { EffectStudy } from './study.ts';
import { VERDICT_RULES } from './verdict.ts';

type Params = Readonly<Record<string, string | number>>;

const CODES: Readonly<Record<string, string>> = {
  no_year_before_entry: 'EFFECT_NO_YEAR_BEFORE',
  no_row_in_base_year: 'EFFECT_NO_ROW_BEFORE',
  outcome_not_usable: 'EFFECT_OUTCOME_NOT_USABLE',
  covariate_missing: 'EFFECT_COVARIATE_MISSING',
};

/** Has a covariate one value for all? A factor of one level has no dummies. */
const isConstant = (term: Term): boolean =>
  'columns' in term
    ? term.columns.every((column) => column.every((value) => value === column[0]))
    : term.names.length === 0;

/** What is worth knowing of how the study went; companies are named by count only. */
export function effectFindings({
  flow,
  population,
  sample,
  balance,
  estimates,
  outcomes,
  settings,
}: Omit<EffectStudy, 'findings'>): Finding[] {
  const finding = (code: string, severity: Finding['severity'], params: Params): Finding => ({
    code,
    severity,
    params,
  });
  const treated = population.treated.reduce((sum, value) => sum + value, 0);
  const inAccounts = flow.find(({ side, step }) => side === 'treated' && step === 'in_accounts')?.companies ?? 0;
  const hasDonors = treated < population.treated.length;
  const lost = flow.flatMap(({ side, step, companies }) => {
    const code = CODES[step];
    return side === 'treated' && code !== undefined ? [finding(code, 'info', { companies })] : [];
  });
  const unmatched = Object.entries(sample.unmatched).flatMap(([reason, companies]) =>
    companies > 0 ? [finding(`EFFECT_UNMATCHED_${reason.toUpperCase()}`, 'info', { companies })] : [],
  );
  const uneven = balance.after.filter(
    ({ standardisedDifference }) => Math.abs(standardisedDifference ?? 0) > VERDICT_RULES.balanced,
  );
  const preTrend = estimates.get('log_productivity')?.sme.preTrend?.p ?? 1;
  const companies = new Set(population.firm).size;
  const constant = settings.covariates.filter((_, k) => isConstant(sample.terms[k] as Term));
  const { separated } = sample.score;
  const collinear = sample.score.collinear.filter((name) => !constant.some((own) => own === name));
  const isOneStratum = settings.exact.length > 0 && population.stratum.every((code) => code === population.stratum[0]);
  const empty = [...estimates.keys()].filter((name) =>
    outcomes.get(name).outcome.every((value) => Number.isNaN(value)),
  );
  return [
    ...(treated === 0 ? [finding('EFFECT_NO_TREATED', 'warning', { companies: inAccounts })] : []),
    ...(treated > 0 && !hasDonors ? [finding('EFFECT_NO_DONORS', 'warning', { companies: treated })] : []),
    ...lost,
    ...(treated > 0 && isOneStratum
      ? [finding('EFFECT_ONE_STRATUM', 'info', { companies, exact: settings.exact.join(', ') })]
      : []),
    ...empty.map((outcome) =>
      finding('EFFECT_OUTCOME_MISSING', 'warning', { companies: treated > 0 ? treated : inAccounts, outcome }),
    ),
    ...(hasDonors ? unmatched : []),
    ...(separated.length > 0 ? [finding('EFFECT_SEPARATED', 'warning', { columns: separated.join(', ') })] : []),
    ...(treated > 0 && constant.length > 0
      ? [finding('EFFECT_CONSTANT_COVARIATE', 'warning', { companies, columns: constant.join(', ') })]
      : []),
    ...(collinear.length > 0 ? [finding('EFFECT_COLLINEAR', 'warning', { columns: collinear.join(', ') })] : []),
    ...(uneven.length > 0 && sample.pairs.pair.length > 0
      ? [finding('EFFECT_UNBALANCED', 'warning', { columns: uneven.map(({ name }) => name).join(', ') })]
      : []),
    ...(preTrend < VERDICT_RULES.significance
      ? [finding('EFFECT_PRE_TREND', 'warning', { p: preTrend.toFixed(3) })]
      : []),
  ];
}
