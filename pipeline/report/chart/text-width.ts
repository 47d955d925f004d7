/** Advance widths of Helvetica (also of Arial and Liberation Sans) for U+0020 to U+007E, in thousandths of the font size. */
const WIDTHS = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
  722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
  556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
  260, 334, 584,
];

const OTHERS: Readonly<Record<string, number>> = {
  æ: 889,
  ø: 611,
  å: 556,
  Æ: 1000,
  Ø: 778,
  Å: 667,
  é: 556,
  '\u00A0': 278,
  '\u2212': 584,
  '–': 556,
};

/** Width of a line of text in pixels. */
export function textWidth(text: string, fontSize: number, isBold = false): number {
  let thousandths = 0;
  for (const character of text)
    thousandths += WIDTHS[(character.codePointAt(0) as number) - 32] ?? OTHERS[character] ?? 600;
  return (thousandths / 1000) * fontSize * (isBold ? 1.06 : 1);
}
