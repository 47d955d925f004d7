import type { Localised } from '../finding.ts';
import type { MessageSpec } from '../messages.ts';

/** Why a participant has no pair, by the reason that matching gives. */
const UNMATCHED: readonly (readonly [reason: string, words: Localised])[] = [
  ['no_score', { da: 'scoren kan ikke beregnes', en: 'the score cannot be computed' }],
  ['not_eligible', { da: 'uden for det område, hvor begge slags findes', en: 'outside where both kinds are found' }],
  ['no_control_in_stratum', { da: 'ingen i samme gruppe', en: 'none in the same group' }],
  ['caliper', { da: 'ingen inden for afstanden', en: 'none within the caliper' }],
  ['controls_used_up', { da: 'de lignende var allerede parret', en: 'those alike were paired already' }],
];

const unmatchedMessage = ([reason, words]: (typeof UNMATCHED)[number]): MessageSpec => ({
  code: `EFFECT_UNMATCHED_${reason.toUpperCase()}`,
  severity: 'info',
  message: {
    da: `{companies} {companies:deltager|deltagere} har ingen sammenlignelig virksomhed (${words.da}); effekten gælder ikke {companies:den|dem}.`,
    en: `{companies} {companies:participant has|participants have} no comparable company (${words.en}); the effect does not hold for {companies:it|them}.`,
  },
  remedy: {
    da: 'En større afstand (caliper_sd) eller færre krav (exact) kan finde dem en makker, men mindre lig.',
    en: 'A wider caliper (caliper_sd) or fewer demands (exact) may find them a match, though less alike.',
  },
});

