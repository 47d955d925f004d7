import { messageSpecs } from './spec.ts';

const pin = [
  'Se efter, om det passer; skriv ellers header_row i drop.yaml.',
  'Check that this is right; else state header_row in drop.yaml.',
] as const;
const mendRow = ['Ret rækken, og send filen igen.', 'Mend the row and send the file again.'] as const;
const nothing = ['Intet, hvis det er ventet.', 'Nothing, if this is expected.'] as const;

/** What can be wrong about header and rows. */
export const layoutMessages = messageSpecs([
  [
    'PREAMBLE',
    'info',
    '{rows} linjer over overskrifterne er sprunget over; overskrifterne står i række {header_row}.',
    '{rows} lines above the headers were skipped; the headers stand in row {header_row}.',
    ...pin,
  ],
  [
    'HEADER_NONE',
    'info',
    'Filen har ingen overskrifter; kolonnerne er nummereret.',
    'The file has no headers; its columns are numbered.',
    ...nothing,
  ],
  [
    'HEADER_LINES',
    'info',
    'Overskriften står over {rows} linjer, som er samlet.',
    'The header stands on {rows} lines, which were joined.',
    ...pin,
  ],
  [
    'HEADER_NARROW',
    'warning',
    'Overskriften har {header} kolonner, rækkerne {rows}.',
    'The header has {header} columns, the rows {rows}.',
    'Giv alle kolonner en overskrift.',
    'Give every column a header.',
  ],
  [
    'HEADER_WIDE',
    'info',
    'Overskriften har {header} celler, rækkerne {rows}.',
    'The header has {header} cells, the rows {rows}.',
    ...nothing,
  ],
  [
    'HEADER_LIKE_DATA',
    'warning',
    'Første række ligner data; filen mangler måske overskrifter.',
    'The first row looks like data; the file may lack headers.',
    'Sæt overskrifter på, eller skriv header_row: 0 i drop.yaml.',
    'Add headers, or state header_row: 0 in drop.yaml.',
  ],
  [
    'HEADER_EMPTY',
    'warning',
    'Kolonnen har ingen overskrift.',
    'The column has no header.',
    'Giv kolonnen en overskrift, eller slet den.',
    'Give the column a header, or delete it.',
  ],
  [
    'HEADER_DUPLICATE',
    'warning',
    'Overskriften "{header}" findes også i kolonne {first}.',
    'The header "{header}" also stands in column {first}.',
    'Giv kolonnerne hver sin overskrift.',
    'Give the columns different headers.',
  ],
  [
    'HEADER_REPEATED',
    'warning',
    'Rækken gentager overskrifterne og er ikke taget med.',
    'The row repeats the headers and was set aside.',
    ...nothing,
  ],
  [
    'ROW_SHORT',
    'warning',
    'Rækken har {cells} celler i stedet for {expected}; de manglende er tomme.',
    'The row has {cells} cells instead of {expected}; the missing ones are empty.',
    ...mendRow,
  ],
  [
    'ROW_LONG',
    'error',
    'Rækken har {cells} celler i stedet for {expected} og kan være forskudt.',
    'The row has {cells} cells instead of {expected} and may be shifted.',
    'Sæt anførselstegn om celler med skilletegn, og send filen igen.',
    'Quote cells that hold the delimiter and send the file again.',
  ],
  [
    'ROW_TRAILING',
    'info',
    'Rækken har {cells} celler i stedet for {expected}; de overskydende er tomme.',
    'The row has {cells} cells instead of {expected}; the extra ones are empty.',
    ...nothing,
  ],
  [
    'ROWS_EMPTY',
    'info',
    '{count} rækker uden værdier er ikke taget med.',
    '{count} rows without values were set aside.',
    ...nothing,
  ],
  [
    'NOTE_ROW',
    'warning',
    'Teksten under tabellen er ikke taget med.',
    'The text below the table was set aside.',
    ...nothing,
  ],
  ['TOTAL_ROW', 'info', 'Rækken er en sum og ikke data.', 'The row is a total and no data.', ...nothing],
  [
    'SECOND_TABLE',
    'error',
    'Her begynder en anden tabel; den hører ikke til overskrifterne ovenfor.',
    'Another table begins here; it does not belong to the headers above.',
    'Sæt hver tabel i sit eget ark eller sin egen fil.',
    'Put every table in its own sheet or file.',
  ],
  [
    'VALUE_UNLIKE_COLUMN',
    'info',
    'Værdien passer ikke til resten af kolonnen, som er {kind}.',
    'The value is unlike the rest of the column, which holds {kind}.',
    'Se efter, om værdien er rigtig.',
    'Check that the value is right.',
  ],
]);
