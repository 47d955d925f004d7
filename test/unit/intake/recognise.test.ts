import { describe, expect, it } from 'vitest';
import { maskPersonal } from '../../../pipeline/contract/personal.ts';
import { supplierFromName } from '../../../pipeline/intake/land/supplier.ts';
import { decidedMark, markEvidence } from '../../../pipeline/intake/recognise/decimal.ts';
import { foldHeader } from '../../../pipeline/intake/recognise/fold.ts';
import { headerIndex, matchColumns, recogniseInput } from '../../../pipeline/intake/recognise/match.ts';
import { contract } from '../../support/intake/land.ts';

const indexes = contract.map(headerIndex);

/** Headers as respondents deliver them, by input; * marks what must be dropped. */
const DELIVERED: Readonly<Record<string, string>> = {
  clusters:
    'Klynge-id; Klyngenavn; Organisations-CVR; Type; Fagområde; Hjemkommune; Vækstforum; Startdato; Ophørsdato; Efterfølger-id; Årsværk sekretariat; Antal ansatte; Har indberettet (Ja/Nej); Indberettet antal virksomheder',
  participants:
    'Item ID; Virksomhed; CVR-nr.; P-nr.; Land; Postnr.; By; Kommune; Deltagertype; Medlemsstatus; Grundlag for dedikeret; Indmeldt; Udmeldt; Antal ansatte (selvoplyst); Branchekode; Kontaktperson*; Titel*; E-mail*; Telefon*; Samtykke*; Kontingent (kr.); Bemærkninger*; Oprettet; Sidst ændret',
  participations: 'Klynge-id; Aktivitets-id; Dato; CVR-nr.; P-nr.; Rolle; Antal personer',
  projects:
    'Projekt-id; Titel; Klynge-id(er); Projekttype; Start; Slut; Budget i alt; Statslig; Regional; EU; Kommunal; Privat kontant; Privat timer; Program; Ansøgt/bevilget; Internationalt (Ja/Nej); Lande',
  project_participants: 'Projekt-id; CVR-nr.; Organisation; Type; Enhed; Rolle; Fra; Til; Egenfinansiering (kr.)',
  outcomes:
    'Klynge-id; CVR-nr.; Nye ideer; Nye kompetencer; Nyt produkt; Ny ydelse; Ny proces; Som følge af aktivitet/projekt-id; Dokumentation; Vurderet af; Dato',
  survey:
    'Respondent-id; CVR-nr.; Klynge-id; Udsendt; Svarstatus; Svardato; Stratum; Sp1 produktinnovation; Sp2 serviceinnovation; Sp3 procesinnovation; Sp4 nyt for markedet; Sp5 forventet; Sp6 ny viden; Sp7 nye partnere; Sp8 tilfredshed (1-5); Sp9 additionalitet; Sp10 omsætning fra nye produkter (pct.); Fritekst*',
  events: 'Arrangement-id; Titel; Type; Dato; By; Land; Klynge-id; Antal tilmeldte; Antal fremmødte',
  meetings: 'Møde-id; Arrangement-id; Part A; Part A land; Part B; Part B land; Mødetype; Status; Opfølgning',
  finance: 'Klynge-id; Kilde; Beløb (kr.); Budget/realiseret',
  knowledge_institutions: 'KI-id; Navn; Type; CVR-nr.; Enhed; Land; Klynge-id',
  labels: 'Klynge-id; Mærke; Tildelt; Gyldig til; Score (pct.); Auditor',
  firm_register:
    'CVR-nr.; År; Årsværk; Antal ansatte; Omsætning (1.000 kr.); Værditilvækst (1.000 kr.); Eksport; Lønsum; Materielle anlægsaktiver; FoU-udgifter; Andel med videregående udd.; Branche (DB07); Kommunekode; Virksomhedsform; Startdato; Ophørsdato; Koncern-id; Andre ordninger',
  innovation_survey:
    'CVR-nr.; Periode (fra-til); Produktinnovativ; Procesinnovativ; Organisatorisk; Markedsføring; FoU-samarbejde; Vægt; Stratum',
  company_events: 'CVR-nr. gammelt; CVR-nr. nyt; Type; Dato',
  previously_published: 'Indikator-id; Referenceår; Udgave; Klynge; Region; Værdi; Undertrykt (Ja/Nej); Kilde',
};

