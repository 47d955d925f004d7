import type { Profile } from './profiles.ts';
import type { ColumnKind } from './table.ts';

/** Columns of a list of participants: name here, kind, and the headers that suppliers use. */
const COLUMNS: readonly (readonly [name: string, kind: ColumnKind, headers: readonly string[]])[] = [
  ['item', 'text', ['Item ID', 'Id', 'ItemID', 'Podio-id']],
  ['cluster', 'text', ['Klynge-id', 'Klynge id', 'KlyngeID', 'Klynge-id']],
  ['name', 'text', ['Virksomhed', 'Virksomhedsnavn', 'Firmanavn', 'Organisation']],
  ['number', 'company_number', ['CVR-nr.', 'CVR', 'CVR nr', 'CVR-nummer']],
  ['unit', 'text', ['P-nr.', 'P-nummer', 'Pnr', 'Produktionsenhed']],
  ['country', 'text', ['Land', 'Land', 'Landekode', 'Land']],
  ['municipality', 'municipality', ['Kommune', 'Kommune', 'Kommunenavn', 'Kommunekode']],
  ['type', 'text', ['Deltagertype', 'Aktørtype', 'Deltagertype', 'Deltagertype']],
  ['status', 'text', ['Medlemsstatus', 'Medlemskab', 'Status', 'Medlemsstatus']],
  ['basis', 'text', ['Grundlag for dedikeret', 'Grundlag', 'Dedikeret pga.', 'Grundlag for dedikeret']],
  ['joined', 'date', ['Indmeldt', 'Indmeldelsesdato', 'Medlem siden', 'Indmeldt dato']],
  ['left', 'date', ['Udmeldt', 'Udmeldelsesdato', 'Udmeldt dato', 'Udmeldt']],
  ['size', 'integer', ['Antal ansatte (selvoplyst)', 'Ansatte', 'Medarbejdere', 'Antal ansatte']],
  ['industry', 'industry', ['Branchekode', 'Branche', 'DB07', 'Branche (DB07)']],
  ['contact', 'text', ['Kontaktperson', 'Kontakt', 'Kontaktperson', 'Att.']],
  ['title', 'text', ['Titel', 'Stilling', 'Titel', 'Titel']],
  ['email', 'text', ['E-mail', 'Mail', 'E-mail', 'E-mailadresse']],
  ['phone', 'text', ['Telefon', 'Tlf.', 'Mobil', 'Telefonnr.']],
  ['consent', 'flag', ['Samtykke', 'Samtykke', 'Samtykke', 'Samtykke']],
  ['fee', 'amount', ['Kontingent (kr.)', 'Kontingent', 'Kontingent kr.', 'Kontingent']],
  ['notes', 'text', ['Bemærkninger', 'Noter', 'Bemærkninger', 'Kommentar']],
  ['created', 'date', ['Oprettet', 'Oprettelsesdato', 'Oprettet', 'Oprettet']],
];

const OPTIONAL = new Set([
  'item',
  'cluster',
  'unit',
  'left',
  'size',
  'industry',
  'contact',
  'title',
  'email',
  'phone',
  'consent',
  'fee',
  'notes',
  'created',
]);

/** The columns that a supplier's list has, in their order. */
export const columnsOf = ({ optional }: Profile): typeof COLUMNS => {
  const wanted = new Set(optional.split(' '));
  return COLUMNS.filter(([name]) => !OPTIONAL.has(name) || wanted.has(name));
};
