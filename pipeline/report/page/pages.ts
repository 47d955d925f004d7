import type { Language } from '../../contract/finding.ts';
import type { TableModel } from '../chart/model.ts';
import { standaloneSpec } from '../chart/spec.ts';
import { chartSvg, type Drawings } from '../chart/svg.ts';
import { absentChart } from '../content/absent.ts';
import { CHARTS, type ChartName } from '../content/charts/index.ts';
import { dictionaryOf } from '../content/dictionary.ts';
import { keyFigures, verdictRemark } from '../content/key-figures.ts';
import { MEASURES } from '../content/measures.ts';
import { TABLES, type TableName } from '../content/tables/index.ts';
import { type Html, html } from '../html/escape.ts';
import type { ReportFile, ReportInput } from '../input.ts';
import { formatNumber } from '../text/number.ts';
import type { TextValues } from '../text/texts.ts';
import { documentOf, type PageVersion } from './document.ts';
import { type Page, pageLinks } from './page-list.ts';
import { cellHtml, tableCsv } from './table.ts';
import { loadTemplates, type Templates } from './templates.ts';
import { type Edition, editionOf, type View, viewOf, wherePhrase } from './view.ts';

const encoder = new TextEncoder();

/**
 * Makes what all pages of an edition share, and gives the function that renders a page and the specs of its charts. Charts
 * that are among the drawings are not drawn again; new ones are added to them.
 */
export function pageRenderer(
  input: ReportInput,
  drawings: Drawings = new Map(),
): (page: Page) => Promise<ReportFile[]> {
  const edition = editionOf(input);
  const templates = loadTemplates();
  return (page) => renderPage(edition, templates, page, drawings);
}

async function renderPage(
  edition: Edition,
  templates: Templates,
  page: Page,
  drawings: Drawings,
): Promise<ReportFile[]> {
  const specs: ReportFile[] = [];
  const versions: PageVersion[] = [];
  for (const language of edition.input.parameters.languages) {
    const view = viewOf(edition, page.recipient, language);
    const it = templateValues(view, templates, page, drawings, (file) => specs.push(file));
    versions.push({
      language,
      title: titleOf(view, page),
      body: await templates.render(page.template, it),
      texts: view.texts,
    });
  }
  const document = await documentOf(templates, edition.input, versions);
  return [{ path: page.path, bytes: encoder.encode(document) }, ...specs];
}

/** Name of a page: of its recipient where it is somebody's report, else from the texts. */
const headingOf = (view: View, { template, isReport }: Page): string =>
  isReport ? view.local(view.recipient.name) : view.texts.text(`page.${template}`);

const titleOf = (view: View, page: Page): string =>
  page.template === 'index' ? headingOf(view, page) : `${headingOf(view, page)} – ${view.texts.text('site.title')}`;

/** What templates may use. */
function templateValues(
  view: View,
  templates: Templates,
  page: Page,
  drawings: Drawings,
  addFile: (file: ReportFile) => void,
): object {
  const { texts, language, edition } = view;
  const { input } = edition;
  const shared = {
    t: (key: string, values?: TextValues) => texts.html(key, values),
    language,
    heading: headingOf(view, page),
    lead: texts.has(`lead.${page.template}`) ? texts.text(`lead.${page.template}`) : null,
    isSynthetic: input.parameters.synthetic,
    where: wherePhrase(view),
    editionValues: { edition: input.editionYear, year: input.referenceYear },
  };
  const part = (name: string, values: object = {}): Html => templates.part(name, { ...shared, ...values });
  const drawTable = (model: TableModel): Html => part('table', { table: model, cell: cellHtml(view.write) });
  const absent = (sentence: string): Html => html`<p class="note">${sentence}</p>`;

  const table = (name: TableName, emptyKey?: string): Html => {
    const model = TABLES[name](view);
    return model === null ? (emptyKey === undefined ? html`` : absent(texts.text(emptyKey))) : drawTable(model);
  };
  const chart = async (name: ChartName, whenEmpty?: 'optional'): Promise<Html> => {
    const model = CHARTS[name](view);
    if (model === null) return whenEmpty === 'optional' ? html`` : absent(absentChart(view, name));
    const id = `chart-${name}-${language}`;
    const specPath = `charts/${page.path.slice(0, -'.html'.length)}/${name}.${language}.vl.json`;
    addFile({ path: specPath, bytes: encoder.encode(`${JSON.stringify(standaloneSpec(model, texts), null, 1)}\n`) });
    return part('chart', {
      id,
      model,
      specPath,
      ...(await chartSvg(model, texts, drawings)),
      table: drawTable(model.table),
      csv: tableCsv(model.table, texts),
    });
  };
  return {
    ...shared,
    chart,
    table,
    part: (name: string, values: object = {}) =>
      part(name, {
        made: madeOf(view),
        ...(name === 'made' ? inputFiles(view, table('inputs')) : {}),
        ...downloadsOf(page, language),
        ...values,
      }),
    keyFigures: () => yearsOfKeyFigures(view, part),
    treatment: input.effect?.settings?.treatment ?? null,
    isEffectImported: view.figure(MEASURES.productivity, { place: {} })?.note === 'AGGREGATES_IN',
    effects: () => part('key-figures', { keyFigures: keyFigures(view).filter(({ tier }) => tier === 'register') }),
    verdict: (indicator: string, measure: string) => verdictOf(view, indicator, measure),
    reports: pageLinks(view),
    chartNames: Object.keys(CHARTS),
    fewestCompanies: formatNumber(input.parameters.disclosure.minimum_contributors, 0, language),
    families: page.template === 'dictionary' ? dictionaryOf(view) : [],
    previousEdition: input.comparison?.previousEdition ?? null,
    unchanged: formatNumber(input.comparison?.unchanged ?? 0, 0, language),
    revisions: formatNumber(input.revisions.length, 0, language),
    sameRevisions: formatNumber(input.revisions.filter(({ reason }) => reason === 'same').length, 0, language),
  };
}

/** The key figures of every year, the latest first. */
function yearsOfKeyFigures(view: View, part: (name: string, values: object) => Html): Html {
  const years = [...view.edition.years].filter((year) => year <= view.year).reverse();
  return part('years', {
    years: years.map((year) => ({
      year,
      list: part('key-figures', {
        keyFigures: keyFigures(viewOf(view.edition, view.recipient, view.language, year)).filter(
          ({ tier }) => year === view.year || tier !== 'register',
        ),
      }),
    })),
  });
}

function verdictOf(view: View, indicator: string, measure: string): Html {
  const verdict = view.edition.input.effect?.verdicts.find(
    (candidate) => candidate.indicator === indicator && candidate.measure === measure,
  );
  return verdict === undefined ? html`` : html`<p class="verdict">${verdictRemark(view, verdict)}</p>`;
}

/** Files of the bundle that belong to a report: a workbook, and everything in one archive. Written beside the pages. */
function downloadsOf({ path, isReport }: Page, language: Language) {
  const base = `downloads/${path.slice(0, -'.html'.length)}`;
  return isReport ? { workbook: `${base}.${language}.xlsx`, archive: `${base}.zip` } : {};
}

/** The table of input files and how many rows it has. */
function inputFiles(view: View, inputs: Html) {
  return { inputs, inputCount: formatNumber(TABLES.inputs(view)?.rows.length ?? 0, 0, view.language) };
}

function madeOf({ edition }: View) {
  const { tool, version, fingerprint, libraries } = edition.input.manifest;
  return {
    tool,
    version,
    fingerprint,
    libraries: Object.entries(libraries)
      .map(([name, number]) => `${name} ${number}`)
      .join(', '),
  };
}
