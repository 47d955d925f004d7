import { Refusal } from '../refusal.ts';
import { type NumberForm, numberForm } from './formats.ts';
import { ownString, partPieces, partText } from './part-text.ts';
import { attribute, XmlScanner } from './xml.ts';
import type { ZipArchive } from './zip.ts';

/** A sheet as the workbook lists it. */
export interface SheetPart {
  readonly name: string;
  readonly path: string;
  readonly isHidden: boolean;
}

/** A sheet that the workbook lists but that holds no table: a chart, a dialog, a macro, or nothing at all. */
export interface OtherSheet {
  readonly name: string;
  readonly kind: string;
}

/** What a workbook says about itself, and what its cells refer to. */
export interface WorkbookParts {
  readonly sheets: readonly SheetPart[];
  readonly others: readonly OtherSheet[];
  readonly is1904: boolean;
  readonly strings: readonly string[];
  /** Form of the numbers of a cell style. */
  readonly forms: readonly NumberForm[];
  readonly hasMacros: boolean;
  readonly hasExternalLinks: boolean;
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

async function relationships(zip: ZipArchive, part: string): Promise<Relationship[]> {
  const folder = folderOf(part);
  const name = `${folder}_rels/${part.slice(folder.length)}.rels`;
  if (!zip.has(name)) return [];
  const scanner = new XmlScanner(await partText(zip, name));
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

/** Strings and characters of the shared table above which a workbook is refused, for memory's sake. */
const STRING_LIMIT = 1_000_000;
export const TEXT_LIMIT = 40_000_000;

/** Strings of the shared table: all runs joined, phonetic guides left out. */
async function sharedStrings(pieces: AsyncIterable<string>): Promise<string[]> {
  const scanner = new XmlScanner();
  const strings: string[] = [];
  let characters = 0;
  let text = '';
  let phonetic = 0;
  const take = (): void => {
    while (scanner.next()) {
      const { name, isOpening, isEmpty } = scanner.tag;
      if (name === 't' && isOpening && phonetic === 0) text += scanner.content();
      else if (name === 'rPh') phonetic += isOpening ? (isEmpty ? 0 : 1) : -1;
      else if (name === 'si') {
        if (!isOpening || isEmpty) strings.push(ownString(unescapeCell(text)));
        characters += text.length;
        text = '';
      }
      if (strings.length > STRING_LIMIT || characters + text.length > TEXT_LIMIT)
        throw new Refusal('WORKBOOK_TEXT', { strings: STRING_LIMIT, characters: TEXT_LIMIT });
    }
  };
  for await (const piece of pieces) {
    scanner.push(piece);
    take();
  }
  scanner.finish();
  take();
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
export async function readParts(zip: ZipArchive): Promise<WorkbookParts> {
  const root = await relationships(zip, '');
  const workbook = root.find(({ type }) => type === 'officeDocument')?.target ?? 'xl/workbook.xml';
  if (workbook.endsWith('.bin') || zip.has('xl/workbook.bin'))
    throw new Refusal('FORMAT_UNREADABLE', { format: 'XLSB' });
  if (!zip.has(workbook)) throw new Refusal('WORKBOOK_UNKNOWN');
  const links = await relationships(zip, workbook);
  const targetOf = (type: string): string | undefined =>
    links.find((link) => link.type === type && zip.has(link.target))?.target;
  const scanner = new XmlScanner(await partText(zip, workbook));
  const sheets: SheetPart[] = [];
  const others: OtherSheet[] = [];
  let is1904 = false;
  while (scanner.next()) {
    const { name, attributes, isOpening } = scanner.tag;
    // An extension list can hold another tag of this name, without the attribute.
    if (name === 'workbookPr' && isOpening) is1904 ||= ['1', 'true'].includes(attribute(attributes, 'date1904') ?? '');
    if (name !== 'sheet' || !isOpening) continue;
    const id = /(?:^|\s)(?:\w+:)?id\s*=\s*["']([^"']*)["']/.exec(attributes)?.[1] ?? '';
    const link = links.find((candidate) => candidate.id === id);
    const sheetName = attribute(attributes, 'name') ?? '';
    if (link === undefined || !zip.has(link.target)) others.push({ name: sheetName, kind: 'missing' });
    else if (link.type !== 'worksheet') others.push({ name: sheetName, kind: link.type });
    else
      sheets.push({
        name: sheetName,
        path: link.target,
        isHidden: (attribute(attributes, 'state') ?? 'visible') !== 'visible',
      });
  }
  const strings = targetOf('sharedStrings');
  const styles = targetOf('styles');
  return {
    sheets,
    others,
    is1904,
    strings: strings === undefined ? [] : await sharedStrings(partPieces(zip, strings)),
    forms: styles === undefined ? [] : cellForms(await partText(zip, styles)),
    hasMacros: zip.names.some((name) => /vbaproject\.bin$/i.test(name)),
    hasExternalLinks: zip.names.some((name) => /externallinks\/externallink/i.test(name)),
  };
}
