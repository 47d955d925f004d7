import { deliverWorkbook } from './delivery.ts';
import { PEOPLE } from './names.ts';
import { idOf, type NamedDelivery, numberOf, SHEET } from './office.ts';
import { type Outcome, PROCESS_SINCE } from './outcomes.ts';
import type { RandomStream } from './random.ts';
import type { SurveyYear } from './survey.ts';
import { table, type Value } from './table.ts';
import type { World } from './world.ts';

/** `udbytte_<year>.xlsx`: what the clusters say that companies got out of it; ticked with x, Ja and 1 by turns. */
export async function outcomeFile(
  world: World,
  year: number,
  outcomes: readonly Outcome[],
  random: RandomStream,
): Promise<NamedDelivery> {
  const tick = (isTrue: boolean, cluster: number): string =>
    (
      (
        [
          ['x', ''],
          ['Ja', 'Nej'],
          ['1', '0'],
        ] as const
      )[cluster % 3] as readonly [string, string]
    )[isTrue ? 0 : 1];
  const hasProcessColumn = year >= PROCESS_SINCE;
  const rows = outcomes.map((outcome): Value[] => {
    const { cluster, member } = outcome;
    return [
      idOf(world, cluster),
      numberOf(world, member.firm),
      tick(outcome.hasIdeas, cluster),
      tick(outcome.hasCompetences, cluster),
      tick(outcome.hasProduct, cluster),
      tick(outcome.hasService, cluster),
      ...(hasProcessColumn ? [tick(outcome.hasProcess, cluster)] : []),
      outcome.resultOfId,
      outcome.documentation,
      'Klynge',
      `${year + 1}-01-${String(10 + (member.key % 20))}`,
    ];
  });
  const file = `udbytte_${year}.xlsx`;
  return {
    file,
    ...(await deliverWorkbook(
      { drop: String(year), file, sheet: 'Udbytte' },
      table(
        `Klynge-id | CVR-nr.:company_number | Nye ideer | Nye kompetencer | Nyt produkt | Ny ydelse${hasProcessColumn ? ' | Ny proces' : ''} | Som følge af aktivitet/projekt-id | Dokumentation | Vurderet af | Dato:date`,
        rows,
      ),
      SHEET,
      random,
      undefined,
      [],
      { before: [{ name: 'Læs mig', rows: [['Sæt kryds ved det, som virksomheden har fået ud af at deltage.']] }] },
    )),
  };
}

const RESPONSE_WORDS = {
  complete: 'Fuld',
  partial: 'Delvis',
  nonresponse: 'Bortfald',
  ineligible: 'Ikke i målgruppe',
} as const;

/** `spoergeskema_<year>.xlsx`: one row a company that was asked, with free text that must not be read. */
export async function surveyFile(
  world: World,
  { year, respondents }: SurveyYear,
  random: RandomStream,
): Promise<NamedDelivery> {
  const rows = respondents.map(({ id, member, cluster, stratum, status, answers, responseDate }): Value[] => {
    const has = status === 'complete' || status === 'partial';
    const late = <T extends Value>(value: T): T | null => (status === 'complete' ? value : null);
    return [
      id,
      numberOf(world, member.firm),
      idOf(world, cluster),
      `${year + 1}-01-06`,
      RESPONSE_WORDS[status],
      responseDate,
      stratum,
      ...(has
        ? [answers.product, answers.service, answers.process, answers.newToMarket, answers.expected]
        : [null, null, null, null, null]),
      late(answers.knowledge),
      late(answers.partners),
      late(answers.satisfaction),
      late(answers.additional),
      late(answers.turnoverPct),
      has && random.chance(0.05, member.key, 1) ? `Hilsen ${random.pick(PEOPLE, member.key, 2).name}` : null,
    ];
  });
  const file = `spoergeskema_${year}.xlsx`;
  return {
    file,
    ...(await deliverWorkbook(
      { drop: String(year), file, sheet: 'Svar' },
      table(
        'Respondent-id | CVR-nr.:company_number | Klynge-id | Udsendt:date | Svarstatus | Svardato:date | Stratum | Sp1 produktinnovation:flag | Sp2 serviceinnovation:flag | Sp3 procesinnovation:flag | Sp4 nyt for markedet:flag | Sp5 forventet:flag | Sp6 ny viden:flag | Sp7 nye partnere:flag | Sp8 tilfredshed (1-5):integer | Sp9 additionalitet:flag | Sp10 omsætning fra nye produkter (pct.):integer | Fritekst',
        rows,
      ),
      SHEET,
      random,
    )),
  };
}