/** What the effect study can find: companies that cannot be studied, and limits of what was estimated. */
export const effectMessages: readonly MessageSpec[] = [
  {
    code: 'EFFECT_NO_TREATED',
    severity: 'warning',
    message: {
      da: 'Ingen virksomhed kan indgå i effektstudiet; {companies} {companies:deltog, men har ikke|deltog, men ingen har} oplysninger fra året før.',
      en: 'No company can be studied; {companies} took part, but {companies:has no|none has} data for the year before.',
    },
    remedy: {
      da: 'Lever et register, der dækker årene før deltagelsen.',
      en: 'Deliver a register that covers the years before participation.',
    },
  },
  {
    code: 'EFFECT_NO_DONORS',
    severity: 'warning',
    message: {
      da: 'Der er ingen virksomheder at sammenligne {companies:den|de} {companies} {companies:deltager|deltagere} med.',
      en: 'There are no companies to compare the {companies} {companies:participant|participants} with.',
    },
    remedy: {
      da: 'Registret skal også rumme virksomheder, der aldrig deltog.',
      en: 'The register must also hold companies that never took part.',
    },
  },
  {
    code: 'EFFECT_NO_YEAR_BEFORE',
    severity: 'info',
    message: {
      da: '{companies} {companies:deltager|deltagere} kom med, før registret begynder, eller i dets første år, og kan ikke studeres.',
      en: '{companies} {companies:participant|participants} entered before the register begins or in its first year and cannot be studied.',
    },
    remedy: { da: 'Et længere register ville tage dem med.', en: 'A longer register would take them in.' },
  },
  {
    code: 'EFFECT_NO_ROW_BEFORE',
    severity: 'info',
    message: {
      da: '{companies} {companies:deltager|deltagere} står ikke i registret i året før {companies:den|de} kom med, og kan ikke studeres.',
      en: '{companies} {companies:participant is|participants are} not in the register in the year before {companies:it|they} entered and cannot be studied.',
    },
    remedy: {
      da: 'De kan være nystartede; ellers mangler rækker i registret.',
      en: 'They may be new; otherwise the register lacks rows.',
    },
  },
  {
    code: 'EFFECT_OUTCOME_NOT_USABLE',
    severity: 'info',
    message: {
      da: '{companies} {companies:deltager|deltagere} har ingen brugbar produktivitet i året før (værditilvækst eller årsværk mangler eller er for små).',
      en: '{companies} {companies:participant has|participants have} no usable productivity in the year before (value added or full-time equivalents missing or too small).',
    },
    remedy: { da: 'Se efter i registret, om beløb mangler.', en: 'See whether amounts are missing in the register.' },
  },
  {
    code: 'EFFECT_ONE_STRATUM',
    severity: 'info',
    message: {
      da: '{companies:Den ene virksomhed|Alle {companies} virksomheder} står i samme gruppe af {exact}; kravet om samme gruppe udelukker ingen.',
      en: '{companies:The one company stands|All {companies} companies stand} in one group of {exact}; asking pairs to agree on it rules nobody out.',
    },
    remedy: {
      da: 'Se efter i registret, om branche og størrelse er udfyldt.',
      en: 'See whether industry and size are filled in the register.',
    },
  },
  {
    code: 'EFFECT_OUTCOME_MISSING',
    severity: 'warning',
    message: {
      da: 'Resultatet {outcome} mangler for alle virksomheder; effekten for {companies:den ene deltager|de {companies} deltagere} kan ikke regnes ud.',
      en: 'The outcome {outcome} is missing for all companies; its effect on the {companies} {companies:participant|participants} cannot be computed.',
    },
    remedy: {
      da: 'Bed om beløbet i registerudtrækket.',
      en: 'Ask for the amount in the register extract.',
    },
  },
  {
    code: 'EFFECT_COVARIATE_MISSING',
    severity: 'info',
    message: {
      da: '{companies} {companies:deltager|deltagere} mangler en oplysning, som scoren bruger.',
      en: '{companies} {companies:participant lacks|participants lack} a fact that the score uses.',
    },
    remedy: {
      da: 'Tag kovariaten ud i study.yaml, eller udfyld den.',
      en: 'Remove the covariate in study.yaml, or fill it.',
    },
  },
  ...UNMATCHED.map(unmatchedMessage),
  {
    code: 'EFFECT_SEPARATED',
    severity: 'warning',
    message: {
      da: 'Scoren forudsiger deltagelse uden fejl ud fra {columns}; den er beregnet med Firths metode.',
      en: 'The score predicts participation without error from {columns}; it was fitted by Firth’s method.',
    },
    remedy: {
      da: 'Slå små grupper sammen, eller tag kovariaten ud.',
      en: 'Join small groups, or remove the covariate.',
    },
  },
  {
    code: 'EFFECT_CONSTANT_COVARIATE',
    severity: 'warning',
    message: {
      da: 'Ens for {companies:den ene virksomhed|alle {companies} virksomheder}, der kan sammenlignes: {columns}. Det skelner ikke deltagere fra andre og er udeladt af scoren.',
      en: 'The same for {companies:the one company|all {companies} companies} that can be compared: {columns}. It does not tell participants from others and is left out of the score.',
    },
    remedy: {
      da: 'Se efter i registret, om kolonnen er udfyldt, eller tag kovariaten ud i study.yaml.',
      en: 'See whether the column is filled in the register, or remove the covariate in study.yaml.',
    },
  },
  {
    code: 'EFFECT_COLLINEAR',
    severity: 'warning',
    message: {
      da: '{columns} kan udregnes af de andre kovariater og er udeladt af scoren.',
      en: '{columns} can be worked out from the other covariates and are left out of the score.',
    },
    remedy: { da: 'Tag kovariaten ud i study.yaml.', en: 'Remove the covariate in study.yaml.' },
  },
  {
    code: 'EFFECT_UNBALANCED',
    severity: 'warning',
    message: {
      da: 'Parrene er ikke ens i {columns}: den standardiserede forskel er over 0,1.',
      en: 'The pairs are not alike in {columns}: the standardised difference is above 0.1.',
    },
    remedy: {
      da: 'Prøv en mindre afstand (caliper_sd) eller flere krav (exact).',
      en: 'Try a smaller caliper (caliper_sd) or more demands (exact).',
    },
  },
  {
    code: 'EFFECT_PRE_TREND',
    severity: 'warning',
    message: {
      da: 'Parrene udviklede sig forskelligt allerede før deltagelsen (p = {p}); effekten kan ikke læses som en virkning.',
      en: 'The pairs developed differently already before participation (p = {p}); the estimate cannot be read as an effect.',
    },
    remedy: {
      da: 'Se udviklingen før deltagelsen i effektstudiet.',
      en: 'See the development before participation in the effect study.',
    },
  },
];
