import { DIMENSIONS, type Dimension, type Figure, TOTAL } from '../../contract/figure.ts';

/**
 * A number that a figure tells its readers: its value where that adds up, what it is a share of, how many stand behind it.
 * `complement` is told by no figure but follows from numerator and denominator.
 */
export type Role = 'value' | 'numerator' | 'denominator' | 'complement' | 'amount' | 'n';

export interface Quantity {
  /** Indicator, measure, role and year: within a family quantities differ by breakdown only. */
  readonly family: string;
  readonly codes: readonly string[];
  /** The codes as one text. */
  readonly place: string;
  readonly value: number;
  readonly role: Role;
  /** Place of the figure that tells it. */
  readonly figure: number;
}

/** Quotients that give no numerator, and the measure whose product with them is one: published, they tell the product. */
const QUOTIENTS: Readonly<Record<string, { readonly base: string; readonly factor: number }>> = {
  'FIN02/share_pct': { base: 'FIN01/sum_dkk', factor: 0.01 },
  'FIN02/cash_share_pct': { base: 'FIN01/sum_dkk', factor: 0.01 },
  'ORG01/companies_per_fte': { base: 'ORG01/fte', factor: 1 },
};

const codesOf = (figure: Figure): string[] => DIMENSIONS.map((dimension) => figure[dimension]);

export const placeOfCodes = (codes: readonly string[]): string => codes.join('\u0001');

const measureOf = ({ indicator, measure }: Figure): string => `${indicator}/${measure}`;

export const cellOf = (figure: Figure): string =>
  [measureOf(figure), figure.referenceYear, ...codesOf(figure)].join('\u0001');

/** Values that add up over the parts of a breakdown; not percentages, estimates and order statistics. */
const isAmount = ({ numerator, denominator, disclosureClass, unit }: Figure): boolean =>
  numerator === null &&
  denominator === null &&
  (disclosureClass === 'S0' || disclosureClass === 'S1' || disclosureClass === 'S2') &&
  unit !== 'pct';

/** Everything that the computed figures tell, in their order. */
export function quantitiesOf(figures: readonly Figure[]): Quantity[] {
  const bases = new Set(Object.values(QUOTIENTS).map(({ base }) => base));
  const baseValues = new Map<string, number>();
  for (const figure of figures)
    if (bases.has(measureOf(figure)) && figure.value !== null) baseValues.set(cellOf(figure), figure.value);
  const quantities: Quantity[] = [];
  figures.forEach((figure, place) => {
    const { value, numerator, denominator, n, status, disclosureClass } = figure;
    if (status !== 'computed' || value === null) return;
    const measure = measureOf(figure);
    const codes = codesOf(figure);
    const key = placeOfCodes(codes);
    const tell = (role: Role, number: number): void => {
      quantities.push({
        family: `${measure}/${role}@${figure.referenceYear}`,
        codes,
        place: key,
        value: number,
        role,
        figure: place,
      });
    };
    const quotient = QUOTIENTS[measure];
    if (quotient !== undefined) {
      const [indicator = '', name = ''] = quotient.base.split('/');
      const base = baseValues.get(cellOf({ ...figure, indicator, measure: name }));
      if (base !== undefined) tell('amount', Math.round(value * quotient.factor * base * 100) / 100);
    } else if (isAmount(figure)) tell('value', value);
    if (numerator !== null) {
      tell('numerator', numerator);
      const whole = denominator ?? (disclosureClass === 'S3' ? n : null);
      if (denominator !== null) tell('denominator', denominator);
      if (whole !== null) tell('complement', whole - numerator);
    }
    if (n !== null && n !== value && (denominator === null || n !== denominator)) tell('n', n);
  });
  return quantities;
}

/** Places of the dimensions a quantity is broken down by. */
export const brokenDown = (codes: readonly string[]): number[] =>
  codes.flatMap((code, place) => (code === TOTAL ? [] : [place]));

export const dimensionAt = (place: number): Dimension => DIMENSIONS[place] as Dimension;
