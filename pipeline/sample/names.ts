import type { RandomStream } from './random.ts';

const FIRST_HALVES =
  'Tåge|Ræve|Mose|Kludder|Blæse|Pjalte|Skumrings|Knaste|Sommerfugle|Brumme|Bøvle|Flitter|Drøn|Gnist|Havre|Krusedulle|Lygte|Måge|Nisse|Pibe|Rabarber|Snegle|Troldtøj|Uglespejl|Vindue|Æbleskive|Ørken|Åkande|Tordenskrald|Pludder|Fnug|Stjernekaster|Humle|Guldfiske|Labyrint|Papirs|Rumle|Syvsover|Tusindben|Vandpyt'.split(
    '|',
  );
const SECOND_HALVES =
  'horn|kappe|krans|bro|hytte|hjul|gryde|stang|mølle|sten|hue|tårn|pande|sko|kasse|bølge|lund|vig|bakke|bæk|holm|spor|klokke|lampe|sejl|stige|trappe|tromme|vogn|bånd|nøgle|reb|skab|strøm|traktor|vinge|øje|ås|kande|ballon'.split(
    '|',
  );
const PREFIXES =
  '|Ny|Øster|Vester|Nord|Sønder|Over|Neder|Stor|Lille|Gammel|Blå|Rød|Grøn|Guld|Sølv|Høj|Lav|Hoved|Bag|Skov|Strand|Eng|Bjerg|Dal|Sten|Ege|Birke|Elle|Pile'.split(
    '|',
  );
const GIVEN_NAMES =
  'Fiktiva|Opdigta|Prøvine|Eksempla|Testine|Modella|Fabula|Påfunda|Digtemund|Fiktor|Prøvus|Testian|Fabelius|Modellus|Opfind|Eksemplus|Utopia|Fantasius|Legenda|Sagnus'.split(
    '|',
  );
const FAMILY_NAMES =
  'Eksempelsen|Prøvestrup|Påfundsen|Opdigtgaard|Testholm|Fabelbjerg|Modellund|Fiktivborg|Sagnkjær|Digtervang|Luftkastel|Skrøneby|Utopiadal|Drømmeskov|Røverhistorie|Kulissen|Attrapsen|Statistgaard|Rekvisitholt|Pseudonymsen'.split(
    '|',
  );

const LEGAL_SUFFIX: Readonly<Record<string, string>> = { '60': ' A/S', '80': ' ApS', '30': ' I/S' };

/** A person that does not exist, with ways to reach nobody. All are personal data to the pipeline. */
export interface Person {
  readonly name: string;
  readonly title: string;
  readonly email: string;
  readonly phone: string;
}

const TITLES = ['Direktør', 'Udviklingschef', 'Projektleder', 'Indehaver', 'Salgschef'] as const;

const ascii = (text: string): string =>
  text.toLowerCase().replaceAll('æ', 'ae').replaceAll('ø', 'oe').replaceAll('å', 'aa').replaceAll(' ', '.');

/** All contact persons of the sample: every given name with every family name once. */
export const PEOPLE: readonly Person[] = GIVEN_NAMES.flatMap((given, i) =>
  FAMILY_NAMES.map((family, j) => {
    const number = String(i * FAMILY_NAMES.length + j).padStart(4, '0');
    return {
      name: `${given} ${family}`,
      title: TITLES[(i + j) % TITLES.length] as string,
      email: `${ascii(`${given} ${family}`)}@postkasse.example`,
      phone: `+45 00 ${number.slice(0, 2)} ${number.slice(2)} ${String((i * 7 + j * 3) % 100).padStart(2, '0')}`,
    };
  }),
);

/** Notes as they stand in a CRM system; the contract has no column for them, so none may come out anywhere. */
export const NOTES: readonly string[] = PEOPLE.filter((_person, index) => index % 17 === 0).flatMap((person, index) => [
  `Ring til ${person.name} efter kl. 12; vil gerne høre mere`,
  `Fortroligt – overvejer at lukke afdelingen (${index + 1} ansatte)`,
  `Cpr 3102${String(70 + (index % 25))}-${String(1000 + index * 37)} oplyst i telefonen af ${person.name}`,
]);

/** Given names of sole proprietors, whose company names are personal data; no contact person bears them. */
const OWNER_GIVEN_NAMES = 'Ukendtine|Anonymus|Incognita|Uvirkelig|Navnløsa|Skyggemund|Maskerade|Dækfritz'.split('|');

/** Every sole proprietor's name. */
export const OWNER_NAMES: readonly string[] = OWNER_GIVEN_NAMES.flatMap((given) =>
  FAMILY_NAMES.map((family) => `${given} ${family}`),
);

const STEMS_A_ROUND = PREFIXES.length * FIRST_HALVES.length * SECOND_HALVES.length;

/** A word that no other company has: counters mixed so that neighbours look unlike. 7919 is prime to the number of stems. */
function stemOf(company: number): string {
  const mixed = (company * 7919) % STEMS_A_ROUND;
  const second = mixed % SECOND_HALVES.length;
  const first = Math.floor(mixed / SECOND_HALVES.length) % FIRST_HALVES.length;
  const prefix = PREFIXES[Math.floor(mixed / SECOND_HALVES.length / FIRST_HALVES.length)] as string;
  const round = Math.floor(company / STEMS_A_ROUND);
  const half = FIRST_HALVES[first] as string;
  const word = `${prefix === '' ? half : `${prefix}${half.toLowerCase()}`}${SECOND_HALVES[second]}`;
  return round === 0 ? word : `${word} ${round + 1}`;
}

/** Name of an invented company, different for every company. Some sole proprietorships (legal form 10) name their owner. */
export function companyName(
  random: RandomStream,
  company: number,
  trades: readonly string[],
  legalForm: string,
): string {
  const stem = stemOf(company);
  const suffix = LEGAL_SUFFIX[legalForm] ?? '';
  if (suffix === '')
    return random.chance(0.4, company, 2) ? `${stem} v/ ${random.pick(OWNER_NAMES, company, 3)}` : stem;
  return random.chance(0.9, company, 9) ? `${stem}${suffix}` : `${stem} ${random.pick(trades, company, 1)}${suffix}`;
}

/** A second name (binavn) under which the same company is known elsewhere. */
export const secondName = (random: RandomStream, company: number): string =>
  `${random.pick(FIRST_HALVES, company, 7)}${random.pick(['by', 'gruppen', 'huset', 'værket'], company, 8)} v/ ${stemOf(company)}`;

const FOREIGN_SUFFIX: Readonly<Record<string, string>> = {
  SE: 'AB',
  NO: 'AS',
  DE: 'GmbH',
  FI: 'Oy',
  NL: 'BV',
  GB: 'Ltd',
  PL: 'Sp. z o.o.',
  FR: 'SARL',
  US: 'Inc.',
};

export const foreignCompanyName = (country: string, index: number): string =>
  `${FIRST_HALVES[(index * 7) % FIRST_HALVES.length]?.replace(/[æøåÆØÅ]/g, 'o')}${SECOND_HALVES[(index * 11) % SECOND_HALVES.length]?.replace(/[æøå]/g, 'a')} ${index + 1} ${FOREIGN_SUFFIX[country] ?? 'Ltd'}`;
