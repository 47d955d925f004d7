import { Refusal } from '../refusal.ts';

/** One tag of an XML text: local name, text of its attributes, and where it stands. */
export interface XmlTag {
  name: string;
  attributes: string;
  isOpening: boolean;
  /** Opening and closing at once. */
  isEmpty: boolean;
  start: number;
  end: number;
}

const ENTITY: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const fromCodePoint = (code: number): string =>
  code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : '\ufffd';

/** Character data as text: the five named entities, numeric ones, and line ends as XML has them. */
function xmlText(raw: string): string {
  const text = raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw;
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|([a-z]+));/g, (whole, hex, decimal, named) => {
    if (hex !== undefined) return fromCodePoint(Number.parseInt(hex, 16));
    if (decimal !== undefined) return fromCodePoint(Number(decimal));
    return ENTITY[named as string] ?? whole;
  });
}

/** The value of an attribute, by its local name. */
export function attribute(attributes: string, name: string): string | undefined {
  let from = 0;
  for (;;) {
    const at = attributes.indexOf(name, from);
    if (at === -1) return undefined;
    from = at + name.length;
    const before = at === 0 ? ' ' : attributes.charAt(at - 1);
    if (before !== ' ' && before !== ':' && before !== '\n' && before !== '\t' && before !== '\r') continue;
    const equals = /^\s*=\s*(["'])/.exec(attributes.slice(from, from + 20));
    if (equals === null) continue;
    const start = from + equals[0].length;
    const end = attributes.indexOf(equals[1] as string, start);
    return end === -1 ? undefined : xmlText(attributes.slice(start, end));
  }
}

/** The attributes `r`, `s` and `t` of a cell, found in one pass; sheets have millions of them. */
export function shortAttributes(attributes: string): { r?: string; s?: string; t?: string } {
  const found: { r?: string; s?: string; t?: string } = {};
  let at = attributes.indexOf('=');
  while (at !== -1) {
    const quote = attributes.charCodeAt(at + 1);
    if (quote !== 34 && quote !== 39) return spacedAttributes(attributes);
    const end = attributes.indexOf(quote === 34 ? '"' : "'", at + 2);
    if (end === -1) return found;
    const before = attributes.charCodeAt(at - 2);
    if (before <= 32) {
      const name = attributes.charCodeAt(at - 1);
      if (name === 114) found.r = attributes.slice(at + 2, end);
      else if (name === 115) found.s = attributes.slice(at + 2, end);
      else if (name === 116) found.t = attributes.slice(at + 2, end);
      else if (name <= 32) return spacedAttributes(attributes);
    }
    at = attributes.indexOf('=', end);
  }
  return found;
}

/** The same where blanks stand around the equals sign. */
function spacedAttributes(attributes: string): { r?: string; s?: string; t?: string } {
  const [r, s, t] = ['r', 's', 't'].map((name) => attribute(attributes, name));
  return { ...(r === undefined ? {} : { r }), ...(s === undefined ? {} : { s }), ...(t === undefined ? {} : { t }) };
}

/**
 * Walks over the tags of an XML text, linear in its length. Comments, instructions and CDATA marks are stepped over. A
 * document type is refused: entities can swell without end and point to other files.
 */
export class XmlScanner {
  readonly text: string;
  readonly tag: XmlTag = { name: '', attributes: '', isOpening: false, isEmpty: false, start: 0, end: 0 };
  #position = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** Moves to the next tag; false at the end. */
  next(): boolean {
    const { text, tag } = this;
    for (;;) {
      const start = text.indexOf('<', this.#position);
      if (start === -1) return false;
      const mark = text.charCodeAt(start + 1);
      if (mark === 33 || mark === 63) {
        this.#stepOver(start, mark);
        continue;
      }
      let end = text.indexOf('>', start);
      if (end === -1) return false;
      while (!isBalanced(text, start, end)) {
        end = text.indexOf('>', end + 1);
        if (end === -1) return false;
      }
      this.#position = end + 1;
      const isClosing = mark === 47;
      const isEmpty = text.charCodeAt(end - 1) === 47;
      const stop = isEmpty ? end - 1 : end;
      let nameEnd = start + (isClosing ? 2 : 1);
      let nameStart = nameEnd;
      for (; nameEnd < stop; nameEnd += 1) {
        const code = text.charCodeAt(nameEnd);
        if (code <= 32) break;
        if (code === 58) nameStart = nameEnd + 1;
      }
      tag.name = text.slice(nameStart, nameEnd);
      tag.attributes = nameEnd < stop ? text.slice(nameEnd, stop) : '';
      tag.isOpening = !isClosing;
      tag.isEmpty = isEmpty && !isClosing;
      tag.start = start;
      tag.end = end + 1;
      return true;
    }
  }

  /** Text from the current opening tag to the next tag of any kind, CDATA sections read. */
  content(): string {
    const start = this.tag.end;
    if (this.tag.isEmpty) return '';
    let end = this.text.indexOf('<', start);
    if (end === -1) return xmlText(this.text.slice(start));
    if (!this.text.startsWith('<![CDATA[', end)) return xmlText(this.text.slice(start, end));
    let result = xmlText(this.text.slice(start, end));
    while (this.text.startsWith('<![CDATA[', end)) {
      const close = this.text.indexOf(']]>', end);
      if (close === -1) return result + this.text.slice(end + 9);
      result += this.text.slice(end + 9, close);
      const after = this.text.indexOf('<', close);
      end = after === -1 ? this.text.length : after;
      result += xmlText(this.text.slice(close + 3, end));
    }
    return result;
  }

  #stepOver(start: number, mark: number): void {
    const { text } = this;
    const ending =
      mark === 63 ? '?>' : text.startsWith('<!--', start) ? '-->' : text.startsWith('<![CDATA[', start) ? ']]>' : '';
    if (ending === '') throw new Refusal('XML_DOCTYPE');
    const end = text.indexOf(ending, start);
    this.#position = end === -1 ? text.length : end + ending.length;
  }
}

/** Whether the quotes between two places are closed; a `>` within an attribute does not end the tag. */
function isBalanced(text: string, start: number, end: number): boolean {
  let open = 0;
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (open === 0 && (code === 34 || code === 39)) open = code;
    else if (code === open) open = 0;
  }
  return open === 0;
}
