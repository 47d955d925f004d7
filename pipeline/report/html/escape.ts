declare const kind: unique symbol;

/** Text that is safe in a context. Plain strings do not have the type, so they cannot be placed unescaped. */
type Safe<Kind extends string> = { readonly [kind]: Kind };

class SafeHtml {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

/** Markup that may stand in an HTML document as it is. */
export type Html = SafeHtml & Safe<'html'>;

const HTML_ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Marks that turn the direction of the text after them; isolated or dropped so that a name cannot reorder its neighbours. */
const DIRECTION_MARKS = /[\u202A-\u202E\u2066-\u2069\u200E\u200F\u061C]/g;

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
const CONTROLS = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFFFE\uFFFF]/g;

/** Text from the drop as it may be shown: no control characters and no direction marks. */
export const plainText = (text: string): string => text.replace(CONTROLS, '').replace(DIRECTION_MARKS, '');

/** Escapes text for element content and quoted attributes. */
export const escapeText = (text: string): string =>
  plainText(text).replace(/[&<>"']/g, (character) => HTML_ENTITIES[character] as string);

/** Declares markup that this stage made itself to be safe. Never call it on text of a drop. */
export const trustedHtml = (markup: string): Html => new SafeHtml(markup) as Html;

export const isHtml = (value: unknown): value is Html => value instanceof SafeHtml;

/** What a template prints: markup as it is, everything else escaped; nothing for null. */
export const toMarkup = (value: unknown): string =>
  isHtml(value) ? value.text : value === null || value === undefined ? '' : escapeText(String(value));

/** Template literal whose values are escaped unless they are markup: html`<b>${name}</b>`. */
export function html(parts: TemplateStringsArray, ...values: readonly unknown[]): Html {
  const markup = parts.reduce((text, part, index) => {
    const value = values[index - 1];
    const shown = Array.isArray(value) ? value.map(toMarkup).join('') : toMarkup(value);
    return text + shown + part;
  });
  return trustedHtml(markup);
}

/** A cell of a CSV file: quoted where needed, and never read as a formula by a spreadsheet. */
export function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = plainText(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A name of a file or a fragment made of any text: lower-case ASCII letters, digits and hyphens. */
export const slug = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll('æ', 'ae')
    .replaceAll('ø', 'oe')
    .replaceAll('å', 'aa')
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
