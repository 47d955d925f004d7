/** One thing that a chart says of one of its parts, in some place: a tip, the alternative text, a table, a spec. */
export interface Statement {
  readonly label: string;
  readonly said: string;
  readonly where: string;
}

/** A chart of a page, or a table of its own, as source. */
export interface PagePart {
  /** `chart-size-en`, or the caption of a table. */
  readonly name: string;
  readonly source: string;
}

/** Markup's characters as text. */
export const decoded = (source: string): string =>
  source.includes('&')
    ? source
        .replaceAll('&quot;', '"')
        .replaceAll('&#34;', '"')
        .replaceAll('&#39;', "'")
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&nbsp;', '\u00a0')
        .replaceAll('&amp;', '&')
    : source;

/** Text of a piece of markup: no tags, one blank between words. */
export const plain = (source: string): string =>
  decoded(source.replace(/<[^>]*>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim();

/** Cuts a page into its charts and the tables outside of them. */
export function partsOfPage(html: string): PagePart[] {
  const charts: PagePart[] = [];
  let rest = '';
  let end = 0;
  for (const match of html.matchAll(/<figure class="chart" id="([^"]*)"[^>]*>[\s\S]*?<\/figure>/g)) {
    const [source, name = ''] = match;
    charts.push({ name, source });
    rest += html.slice(end, match.index);
    end = match.index + source.length;
  }
  rest += html.slice(end);
  const tables = [...rest.matchAll(/<table[\s\S]*?<\/table>/g)].map(([source]) => ({
    name: `table "${plain(/<caption>([\s\S]*?)<\/caption>/.exec(source)?.[1] ?? '')}"`,
    source,
  }));
  return [...charts, ...tables];
}

/** `Horsens: 12` → label and what is said of it; null where it is no such sentence. */
export function statementFrom(text: string, where: string): Statement | null {
  const at = text.lastIndexOf(': ');
  if (at < 1) return null;
  return { label: text.slice(0, at).replace(/\s+/g, ' ').trim(), said: text.slice(at + 2).trim(), where };
}

/** What a text that lists parts says of each: `Companies by size. 1-9: 35; 10-49: 66.` */
export function statementsOfText(text: string, where: string): Statement[] {
  const list = text.slice(text.indexOf('. ') + 1).replace(/\.$/, '');
  return list.split('; ').flatMap((part) => statementFrom(part, where) ?? []);
}

/** A row of a table: its heading and its cells as markup. */
export interface TableRow {
  readonly heading: string;
  readonly cells: readonly string[];
}

/** A table as rows; `columns` are the headings over its cells. */
export function tableOf(source: string): { readonly columns: readonly string[]; readonly rows: readonly TableRow[] } {
  const head = /<thead>([\s\S]*?)<\/thead>/.exec(source)?.[1] ?? '';
  const [, ...columns] = [...head.matchAll(/<th[^>]*>([\s\S]*?)<\/th>/g)].map((match) => plain(match[1] ?? ''));
  const body = /<tbody>([\s\S]*?)<\/tbody>/.exec(source)?.[1] ?? '';
  const rows = body.split('<tr').flatMap((line): TableRow[] => {
    const heading = /<th[^>]*>([\s\S]*?)<\/th>/.exec(line);
    if (heading === null) return [];
    const cells = [...line.matchAll(/<td[^>]*>([\s\S]*?)<\/td>/g)].map((match) => match[1] ?? '');
    return [{ heading: plain(heading[1] ?? ''), cells }];
  });
  return { columns, rows };
}

const csvCells = (line: string): string[] =>
  [...line.matchAll(/(?:^|,)("(?:[^"]|"")*"|[^,]*)/g)].map((match) =>
    (match[1] ?? '').replace(/^"|"$/g, '').replaceAll('""', '"'),
  );

/** What the table and its copy as CSV say. */
function statementsOfTable(source: string): Statement[] {
  const { columns, rows } = tableOf(source);
  const labelOf = (heading: string, at: number): string =>
    columns.length > 1 && at > 0 ? `${heading}, ${columns[at]}` : heading;
  const labels = (heading: string, at: number): string[] =>
    columns.length > 1 ? [labelOf(heading, at), `${heading}, ${columns[at]}`] : [heading];
  const fromRows = rows.flatMap(({ heading, cells }) =>
    cells.flatMap((cell, at) =>
      [...new Set(labels(heading, at))].map((label) => ({ label, said: plain(cell), where: 'table' })),
    ),
  );
  const copy = decoded(/<pre class="csv"[^>]*>([\s\S]*?)<\/pre>/.exec(source)?.[1] ?? '');
  const [[, ...headings] = [], ...lines] = copy.split('\n').map(csvCells);
  // The copy has the bounds of an interval in columns of their own, whose headings begin with the table's.
  const places = headings.map((heading) =>
    columns.findIndex((column) => heading === column || heading.startsWith(`${column}, `)),
  );
  const fromCopy = lines.flatMap(([heading = '', ...cells]) =>
    cells.flatMap((cell, at) =>
      [...new Set(labels(heading.trim(), places[at] ?? -1))].map((label) => ({
        label,
        said: cell,
        where: 'CSV of the page',
      })),
    ),
  );
  return [...fromRows, ...fromCopy];
}

/** Statements of one place whose label names one part only: no label has two different numbers. */
export function unambiguous(statements: readonly Statement[]): Statement[] {
  const numbers = new Map<string, Set<string>>();
  for (const { label, said } of statements)
    if (/\d/.test(said)) numbers.set(label, (numbers.get(label) ?? new Set()).add(said));
  return statements.filter(({ label }) => (numbers.get(label)?.size ?? 0) <= 1);
}

/** Everything that a chart says in words: tips of its marks, alternative texts, table. */
export function statementsOfChart(source: string): Statement[] {
  const tips = (source.match(/<svg[\s\S]*?<\/svg>/g) ?? []).flatMap((svg) =>
    unambiguous(
      [...svg.matchAll(/data-tip="([^"]*)"/g)].flatMap(
        (match) => statementFrom(decoded(match[1] ?? ''), 'tip of a mark') ?? [],
      ),
    ),
  );
  const texts = [...source.matchAll(/<svg[^>]*aria-label="([^"]*)"/g)].flatMap((match) =>
    statementsOfText(decoded(match[1] ?? ''), 'alternative text'),
  );
  return [...tips, ...texts, ...statementsOfTable(source)];
}

const normal = (label: string): string => label.replace(/\s+/g, ' ').trim().toLowerCase();

/**
 * Parts of a chart that one place withholds and another tells. `words` are those that stand for a withheld number; a
 * sentence that has one among others is about several numbers and says nothing here.
 */
export function contradictions(
  statements: readonly Statement[],
  words: ReadonlySet<string>,
): { readonly label: string; readonly said: string; readonly where: string }[] {
  const withheld = new Set(statements.filter(({ said }) => words.has(said)).map(({ label }) => normal(label)));
  if (withheld.size === 0) return [];
  const isOfSeveral = (said: string): boolean => [...words].some((word) => said.includes(word));
  return statements.filter(({ label, said }) => withheld.has(normal(label)) && /\d/.test(said) && !isOfSeveral(said));
}