describe('recognises every input by its headers, and drops only what it must', () => {
  it.each(Object.entries(DELIVERED))('%s', (name, text) => {
    const columns = text.split(';').map((header) => header.trim());
    const headers = columns.map((header) => header.replace('*', ''));
    const { best, rival } = recogniseInput(headers, indexes);
    expect(best?.index.input.name).toBe(name);
    expect(rival).toBeUndefined();
    const matched = matchColumns(headers, best?.index as (typeof indexes)[number]);
    expect(matched.columns.filter(({ field }) => field === null).map(({ header }) => header)).toEqual(
      columns.filter((header) => header.endsWith('*')).map((header) => header.replace('*', '')),
    );
    expect(matched.twice).toEqual([]);
  });

  it('whatever the case, blanks and accents of the headers', () => {
    const headers = ['  virksomhed ', 'cvr NR', 'KOMMUNE', 'Branche-kode'];
    const { best } = recogniseInput(headers, indexes);
    expect(best?.index.input.name).toBe('participants');
    expect(foldHeader('Ærø-nr. (É)')).toBe('aeroenre');
  });

  it('knows nothing in headers of something else', () => {
    expect(recogniseInput(['x', 'y', 'z'], indexes).best).toBeUndefined();
    expect(recogniseInput(['CVR-nr.', 'a', 'b', 'c', 'd', 'e'], indexes).best).toBeUndefined();
  });
});

describe('decides the decimal mark from all values of a column', () => {
  it.each([
    [['1,5', '2'], ','],
    [['1.234,50', '900'], ','],
    [['1.5', '1234'], '.'],
    [['1,234.50'], '.'],
    [['1.234.567'], ','],
    [['1,234,567'], '.'],
    [['0.125'], '.'],
    [['12345,678'], ','],
    [['1.234', '5.678'], null],
    [['1,5', '1.5'], null],
    [['100', '', 'x'], null],
    [['kr. 1.234,50'], ','],
    [['-0,5 %'], ','],
    [['1.234', '2,5'], ','],
  ] as const)('%j → %s', (values, mark) => {
    expect(decidedMark(markEvidence(values))).toBe(mark);
  });
});

describe('tells personal values from numbers of companies', () => {
  it.each([
    ['010203-1234', ['cpr']],
    ['310299 4321 ring', []],
    ['Ole, 3112991234', ['cpr']],
    ['12345674', []],
    ['1012345678', []],
    ['991399-1234', []],
    ['skriv til o.hansen@firma.dk', ['email']],
    ['+45 12 34 56 78', ['phone']],
    ['mobil: 12345678', ['phone']],
    ['2013-05-17', []],
  ] as const)('%s', (text, kinds) => {
    expect(maskPersonal(text)?.kinds ?? []).toEqual(kinds);
    for (const kind of kinds) expect(maskPersonal(text)?.text, kind).not.toMatch(/\d{4}|@/);
  });
});

describe('finds the cluster in the name of a file', () => {
  const clusters = [
    { id: 'K07', name: 'Grøn Energi' },
    { id: 'K08', name: 'Energi' },
  ];
  it.each([
    ['deltagere_K07_2013.csv', 'K07'],
    ['2013/k08 deltagere.xlsx', 'K08'],
    ['deltagere-groen-energi.csv', 'K07'],
    ['K07 og K08.csv', null],
    ['deltagere.csv', null],
    ['deltagere_K99.csv', 'K99'],
  ])('%s → %s', (path, id) => {
    expect(supplierFromName(path, clusters)).toBe(id);
  });
});
