import type { Severity } from '../finding.ts';
import type { MessageSpec } from '../messages.ts';

const spec = (
  code: string,
  severity: Severity,
  [messageDa, messageEn]: readonly [string, string],
  [remedyDa, remedyEn]: readonly [string, string],
): MessageSpec => ({
  code,
  severity,
  message: { da: messageDa, en: messageEn },
  remedy: { da: remedyDa, en: remedyEn },
});

/** A conversion that came out right but lost something: one finding for a column, with the number of cells. */
const converted = (
  suffix: string,
  message: readonly [string, string],
  remedy: readonly [string, string],
  severity: Severity = 'info',
): MessageSpec =>
  spec(`VALUE_CONVERTED_${suffix}`, severity, [`${message[0]} Række {rows}.`, `${message[1]} Row {rows}.`], remedy);

/** What typing the landed cells can find: values that do not fit, and values that fit only at a loss. */
export const typingMessages: readonly MessageSpec[] = [
  spec(
    'TYPE_NUMBER',
    'warning',
    ['"{value}" er ikke et tal. Cellen regnes som tom.', '"{value}" is not a number. The cell counts as empty.'],
    ['Skriv kun tallet, f.eks. 1234,5.', 'Write the number alone, for example 1234,5.'],
  ),
  spec(
    'TYPE_NUMBER_AMBIGUOUS',
    'warning',
    [
      '"{value}" kan læses på to måder, og kolonnen siger ikke hvilken. Cellen regnes som tom.',
      '"{value}" can be read in two ways and the column does not tell which. The cell counts as empty.',
    ],
    [
      'Skriv tallet uden tusindtalsskilletegn, eller angiv kolonnens decimaltegn i drop.yaml.',
      'Write the number without a thousands mark, or state the decimal mark of the column in drop.yaml.',
    ],
  ),
  spec(
    'TYPE_NUMBER_TOO_LARGE',
    'warning',
    ['"{value}" er for stort til denne kolonne.', '"{value}" is too large for this column.'],
    ['Kontrollér enheden: kr. eller 1.000 kr.?', 'Check the unit: kroner or thousands of kroner?'],
  ),
  spec(
    'TYPE_INTEGER',
    'warning',
    [
      '"{value}" er ikke et helt tal. Cellen regnes som tom.',
      '"{value}" is not a whole number. The cell counts as empty.',
    ],
    ['Skriv et helt tal.', 'Write a whole number.'],
  ),
  spec(
    'TYPE_DATE',
    'warning',
    ['"{value}" er ikke en dato. Cellen regnes som tom.', '"{value}" is not a date. The cell counts as empty.'],
    ['Skriv datoen som dd-mm-åååå, f.eks. 31-12-2013.', 'Write the date as dd-mm-yyyy, for example 31-12-2013.'],
  ),
  spec(
    'TYPE_YEAR',
    'warning',
    ['"{value}" er ikke et årstal. Cellen regnes som tom.', '"{value}" is not a year. The cell counts as empty.'],
    ['Skriv årstallet med fire cifre.', 'Write the year in four digits.'],
  ),
  spec(
    'TYPE_FLAG',
    'warning',
    [
      '"{value}" er hverken ja eller nej. Cellen regnes som tom.',
      '"{value}" is neither yes nor no. The cell counts as empty.',
    ],
    ['Skriv Ja eller Nej.', 'Write Ja or Nej.'],
  ),
  spec(
    'TYPE_COMPANY_NUMBER',
    'warning',
    ['"{value}" har ikke form som et CVR-nr.', '"{value}" does not have the form of a company number.'],
    ['Skriv de otte cifre uden andet.', 'Write the eight digits and nothing else.'],
  ),
  spec(
    'TYPE_COMPANY_NUMBER_CHECK_DIGIT',
    'warning',
    [
      '"{value}" kan ikke være et CVR-nr.: kontrolcifferet passer ikke.',
      '"{value}" cannot be a company number: the check digit is wrong.',
    ],
    [
      'Et ciffer er forkert eller byttet om; slå virksomheden op på virk.dk.',
      'A digit is wrong or two are swapped; look the company up at virk.dk.',
    ],
  ),
  spec(
    'TYPE_COMPANY_NUMBER_UNRECOVERABLE',
    'warning',
    [
      'Excel har skrevet nummeret som "{value}", og cifre er tabt for altid.',
      'Excel wrote the number as "{value}", and digits are lost for good.',
    ],
    [
      'Formatér kolonnen som tekst, og indsæt CVR-numrene igen fra kilden.',
      'Format the column as text and paste the numbers again from the source.',
    ],
  ),
  spec(
    'COMPANY_NUMBER_FOREIGN',
    'info',
    [
      '"{value}" er et udenlandsk nummer. Det bruges som det står, uden kontrol.',
      '"{value}" is a foreign number. It is used as it stands, unproven.',
    ],
    ['Intet at gøre, hvis landet er rigtigt.', 'Nothing to do if the country is right.'],
  ),
  spec(
    'TYPE_PRODUCTION_UNIT_NUMBER',
    'warning',
    ['"{value}" er ikke et P-nummer.', '"{value}" is not a P-number.'],
    ['Et P-nummer har ti cifre og begynder med 1.', 'A P-number has ten digits and starts with 1.'],
  ),
  spec(
    'TYPE_MUNICIPALITY',
    'warning',
    ['"{value}" er ikke en kommune.', '"{value}" is not a municipality.'],
    [
      'Skriv kommunens navn eller dens kode på fire cifre. Et andet navn kan tilføjes i kodelisten kommune_region.',
      'Write the name of the municipality or its code of four digits. Another name can be added in the code list.',
    ],
  ),
  spec(
    'TYPE_INDUSTRY',
    'warning',
    ['"{value}" er ikke en branchekode.', '"{value}" is not an industry code.'],
    ['Skriv DB07-koden på seks cifre.', 'Write the DB07 code of six digits.'],
  ),
  spec(
    'TYPE_COUNTRY',
    'warning',
    ['"{value}" er ikke et land, vi kender.', '"{value}" is not a country that we know.'],
    [
      'Skriv landets navn på dansk eller engelsk, eller koden på to bogstaver.',
      'Write the name of the country in Danish or English, or its code of two letters.',
    ],
  ),
  spec(
    'VALUE_NOT_ALLOWED',
    'warning',
    [
      '"{value}" er ikke en af de tilladte værdier. Cellen regnes som tom.',
      '"{value}" is not one of the allowed values. The cell counts as empty.',
    ],
    ['Vælg en af: {allowed}.', 'Choose one of: {allowed}.'],
  ),
  spec(
    'VALUE_OUT_OF_RANGE',
    'warning',
    [
      '"{value}" ligger uden for det mulige ({minimum} til {maximum}). Cellen regnes som tom.',
      '"{value}" is outside what is possible ({minimum} to {maximum}). The cell counts as empty.',
    ],
    ['Ret tallet.', 'Correct the number.'],
  ),
  spec(
    'VALUE_PATTERN',
    'warning',
    ['"{value}" har ikke den form, som kolonnen kræver.', '"{value}" does not have the form that the column asks for.'],
    ['Ret værdien.', 'Correct the value.'],
  ),
  spec(
    'REQUIRED_MISSING',
    'warning',
    [
      'Kolonnen "{header}" skal være udfyldt, og cellen er tom. Rækken kan ikke bruges fuldt ud.',
      'Column "{header}" must be filled in and the cell is empty. The row cannot be used in full.',
    ],
    ['Udfyld cellen.', 'Fill in the cell.'],
  ),
  converted(
    'SCIENTIFIC',
    [
      '{count} tal er skrevet som eksponent, {count:nemlig|f.eks.} "{value}". {count:Det|De} er læst, men cifre kan mangle.',
      '{count} {count:number is|numbers are} written with an exponent, {count:namely|such as} "{value}". {count:It was|They were} read, but digits may be missing.',
    ],
    ['Formatér kolonnen som tal uden eksponent.', 'Format the column as numbers without an exponent.'],
    'warning',
  ),
  converted(
    'ROUNDED',
    [
      '{count} tal har flere decimaler, end der gemmes, {count:nemlig|f.eks.} "{value}". {count:Det|De} er afrundet.',
      '{count} {count:number has|numbers have} more decimals than are kept, {count:namely|such as} "{value}". {count:It was|They were} rounded.',
    ],
    ['Intet at gøre, hvis afrundingen er uden betydning.', 'Nothing to do if rounding does not matter.'],
  ),
  converted(
    'EXCEL_SERIAL',
    [
      '{count} {count:dato står som Excels løbenummer, nemlig|datoer står som Excels løbenumre, f.eks.} "{value}". {count:Den|De} er regnet om.',
      '{count} {count:date stands as a serial number of Excel, namely|dates stand as serial numbers of Excel, such as} "{value}". {count:It was|They were} converted.',
    ],
    ['Formatér kolonnen som dato, før filen gemmes.', 'Format the column as dates before saving the file.'],
  ),
  converted(
    'TWO_DIGIT_YEAR',
    [
      '{count} {count:dato|datoer} har årstal på to cifre, {count:nemlig|f.eks.} "{value}". 00-49 er læst som 2000-2049, resten som 1900-tallet.',
      '{count} {count:date has a year|dates have years} of two digits, {count:namely|such as} "{value}". 00-49 were read as 2000-2049, others as the 1900s.',
    ],
    ['Skriv årstal med fire cifre.', 'Write years in four digits.'],
  ),
  converted(
    'TIME_DROPPED',
    [
      '{count} {count:dato|datoer} har et klokkeslæt, {count:nemlig|f.eks.} "{value}". Klokkeslættet er udeladt.',
      '{count} {count:date has|dates have} a time of day, {count:namely|such as} "{value}". The time was left out.',
    ],
    ['Intet at gøre.', 'Nothing to do.'],
  ),
  converted(
    'NUMBER_SUFFIX',
    [
      '{count} {count:CVR-nummer|CVR-numre} er gemt som decimaltal, {count:nemlig|f.eks.} "{value}". Decimalerne er fjernet.',
      '{count} company {count:number was saved as a decimal number, namely|numbers were saved as decimal numbers, such as} "{value}". The decimals were removed.',
    ],
    ['Formatér kolonnen som tekst.', 'Format the column as text.'],
  ),
  converted(
    'TWO_NUMBERS_IN_CELL',
    [
      '{count} {count:celle|celler} har både CVR-nr. og P-nr. {count:Den|De} er delt.',
      '{count} {count:cell holds|cells hold} both a company number and a P-number. {count:It was|They were} split.',
    ],
    ['Brug en kolonne til hvert nummer.', 'Use one column for each number.'],
  ),
  converted(
    'LOST_ZERO',
    [
      '{count} {count:kode|koder} har mistet nullet foran, {count:nemlig|f.eks.} "{value}". Det er sat tilbage.',
      '{count} {count:code lost its|codes lost their} leading zero, {count:namely|such as} "{value}". It was put back.',
    ],
    ['Formatér kolonnen som tekst.', 'Format the column as text.'],
  ),
  converted(
    'NACE_CLASS',
    [
      '{count} {count:branche|brancher} er angivet som NACE-klasse, {count:nemlig|f.eks.} "{value}". {count:Den|De} er suppleret med 00.',
      '{count} {count:industry is given as a NACE class, namely|industries are given as NACE classes, such as} "{value}". {count:It was|They were} completed with 00.',
    ],
    ['Skriv DB07-koden på seks cifre, hvor den kendes.', 'Write the DB07 code of six digits where it is known.'],
  ),
];
