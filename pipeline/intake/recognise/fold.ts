const LETTERS: Readonly<Record<string, string>> = { æ: 'ae', ø: 'oe', å: 'aa', ä: 'ae', ö: 'oe', ü: 'u', ß: 'ss' };

/** A header as a key: lower case, Danish letters written out, accents, blanks and punctuation gone. `CVR-nr.` → `cvrnr`. */
export const foldHeader = (header: string): string =>
  header
    .normalize('NFC')
    .toLowerCase()
    .replace(/[æøåäöüß]/g, (letter) => LETTERS[letter] as string)
    .normalize('NFD')
    .replace(/[^a-z0-9]/g, '');
