import { checkDigit } from './identifiers.ts';
import { randomStream } from './random.ts';

/** An invented university, institute, college or hospital. */
export interface Institution {
  readonly id: string;
  readonly name: string;
  /** As in the contract's Danish spellings. */
  readonly type: string;
  readonly companyNumber: string;
  readonly units: readonly string[];
  readonly country: string;
}

const LIST = `universitet|Universitetet i Tågehorn|DK
universitet|Rævestrup Universitet|DK
universitet|Danmarks Opdigtede Tekniske Højskole|DK
universitet|Fabelbjerg Handelshøjskole|DK
universitet|Nordmose Universitet|DK
universitet|Luftkastellets Universitet|DK
universitet|Arkitektskolen i Kulissen|DK
universitet|Skånes Påfundne Universitet|SE
universitet|Hochschule Erfunden|DE
GTS|Prøveinstituttet|DK
GTS|Institut for Måling af Næsten Alt|DK
GTS|Vandpytten – Center for Vand|DK
GTS|Lydmurens Laboratorium|DK
GTS|Teknologisk Tusindben|DK
GTS|Kraft og Kulde Instituttet|DK
GTS|Brandfri Byg|DK
professionshøjskole|Professionshøjskolen Drømmeskov|DK
professionshøjskole|Professionshøjskolen Havre|DK
professionshøjskole|University College Uglespejl|DK
erhvervsakademi|Erhvervsakademi Rabarber|DK
erhvervsakademi|Erhvervsakademi Vestkulissen|DK
erhvervsakademi|Erhvervsakademi Sydfabel|DK
hospital|Hospitalet ved Åkanden|DK
hospital|Syvsover Universitetshospital|DK
andet|Museet for Ting Der Ikke Findes|DK
andet|Biblioteket i Blækhus|DK`;

const UNITS = [
  'Institut for Energi',
  'Institut for Ledelse',
  'Institut for Materialer',
  'Center for Fødevarer',
  'Afdeling for Digitalisering',
  'Institut for Sundhed',
];

export function makeInstitutions(seed: number): Institution[] {
  const random = randomStream(seed, 'institutions');
  let base = 9_950_000;
  return LIST.split('\n').map((line, index) => {
    const [type = '', name = '', country = ''] = line.split('|');
    do base += 1 + random.integer(40, base);
    while (checkDigit(base) === null);
    const first = random.integer(UNITS.length, index);
    return {
      id: `KI${String(index + 1).padStart(3, '0')}`,
      name,
      type,
      companyNumber: country === 'DK' ? String(base * 10 + (checkDigit(base) as number)) : '',
      units: [0, 1, 2].map((step) => UNITS[(first + step) % UNITS.length] as string),
      country,
    };
  });
}
