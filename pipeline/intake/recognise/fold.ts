const LETTERS: Readonly<Record<string, string>> = { æ: 'ae', ø: 'oe', å: 'aa', ä: 'ae', ö: 'oe', ü: 'u', ß: 'ss' };

/** How to fill a column, behind its name; units are no such hint, for they say what the numbers mean. */
const HINT =
  /\s*\((?:ja\s*\/\s*nej|j\/n|yes\s*\/\s*no|sæt kryds|sæt x|x|\d\s*[-–]\s*\d+|fra\s*-\s*til|d+[-./]m+[-./][åy]+|å{4})\)\s*$/i;

/** A header as a key: lower case, Danish letters written out, accents, blanks, punctuation and hints gone. `CVR-nr.` → `cvrnr`. */
export const foldHeader = (header: string): string =>
  header
    .normalize('NFC')
    .replace(HINT, '')
    .toLowerCase()
    .replace(/[æøåäöüß]/g, (letter) => LETTERS[letter] as string)
    .normalize('NFD')
    .replace(/[^a-z0-9]/g, '');
