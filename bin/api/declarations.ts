import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Something the library exports, as its declaration file has it. */
export interface Declaration {
  readonly name: string;
  readonly kind: 'function' | 'constant' | 'class' | 'interface' | 'type';
  /** The comment above it without its marks; empty where there is none. */
  readonly description: string;
  readonly signature: string;
}

/** The exports of one module, in the order in which they stand. */
export interface Module {
  /** Path without ending, below the folder of the index. */
  readonly path: string;
  readonly declarations: readonly Declaration[];
}

const KINDS: Readonly<Record<string, Declaration['kind']>> = {
  function: 'function',
  const: 'constant',
  class: 'class',
  interface: 'interface',
  type: 'type',
};

const START = /^export (?:declare )?(function|const|class|interface|type) (\w+)/;

/** A comment without its marks. */
export const commentText = (comment: string): string =>
  comment
    .replace(/^\s*\/\*\*\s?/, '')
    .replace(/\s*\*\/\s*$/, '')
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, ''))
    .join('\n')
    .trim();

/** Last line of the statement that begins at `from`: the first that closes all brackets and ends in `;` or `}`. */
function endOfStatement(lines: readonly string[], from: number): number {
  let depth = 0;
  let isComment = false;
  for (let at = from; at < lines.length; at++) {
    const line = lines[at] as string;
    if (/^\s*\/\*\*/.test(line)) isComment = true;
    if (!isComment) depth += (line.match(/[{([]/g) ?? []).length - (line.match(/[})\]]/g) ?? []).length;
    if (/\*\/\s*$/.test(line)) isComment = false;
    else if (!isComment && depth <= 0 && /[;}]\s*$/.test(line)) return at;
  }
  return lines.length - 1;
}

/** The exported declarations of a `.d.ts` file. */
export function readDeclarations(text: string): Declaration[] {
  const lines = text.split('\n');
  const found: Declaration[] = [];
  let comment: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] as string;
    if (line.startsWith('/**')) {
      comment = [line];
      while (!(lines[at] as string).trimEnd().endsWith('*/')) comment.push(lines[++at] as string);
      continue;
    }
    const start = START.exec(line);
    if (start !== null) {
      const end = endOfStatement(lines, at);
      found.push({
        name: start[2] as string,
        kind: KINDS[start[1] as string] as Declaration['kind'],
        description: commentText(comment.join('\n')),
        signature: lines
          .slice(at, end + 1)
          .join('\n')
          .replace(/^export (?:declare )?/, ''),
      });
      at = end;
    }
    if (line.trim() !== '') comment = [];
  }
  return found;
}

const REEXPORT = /export (?:type )?(?:\*|\{([^}]*)\}) from '\.\/([^']+)\.ts'/g;

/**
 * What the index of a library exports, followed through the modules that it names.
 *
 * @param folder with the `.d.ts` files, the index among them
 */
export function readLibrary(folder: string, index = 'index'): { readonly about: string; readonly modules: Module[] } {
  const text = readFileSync(join(folder, `${index}.d.ts`), 'utf8');
  const about = /^\/\*\*[\s\S]*?\*\//.exec(text)?.[0] ?? '';
  const modules = [...text.matchAll(REEXPORT)].flatMap(([, names, path]): Module[] => {
    const wanted = names?.split(',').map((name) => name.trim().replace(/^type /, ''));
    const place = path as string;
    const isIndex = place.endsWith('/index');
    const inner = isIndex ? readLibrary(join(folder, dirname(place))).modules : [];
    const own = readDeclarations(readFileSync(join(folder, `${place}.d.ts`), 'utf8'));
    const all = [
      { path: place, declarations: own },
      ...inner.map((module) => ({ ...module, path: join(dirname(place), module.path) })),
    ];
    return all.map((module) => ({
      ...module,
      declarations: module.declarations.filter(({ name }) => wanted === undefined || wanted.includes(name)),
    }));
  });
  return { about: commentText(about), modules: modules.filter(({ declarations }) => declarations.length > 0) };
}
