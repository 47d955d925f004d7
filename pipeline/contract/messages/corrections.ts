import type { MessageSpec } from '../messages.ts';

const refused = (
  code: string,
  message: readonly [da: string, en: string],
  remedy: readonly [da: string, en: string],
): MessageSpec => ({
  code,
  severity: 'warning',
  message: {
    da: `Rettelsen i linje {line} er ikke brugt: ${message[0]}`,
    en: `The correction in line {line} was not used: ${message[1]}`,
  },
  remedy: { da: remedy[0], en: remedy[1] },
});

/** What became of resubmitted files, and why a line of `corrections.csv` was refused. */
export const correctionMessages: readonly MessageSpec[] = [
  {
    code: 'DELIVERY_REPLACED',
    severity: 'info',
    message: {
      da: 'Filen er erstattet af {by} fra samme leverandør og tælles ikke med.',
      en: 'The file is replaced by {by} of the same supplier and does not count.',
    },
    remedy: {
      da: 'Giv filen et andet navn, hvis begge skal tælle.',
      en: 'Give the file another name if both are to count.',
    },
  },
  {
    code: 'CORRECTIONS_MOVED',
    severity: 'info',
    message: {
      da: 'Rettelserne flytter {figure} for {year} fra {before} til {after}.',
      en: 'The corrections move {figure} of {year} from {before} to {after}.',
    },
    remedy: { da: 'Intet at gøre.', en: 'Nothing to do.' },
  },
  refused(
    'CORRECTION_DELIVERY_UNKNOWN',
    ['leverancen "{delivery}" findes ikke.', 'there is no delivery "{delivery}".'],
    [
      'Skriv mappen og filen, f.eks. 2013/deltagere_K07.csv, og arket efter #.',
      'Write folder and file, such as 2013/deltagere_K07.csv, and the sheet after #.',
    ],
  ),
  refused(
    'CORRECTION_COLUMN_UNKNOWN',
    ['leverancen har ingen kolonne "{header}".', 'the delivery has no column "{header}".'],
    ['Skriv kolonnens overskrift, som den er leveret.', 'Write the header of the column as delivered.'],
  ),
  refused(
    'CORRECTION_ROW_UNKNOWN',
    ['rækken findes ikke i leverancen.', 'the row is not in the delivery.'],
    [
      'Skriv rækkens nummer i filen, eller en nøgle som CVR-nr.=12345678.',
      'Write the number of the row in the file or a key such as CVR-nr.=12345678.',
    ],
  ),
  refused(
    'CORRECTION_ROW_AMBIGUOUS',
    ['flere rækker passer på nøglen.', 'several rows match the key.'],
    ['Skriv rækkens nummer i filen.', 'Write the number of the row in the file.'],
  ),
  refused(
    'CORRECTION_OLD_VALUE',
    ['cellen indeholder "{value}", ikke "{expected}".', 'the cell holds "{value}", not "{expected}".'],
    [
      'Leverancen er ændret siden; fjern rettelsen, eller ret dens gamle værdi.',
      'The delivery has changed since; remove the correction or mend its old value.',
    ],
  ),
];
