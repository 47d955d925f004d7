import type { Language } from '../../contract/finding.ts';
import type { ChartModel, TableModel } from '../chart/model.ts';
import { standaloneSpec } from '../chart/spec.ts';
import { chartSvg } from '../chart/svg.ts';
import { CHARTS, type ChartName } from '../content/charts/index.ts';
import { keyFigures } from '../content/key-figures.ts';
import { type Html, html } from '../html/escape.ts';
import type { ReportFile } from '../input.ts';
import { documentOf, type PageVersion } from './document.ts';
import { type Recipient, recipientsOf } from './recipient.ts';
import { cellHtml, tableCsv } from './table.ts';
import type { Templates } from './templates.ts';
import { type Edition, type View, viewOf } from './view.ts';

const encoder = new TextEncoder();

/** Kinds of page; each has a template of the same name in `reports/pages`. */
export type PageKind = 'index' | 'national' | 'region' | 'growth_forum' | 'cluster';

const TEMPLATES: Readonly<Record<PageKind, string>> = {
  index: 'index',
  national: 'national',
  region: 'region',
  growth_forum: 'region',
  cluster: 'region',
};

/** Renders one page in all languages, and the specs of its charts. */
export async function renderPage(
  edition: Edition,
  templates: Templates,
  recipient: Recipient,
  kind: PageKind,
): Promise<ReportFile[]> {
  const specs: ReportFile[] = [];
  const versions: PageVersion[] = [];
  const path = kind === 'index' ? 'index.html' : recipient.path;
  for (const language of edition.input.parameters.languages) {
    const view = viewOf(edition, recipient, language);
    const it = templateValues(view, templates, path, (file) => specs.push(file));
    versions.push({
      language,
      title: titleOf(view, kind),
      body: await templates.render(TEMPLATES[kind], it),
      texts: view.texts,
    });
  }
  const document = await documentOf(templates, edition.input, versions);
  return [{ path, bytes: encoder.encode(document) }, ...specs];
}

const titleOf = (view: View, kind: PageKind): string =>
  kind === 'index'
    ? view.texts.text('site.title')
    : `${view.local(view.recipient.name)} – ${view.texts.text('site.title')}`;

/** What templates may use. */
function templateValues(view: View, templates: Templates, path: string, addFile: (file: ReportFile) => void): object {
  const { texts, language, edition, recipient } = view;
  const t = (key: string, values?: Readonly<Record<string, string | number | Html>>) => texts.html(key, values);
  const table = (model: TableModel, isSortable = false): Html =>
    templates.part('table', { table: model, isSortable, cell: cellHtml(view.write) });
  const shared = {
    t,
    language: language as Language,
    heading: path === 'index.html' ? texts.text('site.title') : view.local(recipient.name),
    lead: path === 'index.html' ? texts.text('index.lead') : null,
    isSynthetic: edition.input.parameters.synthetic,
    editionValues: { edition: edition.input.editionYear, year: edition.input.referenceYear },
  };
  const chart = async (name: ChartName): Promise<Html> => {
    const model = CHARTS[name](view);
    if (model === null) return html`<p class="note">${texts.text('chart.empty')}</p>`;
    const id = `${name}-${language}`;
    const specPath = `charts/${path.slice(0, -'.html'.length)}/${name}.${language}.vl.json`;
    addFile({ path: specPath, bytes: encoder.encode(`${JSON.stringify(standaloneSpec(model, texts), null, 1)}\n`) });
    return templates.part('chart', {
      ...shared,
      ...(await drawings(model, view, id)),
      id,
      model,
      specPath,
      table: table(model.table, true),
      csv: tableCsv(model.table),
    });
  };
  return {
    ...shared,
    chart,
    table,
    part: (name: string, values: object = {}) => templates.part(name, { ...shared, ...values }),
    keyFigures: () => templates.part('key-figures', { ...shared, keyFigures: keyFigures(view) }),
    reports: reportLinks(view),
  };
}

async function drawings(model: ChartModel, view: View, id: string) {
  return {
    wide: await chartSvg(model, view.texts, 'wide', `${id}-w`),
    narrow: await chartSvg(model, view.texts, 'narrow', `${id}-n`),
  };
}

function reportLinks(view: View) {
  const links = recipientsOf(view.edition.input).map(({ kind, path, name }) => ({
    kind,
    path,
    name: view.local(name),
  }));
  const ofKind = (...kinds: readonly string[]) => links.filter(({ kind }) => kinds.includes(kind));
  return { national: ofKind('national'), regions: ofKind('region', 'growth_forum'), clusters: ofKind('cluster') };
}
