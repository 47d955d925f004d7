import type { Declaration, Module } from './declarations.ts';

const escaped = (text: string): string => text.replace(/[&<>"]/g, (mark) => `&#${mark.charCodeAt(0)};`);

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b;background:#fff}
pre{background:#f4f4f2;padding:.75rem;overflow-x:auto;font-size:.875rem}code{font-size:.9em}h2{margin-top:2.5rem}
h3{margin:2rem 0 .25rem}small{color:#595959;font-weight:normal}ul{columns:16rem;padding-left:1.2rem}
@media(prefers-color-scheme:dark){body{color:#eee;background:#161616}pre{background:#242424}a{color:#9cc4ff}small{color:#aaa}}`;

const page = (title: string, body: string): string =>
  `<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n<title>${escaped(title)}</title>\n<style>${STYLE}</style>\n${body}\n</html>\n`;

/** Paragraphs, tags and examples of a comment. */
function described(text: string): string {
  const [prose = '', ...tags] = text.split(/^(?=@)/m);
  const paragraphs = prose
    .split(/\n\s*\n/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => `<p>${escaped(paragraph.trim()).replace(/`([^`]+)`/g, '<code>$1</code>')}</p>`);
  const rest = tags.map((tag) => {
    const [, name = '', body = ''] = /^@(\w+)\s*([\s\S]*)$/.exec(tag.trim()) ?? [];
    return name === 'example' ? `<pre>${escaped(body)}</pre>` : `<p><strong>${name}</strong> ${escaped(body)}</p>`;
  });
  return [...paragraphs, ...rest].join('\n');
}

const entry = ({ name, kind, description, signature }: Declaration): string =>
  `<h3 id="${name}">${name} <small>${kind}</small></h3>\n${described(description)}\n<pre>${escaped(signature)}</pre>`;

const folderOf = ({ path }: Module): string => path.split('/').slice(0, -1).join(' / ');

/** Name of the page that holds a module: one page a folder. */
const pageOf = (module: Module): string => `${folderOf(module).replaceAll(' / ', '-')}.html`;

/** The pages of a library by file name: an index of all names, and a page a folder of modules. */
export function apiPages(title: string, about: string, modules: readonly Module[]): Map<string, string> {
  const byPage = new Map<string, Module[]>();
  for (const module of modules) byPage.set(pageOf(module), [...(byPage.get(pageOf(module)) ?? []), module]);
  const heading = (own: readonly Module[]): string => folderOf(own[0] as Module);
  const links = [...byPage].map(([name, own]) => {
    const items = own.flatMap(({ declarations }) =>
      declarations.map((one) => `<li><a href="${name}#${one.name}">${one.name}</a></li>`),
    );
    return `<h2><a href="${name}">${heading(own)}</a></h2>\n<ul>${items.join('')}</ul>`;
  });
  const pages = new Map([
    ['index.html', page(title, `<h1>${escaped(title)}</h1>\n${described(about)}\n${links.join('\n')}`)],
  ]);
  for (const [name, own] of byPage) {
    const body = own.map(
      ({ path, declarations }) =>
        `<h2>${path} <small><a href="../pipeline/estimate/${path}.js">source</a></small></h2>\n${declarations.map(entry).join('\n')}`,
    );
    pages.set(
      name,
      page(
        `${heading(own)} · ${title}`,
        `<p><a href="index.html">${escaped(title)}</a></p>\n<h1>${heading(own)}</h1>\n${body.join('\n')}`,
      ),
    );
  }
  return pages;
}
