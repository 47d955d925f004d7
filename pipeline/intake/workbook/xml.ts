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

/** Characters of text that may wait for the end of a tag; no tag or cell of a workbook is that long. */
const LONGEST_WAIT = 8_000_000;

/**
 * Walks over the tags of an XML text, linear in its length. The text comes whole or in pieces: `next` gives only tags
 * whose text up to the following tag is there. Comments, instructions and CDATA marks are stepped over. A document type is
 * refused: entities can swell without end and point to other files.
 */
export class XmlScanner {
  readonly tag: XmlTag = { name: '', attributes: '', isOpening: false, isEmpty: false, start: 0, end: 0 };
  #text: string;
  #position = 0;
  #isWhole: boolean;
  /** Start of the last tag of the text at hand; what begins there may be cut. */
  #last = 0;
  #hasSections = false;

  /** A scanner of a whole text; without one, of text that `push` brings. */
  constructor(text?: string) {
    this.#text = text ?? '';
    this.#isWhole = text !== undefined;
  }

  /** Takes the next piece of the text. Refuses text in which a tag does not end. */
  push(piece: string): void {
    this.#text = this.#text.slice(this.#position) + piece;
    this.#position = 0;
    if (this.#text.length > LONGEST_WAIT + piece.length) throw new Refusal('WORKBOOK_DAMAGED', { what: 'endless tag' });
    this.#last = this.#text.lastIndexOf('<');
    this.#hasSections = this.#text.includes('<![') || this.#text.length - this.#last < SECTION.length;
  }

  /** Says that no piece follows. */
  finish(): void {
    this.#isWhole = true;
  }

  /** Moves to the next tag; false where there is none, or none that is complete yet. */
  next(): boolean {
    const text = this.#text;
    const { tag } = this;
    for (;;) {
      const start = text.indexOf('<', this.#position);
      if (start === -1) return false;
      const mark = text.charCodeAt(start + 1);
      if (mark === 33 || mark === 63) {
        if (!this.#stepOver(start, mark)) return false;
        continue;
      }
      const end = tagEnd(text, start);
      if (end === -1 || !(this.#isWhole || this.#isFollowed(end + 1))) return false;
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

  /** Text within the current opening tag, up to the next tag of any kind. */
  content(): string {
    return this.tag.isEmpty ? '' : this.following();
  }

  /** Text behind the current tag, up to the next tag of any kind, CDATA sections read. */
  following(): string {
    const text = this.#text;
    const start = this.tag.end;
    let end = text.indexOf('<', start);
    if (end === -1) return xmlText(text.slice(start));
    if (!text.startsWith(SECTION, end)) return xmlText(text.slice(start, end));
    let result = xmlText(text.slice(start, end));
    while (text.startsWith(SECTION, end)) {
      const close = text.indexOf(']]>', end);
      if (close === -1) return result + text.slice(end + 9);
      result += text.slice(end + 9, close);
      const after = text.indexOf('<', close);
      end = after === -1 ? text.length : after;
      result += xmlText(text.slice(close + 3, end));
    }
    return result;
  }

  /** Whether the text from a place to the next tag is at hand. */
  #isFollowed(from: number): boolean {
    if (from > this.#last) return false;
    if (!this.#hasSections) return true;
    let at = this.#text.indexOf('<', from);
    for (;;) {
      if (at === -1 || this.#text.length - at < SECTION.length) return false;
      if (!this.#text.startsWith(SECTION, at)) return true;
      const close = this.#text.indexOf(']]>', at);
      if (close === -1) return false;
      at = this.#text.indexOf('<', close);
    }
  }

  /** Moves behind what is no tag; false where its end is not there yet. */
  #stepOver(start: number, mark: number): boolean {
    const text = this.#text;
    if (!this.#isWhole && text.length - start < SECTION.length) return false;
    const ending =
      mark === 63 ? '?>' : text.startsWith('<!--', start) ? '-->' : text.startsWith(SECTION, start) ? ']]>' : '';
    if (ending === '') throw new Refusal('XML_DOCTYPE');
    const end = text.indexOf(ending, start);
    if (end === -1 && !this.#isWhole) return false;
    this.#position = end === -1 ? text.length : end + ending.length;
    return true;
  }
}

const SECTION = '<![CDATA[';

/** Place of the `>` that ends the tag at `start`, not one within an attribute; -1 where there is none. */
function tagEnd(text: string, start: number): number {
  let end = text.indexOf('>', start);
  let at = start;
  let quote = 0;
  while (end !== -1) {
    for (; at < end; at += 1) {
      const code = text.charCodeAt(at);
      if (quote === 0 && (code === 34 || code === 39)) quote = code;
      else if (code === quote) quote = 0;
    }
    if (quote === 0) return end;
    end = text.indexOf('>', end + 1);
  }
  return -1;
}
