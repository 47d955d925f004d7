import * as vega from 'vega';
import { escapeText } from '../html/escape.ts';
import { textWidth } from './text-width.ts';
import { themedColour } from './theme.ts';

type Value = string | number | boolean | readonly unknown[] | null | undefined;

/** One drawn thing of a scene, a bar or a label, with its channels. */
type Item = Readonly<Record<string, Value>>;

/** A group of items of one kind. Its items are scenes where the kind is `group`. */
export interface Scene {
  readonly marktype: string;
  readonly role?: string;
  readonly clip?: unknown;
}

interface MarkKind {
  readonly tag: string;
  readonly nested?: boolean;
  readonly attr: (emit: (name: string, value: Value) => void, item: Item) => void;
  readonly background?: MarkKind['attr'];
}

/** Parts of Vega's interface that its types leave out. */
const { Marks, sceneVisit } = vega as unknown as {
  readonly Marks: Readonly<Record<string, MarkKind>>;
  readonly sceneVisit: (of: Scene | Item, visit: (member: never) => void) => void;
};

const STYLES: readonly (readonly [channel: string, attribute: string])[] = [
  ['fill', 'fill'],
  ['fillOpacity', 'fill-opacity'],
  ['stroke', 'stroke'],
  ['strokeOpacity', 'stroke-opacity'],
  ['strokeWidth', 'stroke-width'],
  ['strokeCap', 'stroke-linecap'],
  ['strokeJoin', 'stroke-linejoin'],
  ['strokeDash', 'stroke-dasharray'],
  ['strokeDashOffset', 'stroke-dashoffset'],
  ['opacity', 'opacity'],
];

/** `key|text` as the description of a mark becomes what the page's script shows and ties together. */
const MARK_LABEL = /^([a-z0-9-]*)\|([\s\S]*)$/;

/** Coordinates to a hundredth of a pixel. */
const shortened = (value: string): string =>
  value.replace(/-?\d+\.\d{3,}(?:e-\d+)?/g, (number) => String(Math.round(Number(number) * 100) / 100));

/** Where a group moves nothing. */
const STANDING_STILL = ' transform="translate(0,0)"';

const isSeen = (colour: Value): boolean => colour !== null && colour !== undefined && colour !== 'transparent';

function styleOf(item: Item): string {
  let style = '';
  const isStroked = isSeen(item.stroke);
  for (const [channel, attribute] of STYLES) {
    const value = item[channel];
    if (value === null || value === undefined || value === 'transparent') continue;
    if (channel.startsWith('stroke') && !isStroked) continue;
    if (attribute === 'opacity' && value === 1) continue;
    if (typeof value === 'object' && !Array.isArray(value))
      throw new Error(`A drawing holds plain colours only, and a mark has a gradient as its ${attribute}.`);
    style += ` ${attribute}="${typeof value === 'string' ? escapeText(themedColour(value)) : String(value)}"`;
  }
  return style;
}

/** Text within its limit: cut where it is wider, with an ellipsis. */
function cut(text: string, { fontSize, fontWeight, limit }: Item): string {
  const isBold = fontWeight === 'bold' || Number(fontWeight) >= 600;
  const widthOf = (part: string): number => textWidth(part, Number(fontSize ?? 11), isBold);
  const most = Number(limit ?? 0);
  if (most <= 0 || widthOf(text) < most) return text;
  let length = text.length;
  while (length > 0 && widthOf(text.slice(0, length)) >= most - widthOf('…')) length -= 1;
  return `${text.slice(0, length)}…`;
}

const wordsOf = (line: unknown, item: Item): string =>
  escapeText(cut(line === null || line === undefined ? '' : String(line).trim(), item));

function textOf(item: Item): string {
  const { text, lineBreak, fontSize, lineHeight } = item;
  const lines = typeof text === 'string' && typeof lineBreak === 'string' ? text.split(lineBreak) : text;
  if (!Array.isArray(lines)) return wordsOf(lines, item);
  if (lines.length === 1) return wordsOf(lines[0], item);
  const height = lineHeight ?? Number(fontSize ?? 11) + 2;
  return lines
    .map((line, at) => `<tspan${at === 0 ? '' : ` x="0" dy="${String(height)}"`}>${wordsOf(line, item)}</tspan>`)
    .join('');
}

function fontOf({ fontSize, fontStyle, fontWeight }: Item): string {
  const style = fontStyle === undefined || fontStyle === null ? '' : ` font-style="${String(fontStyle)}"`;
  const weight = fontWeight === undefined || fontWeight === null ? '' : ` font-weight="${String(fontWeight)}"`;
  return ` font-size="${String(fontSize ?? 11)}px"${style}${weight}`;
}

/** What a mark says of itself; a mark that the chart hides from readers says nothing. */
function labelOf({ aria, description }: Item): string {
  const said = aria === false || typeof description !== 'string' ? null : MARK_LABEL.exec(description);
  return said === null ? '' : ` data-key="${said[1]}" data-tip="${escapeText(said[2] as string)}"`;
}

function placeOf(attributes: MarkKind['attr'], item: Item): string {
  let place = '';
  attributes((name, value) => {
    if (value !== null && value !== undefined && value !== '') place += ` ${name}="${shortened(String(value))}"`;
  }, item);
  return place;
}

function itemMarkup({ tag, attr }: MarkKind, item: Item): string {
  if (tag !== 'text') return `<${tag}${labelOf(item)}${placeOf(attr, item)}${styleOf(item)}/>`;
  const text = Number(item.fontSize) === 0 ? '' : textOf(item);
  return text === '' ? '' : `<text${labelOf(item)}${placeOf(attr, item)}${fontOf(item)}${styleOf(item)}>${text}</text>`;
}

function groupMarkup({ attr, background }: MarkKind, group: Item): string {
  let inner = '';
  const isBacked = isSeen(group.fill) || isSeen(group.stroke);
  if (isBacked && background !== undefined) inner += `<path${placeOf(background, group)}${styleOf(group)}/>`;
  sceneVisit(group, (scene: Scene) => {
    inner += sceneMarkup(scene);
  });
  const place = placeOf(attr, group);
  return inner === '' || place === STANDING_STILL ? inner : `<g${place}>${inner}</g>`;
}

/**
 * A scene of Vega as SVG, without what only carries structure: no roles, no fonts, no empty texts and backgrounds, no
 * identifiers. Colours are the page's variables. Throws where a chart uses what would need identifiers: clips and gradients.
 */
export function sceneMarkup(scene: Scene): string {
  const kind = Marks[scene.marktype];
  if (kind === undefined) throw new Error(`There is no way to draw marks of the kind "${scene.marktype}".`);
  if (scene.clip) throw new Error('A drawing holds no identifiers, and a clipped mark would need one.');
  let inner = '';
  const draw = (item: Item): void => {
    inner += kind.tag === 'g' ? groupMarkup(kind, item) : itemMarkup(kind, item);
  };
  // A line or an area is one drawn thing, made of all its items.
  let isDrawn = false;
  sceneVisit(scene, (item: Item) => {
    if (kind.nested !== true || !isDrawn) draw(item);
    isDrawn = true;
  });
  const role = scene.role === undefined ? '' : ` role-${scene.role}`;
  return inner === '' ? '' : `<g class="mark-${scene.marktype}${role}">${inner}</g>`;
}
