import type { RandomStream } from './random.ts';

const FIRST_HALVES =
  'Tåge|Ræve|Mose|Kludder|Blæse|Pjalte|Skumrings|Knaste|Sommerfugle|Brumme|Bøvle|Flitter|Drøn|Gnist|Havre|Krusedulle|Lygte|Måge|Nisse|Pibe|Rabarber|Snegle|Troldtøj|Uglespejl|Vindue|Æbleskive|Ørken|Åkande|Tordenskrald|Pludder|Fnug|Stjernekaster|Humle|Guldfiske|Labyrint|Papirs|Rumle|Syvsover|Tusindben|Vandpyt'.split(
    '|',
  );
const SECOND_HALVES =
  'horn|kappe|krans|bro|hytte|hjul|gryde|stang|mølle|sten|hue|tårn|pande|sko|kasse|bølge|lund|vig|bakke|bæk|holm|spor|klokke|lampe|sejl|stige|trappe|tromme|vogn|bånd|nøgle|reb|skab|strøm|traktor|vinge|øje|ås|kande|ballon'.split(
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

const LEGAL_SUFFIX: Readonly<Record<string, string>> = { '60': ' A/S', '80': ' ApS', '30': ' I/S', '10': '' };

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

/** Name of an invented company. Sole proprietorships (legal form 10) carry the name of an invented person. */
export function companyName(
  random: RandomStream,
  company: number,
  trades: readonly string[],
  legalForm: string,
): string {
  const trade = random.pick(trades, company, 1);
  if (legalForm === '10' && random.chance(0.5, company, 2))
    return `${random.pick(GIVEN_NAMES, company, 3)} ${random.pick(FAMILY_NAMES, company, 4)}s ${trade}`;
  const stem = `${random.pick(FIRST_HALVES, company, 5)}${random.pick(SECOND_HALVES, company, 6)}`;
  const suffix = LEGAL_SUFFIX[legalForm] ?? '';
  return suffix !== '' && random.chance(0.4, company, 9) ? `${stem}${suffix}` : `${stem} ${trade}${suffix}`;
}

/** A second name (binavn) under which the same company is known elsewhere. */
export const secondName = (random: RandomStream, company: number): string =>
  `${random.pick(SECOND_HALVES, company, 7).replace(/^./, (letter) => letter.toUpperCase())}${random.pick(['by', 'gruppen', 'huset', 'værket'], company, 8)} v/ ${random.pick(FIRST_HALVES, company, 5)}${random.pick(SECOND_HALVES, company, 6)}`;

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
