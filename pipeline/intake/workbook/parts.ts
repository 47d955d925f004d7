import { Refusal } from '../refusal.ts';
import { type NumberForm, numberForm } from './formats.ts';
import { attribute, XmlScanner } from './xml.ts';
import type { ZipArchive } from './zip.ts';

/** A sheet as the workbook lists it. */
export interface SheetPart {
  readonly name: string;
  readonly path: string;
  readonly isHidden: boolean;
}

/** What a workbook says about itself, and what its cells refer to. */
export interface WorkbookParts {
  readonly sheets: readonly SheetPart[];
  readonly is1904: boolean;
  readonly strings: readonly string[];
  /** Form of the numbers of a cell style. */
  readonly forms: readonly NumberForm[];
  readonly hasMacros: boolean;
  readonly hasExternalLinks: boolean;
}

/** The text of a part; UTF-16 is told by its mark. */
export function partText(zip: ZipArchive, name: string): string {
  const bytes = zip.read(name);
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return buffer.toString('utf16le', 2);
  return buffer.toString('utf8', bytes[0] === 0xef ? 3 : 0);
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

/** A target of a relationship as a name within the archive. */
function resolveTarget(base: string, target: string): string {
  const parts = (target.startsWith('/') ? target.slice(1) : base + target).split('/');
  const path: string[] = [];
  for (const part of parts) {
    if (part === '..') path.pop();
    else if (part !== '.' && part !== '') path.push(part);
  }
  return path.join('/');
}

interface Relationship {
  readonly id: string;
  readonly type: string;
  readonly target: string;
}

function relationships(zip: ZipArchive, part: string): Relationship[] {
  const folder = folderOf(part);
  const name = `${folder}_rels/${part.slice(folder.length)}.rels`;
  if (!zip.has(name)) return [];
  const scanner = new XmlScanner(partText(zip, name));
  const found: Relationship[] = [];
  while (scanner.next()) {
    const { name: tag, attributes, isOpening } = scanner.tag;
    if (tag !== 'Relationship' || !isOpening || attribute(attributes, 'TargetMode') === 'External') continue;
    found.push({
      id: attribute(attributes, 'Id') ?? '',
      type: (attribute(attributes, 'Type') ?? '').split('/').at(-1) ?? '',
      target: resolveTarget(folder, attribute(attributes, 'Target') ?? ''),
    });
  }
  return found;
}

const ESCAPED = /_x([0-9A-Fa-f]{4})_/g;

/** Characters that XML cannot hold are written `_x000D_` in workbooks. */
export const unescapeCell = (text: string): string =>
  text.includes('_x')
    ? text.replace(ESCAPED, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;

/** Strings of the shared table: all runs joined, phonetic guides left out. */
function sharedStrings(xml: string): string[] {
  const scanner = new XmlScanner(xml);
  const strings: string[] = [];
  let text = '';
  let phonetic = 0;
  while (scanner.next()) {
    const { name, isOpening, isEmpty } = scanner.tag;
    if (name === 't' && isOpening && phonetic === 0) text += scanner.content();
    else if (name === 'rPh') phonetic += isOpening ? (isEmpty ? 0 : 1) : -1;
    else if (name === 'si') {
      if (!isOpening || isEmpty) strings.push(unescapeCell(text));
      text = '';
    }
  }
  return strings;
}

function cellForms(xml: string): NumberForm[] {
  const scanner = new XmlScanner(xml);
  const codes = new Map<number, string>();
  const forms: NumberForm[] = [];
  let isInCellFormats = false;
  while (scanner.next()) {
    const { name, attributes, isOpening } = scanner.tag;
    if (name === 'numFmt' && isOpening)
      codes.set(Number(attribute(attributes, 'numFmtId')), attribute(attributes, 'formatCode') ?? '');
    else if (name === 'cellXfs') isInCellFormats = isOpening;
    else if (name === 'xf' && isOpening && isInCellFormats) {
      const id = Number(attribute(attributes, 'numFmtId') ?? 0);
      forms.push(numberForm(id, codes.get(id)));
    }
  }
  return forms;
}

/** Reads the list of sheets, the shared strings and the number formats. Refuses what is a zip but no workbook of this kind. */
export function readParts(zip: ZipArchive): WorkbookParts {
  const root = relationships(zip, '');
  const workbook = root.find(({ type }) => type === 'officeDocument')?.target ?? 'xl/workbook.xml';
  if (!zip.has(workbook)) throw new Refusal('WORKBOOK_UNKNOWN');
  if (workbook.endsWith('.bin')) throw new Refusal('FORMAT_UNREADABLE', { format: 'XLSB' });
  const links = relationships(zip, workbook);
  const targetOf = (type: string): string | undefined =>
    links.find((link) => link.type === type && zip.has(link.target))?.target;
  const scanner = new XmlScanner(partText(zip, workbook));
  const sheets: SheetPart[] = [];
  let is1904 = false;
  while (scanner.next()) {
    const { name, attributes, isOpening } = scanner.tag;
    // An extension list can hold another tag of this name, without the attribute.
    if (name === 'workbookPr' && isOpening) is1904 ||= ['1', 'true'].includes(attribute(attributes, 'date1904') ?? '');
    if (name !== 'sheet' || !isOpening) continue;
    const id = /(?:^|\s)(?:\w+:)?id\s*=\s*["']([^"']*)["']/.exec(attributes)?.[1] ?? '';
    const link = links.find((candidate) => candidate.id === id);
    if (link === undefined || link.type !== 'worksheet' || !zip.has(link.target)) continue;
    sheets.push({
      name: attribute(attributes, 'name') ?? '',
      path: link.target,
      isHidden: (attribute(attributes, 'state') ?? 'visible') !== 'visible',
    });
  }
  const strings = targetOf('sharedStrings');
  const styles = targetOf('styles');
  return {
    sheets,
    is1904,
    strings: strings === undefined ? [] : sharedStrings(partText(zip, strings)),
    forms: styles === undefined ? [] : cellForms(partText(zip, styles)),
    hasMacros: zip.names.some((name) => /vbaproject\.bin$/i.test(name)),
    hasExternalLinks: zip.names.some((name) => /externallinks\/externallink/i.test(name)),
  };
}
