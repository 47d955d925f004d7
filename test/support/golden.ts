import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect } from 'vitest';

export type PageLanguage = 'da' | 'en';

const UNSEEN = new Set(['style', 'script', 'svg', 'template', 'head', 'pre']);
const VOID = new Set(['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'wbr']);
const INLINE = new Set([
  'a',
  'abbr',
  'b',
  'bdi',
  'cite',
  'code',
  'data',
  'em',
  'i',
  'q',
  'small',
  'span',
  'strong',
  'sub',
  'sup',
  'time',
]);
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ', shy: '' };

const decoded = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    return NAMED[name] ?? whole;
  });

/**
 * What a reader of one language reads on a page: text without markup, drawings, raw data and the other language, a line for every
 * block. Cells of a row stand in one line, parted by bars.
 */
export function pageText(html: string, language: PageLanguage): string {
  const other = language === 'da' ? 'in-en' : 'in-da';
  const open: { name: string; isUnseen: boolean }[] = [];
  let text = '';
  for (const [, tag, between] of html.matchAll(/<(!--[\s\S]*?--|[^>]*)>([^<]*)/g)) {
    const [, slash, name = ''] = /^(\/?)\s*([a-z0-9]+)/i.exec(tag ?? '') ?? [];
    if (slash === '/') {
      const at = open.findLastIndex((one) => one.name === name);
      if (at >= 0) open.length = at;
      if (name === 'td' || name === 'th') text += ' | ';
      else if (!INLINE.has(name)) text += '\n';
    } else if (name !== '') {
      const classes = /\bclass="([^"]*)"/.exec(tag as string)?.[1]?.split(/\s+/) ?? [];
      const isUnseen = UNSEEN.has(name) || classes.includes(other) || (open.at(-1)?.isUnseen ?? false);
      if (!VOID.has(name) && !(tag as string).endsWith('/')) open.push({ name, isUnseen });
      if (!INLINE.has(name) && name !== 'td' && name !== 'th') text += '\n';
    }
    if (!(open.at(-1)?.isUnseen ?? false)) text += decoded(between as string).replace(/\s+/g, ' ');
  }
  const lines = text.split('\n').map((line) => line.replace(/ +/g, ' ').replace(/^[ |]+|[ |]+$/g, ''));
  return `${lines.filter((line) => line !== '').join('\n')}\n`;
}

/** Signs of a digest, short and whole, which can be digits alone by chance. Company numbers have 8 digits, production units 10. */
const DIGEST_LENGTHS: ReadonlySet<number> = new Set([12, 64]);

/** The text with everything that changes with every change of code replaced: digests and fingerprints. */
export const withoutDigests = (text: string): string =>
  text.replace(/\b[0-9a-f]{8,64}\b/g, (digest) =>
    /^\d+$/.test(digest) && !DIGEST_LENGTHS.has(digest.length) ? digest : '<digest>',
  );

const LINES_SHOWN = 30;

function differences(actual: readonly string[], expected: readonly string[]): string {
  const isExpected = new Set(expected);
  const isActual = new Set(actual);
  const gone = expected.flatMap((line, at) => (isActual.has(line) ? [] : [`- ${at + 1}: ${line}`]));
  const come = actual.flatMap((line, at) => (isExpected.has(line) ? [] : [`+ ${at + 1}: ${line}`]));
  const shown = [...gone.slice(0, LINES_SHOWN), ...come.slice(0, LINES_SHOWN)];
  return `${gone.length} lines gone, ${come.length} lines new${shown.length === 0 ? ' (the order differs)' : ''}\n${shown.join('\n')}`;
}

/**
 * Compares a text with a file that was looked at and committed. `UPDATE_GOLDEN=1` writes the file instead; a missing one
 * fails, so that no build makes its own expectation.
 */
export function expectGolden(actual: string, path: string): void {
  if (process.env.UPDATE_GOLDEN === '1') {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, actual);
    return;
  }
  const update = 'If the change is meant: UPDATE_GOLDEN=1 npm run test:golden, read the difference in git, commit it.';
  if (!existsSync(path)) expect.fail(`${path} is missing. ${update}`);
  const expected = readFileSync(path, 'utf8');
  if (actual !== expected)
    expect.fail(`${path} differs. ${update}\n${differences(actual.split('\n'), expected.split('\n'))}`);
}
