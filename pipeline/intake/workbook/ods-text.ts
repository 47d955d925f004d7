import { Refusal } from '../refusal.ts';
import type { XmlScanner } from './xml.ts';

/** Characters that a cell of a workbook can hold. */
const CELL_CHARACTERS = 32_767;

/** What stands in a cell beside its text: notes and drawings. */
const BESIDE: ReadonlySet<string> = new Set(['annotation', 'frame', 'custom-shape', 'g', 'control', 'ruby-text']);

/**
 * The text of one cell of an OpenDocument spreadsheet: its paragraphs on lines of their own, blanks as written there (a
 * run of blanks in the XML is one; more of them have tags), without notes and drawings.
 */
export class OdsText {
  readonly #scanner: XmlScanner;
  #paragraphs: string[] = [];
  #text = '';
  #isOpen = false;
  #beside = 0;

  constructor(scanner: XmlScanner) {
    this.#scanner = scanner;
  }

  start(): void {
    this.#paragraphs = [];
    this.#text = '';
    this.#isOpen = false;
    this.#beside = 0;
  }

  /** Takes the scanner's current tag, one within the cell. */
  take(): void {
    const { name, attributes, isOpening, isEmpty } = this.#scanner.tag;
    if (BESIDE.has(name) && !isEmpty) this.#beside += isOpening ? 1 : -1;
    if (this.#beside > 0) return;
    if (name === 'p' || name === 'h') {
      this.#isOpen = isOpening && !isEmpty;
      if (isOpening) this.#text = '';
      if (!this.#isOpen) {
        this.#paragraphs.push(this.#text);
        return;
      }
    }
    if (!this.#isOpen) return;
    if (isOpening && name === 's') this.#add(' '.repeat(blanks(attributes)));
    else if (isOpening && name === 'tab') this.#add('\t');
    else if (isOpening && name === 'line-break') this.#add('\n');
    const written = this.#scanner.following().replace(/[ \t\r\n]+/g, ' ');
    this.#add(this.#text === '' && name === 'p' ? written.trimStart() : written);
  }

  end(): string {
    return this.#paragraphs.join('\n');
  }

  #add(text: string): void {
    this.#text += text;
    if (this.#text.length > 10 * CELL_CHARACTERS) throw new Refusal('WORKBOOK_DAMAGED', { what: 'endless text' });
  }
}

function blanks(attributes: string): number {
  const count = Number(/:c\s*=\s*["'](\d+)["']/.exec(attributes)?.[1] ?? 1);
  if (count > CELL_CHARACTERS) throw new Refusal('WORKBOOK_DAMAGED', { what: `${count} blanks` });
  return count;
}
