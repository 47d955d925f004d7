import type { Dialect } from './delimited.ts';
import type { Delivery } from './delivery.ts';
import { industryOf, LEGAL_FORMS } from './firms.ts';
import { companyName } from './names.ts';
import type { Spelling } from './spelling.ts';
import type { World } from './world.ts';

export type NamedDelivery = Delivery & { readonly file: string };

/** The support organisation's own habits. */
export const OFFICE: Spelling = {
  date: 'dd-mm-yyyy',
  decimalMark: ',',
  hasThousandsMarks: false,
  flag: ['Ja', 'Nej'],
  companyNumber: 'plain',
  municipality: 'name',
  hasLostZeroIndustries: false,
  missing: '',
  isWorkbook: false,
};
export const SHEET: Spelling = { ...OFFICE, isWorkbook: true, date: 'serial' };
export const OFFICE_CSV: Dialect = { delimiter: ';', encoding: 'utf-8-bom', hasSepLine: false };
export const OLD_SYSTEM_CSV: Dialect = { delimiter: ';', encoding: 'windows-1252', hasSepLine: false };

export const idOf = (world: World, cluster: number): string => world.clusters[cluster]?.id ?? '';

export const nameOf = ({ names, firms }: World, firm: number): string =>
  companyName(names, firm, industryOf(firms, firm).trades, LEGAL_FORMS[firms.legalForm[firm] as number] as string);

export const numberOf = ({ firms }: World, firm: number): string => String(firms.numbers[firm]);
