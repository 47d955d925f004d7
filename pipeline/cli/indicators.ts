import { type Command, Option } from 'commander';
import type { Language } from '../contract/finding.ts';
import { type Catalogue, FAMILIES, type Indicator } from '../contract/indicator.ts';
import { textTable } from './output.ts';
import type { CommandContext } from './program.ts';

interface IndicatorsOptions {
  readonly lang: Language;
  readonly graph?: boolean;
  readonly dictionary?: boolean;
}

/** How SQL is shown: as in the file. */
const block = (title: string, text: string): string => `${title}\n  ${text.replaceAll('\n', '\n  ')}`;

function listText(catalogue: Catalogue, language: Language): string {
  const groups = FAMILIES.flatMap((family) => {
    const rows = catalogue
      .filter((indicator) => indicator.family === family)
      .map(({ id, name, measures, evidenceTier, disclosureClass }) => [
        id,
        name[language],
        measures.map((measure) => measure.name).join(', '),
        evidenceTier,
        disclosureClass,
      ]);
    return rows;
  });
  return textTable([['id', 'name', 'measures', 'evidence', 'class'], ...groups]);
}

function fullText(indicator: Indicator, language: Language): string {
  const { id, name, definition, numerator, denominator, measures, item, comparability } = indicator;
  const facts: string[][] = [
    ['numerator', numerator[language]],
    ...(denominator === null ? [] : [['denominator', denominator[language]]]),
    ['evidence', indicator.evidenceTier],
    ['disclosure', indicator.disclosureClass],
    ['inputs', indicator.inputs.join(', ')],
    ['broken down by', indicator.breakdowns.map((set) => set.join(' x ') || 'total').join(', ')],
    ...(item === null ? [] : [['item', item.title[language]]]),
    ...Object.entries(item?.values ?? {}).map(([code, title]) => ['', `${code}: ${title[language]}`]),
    ...(indicator.sinceYear === null ? [] : [['since', String(indicator.sinceYear)]]),
    ...indicator.breaks.map(({ year, reason }) => ['break', `${year}: ${reason[language]}`]),
    ['file', indicator.file],
  ];
  const measureRows = measures.map((measure) => [
    measure.name,
    measure.title[language],
    measure.unit,
    measure.over === null
      ? `${measure.statistic} ${measure.of}`
      : `${measure.statistic} ${measure.of} / ${measure.over}`,
    measure.disclosureClass ?? indicator.disclosureClass,
  ]);
  return [
    `${id}  ${name[language]}`,
    `  ${definition[language]}`,
    '',
    textTable(facts.map((row) => [`  ${row[0]}`, row[1] as string])),
    '',
    block('Measures', textTable(measureRows)),
    ...(comparability === null ? [] : ['', block('Comparability', comparability[language])]),
    ...(indicator.sql === '' ? [] : ['', block('SQL', indicator.sql)]),
  ].join('\n');
}

export function registerIndicators(program: Command, { output }: CommandContext): Command {
  return program
    .command('indicators')
    .description('list the indicators, or show one in full with its SQL and what it is made of')
    .argument('[id]', 'an indicator, e.g. DEL01')
    .addOption(new Option('--lang <language>', 'language of names').choices(['da', 'en']).default('en'))
    .addOption(new Option('--graph', 'print what it is made of, as Mermaid or with --json as nodes and edges'))
    .addOption(new Option('--dictionary', 'print the data dictionary as Markdown').conflicts('graph'))
    .action(async (id: string | undefined, { lang: language, graph, dictionary }: IndicatorsOptions) => {
      const { findIndicator, loadCatalogue } = await import('../accounts/catalogue/index.ts');
      const catalogue = loadCatalogue();
      const shown = id === undefined ? catalogue : [findIndicator(catalogue, id)];
      if (dictionary === true) {
        const { dataDictionary, dictionaryMarkdown } = await import('../accounts/dictionary/index.ts');
        const { loadContract } = await import('../contract/inputs.ts');
        const made = dataDictionary(loadContract(), shown, language);
        output.result(dictionaryMarkdown(made), { schema: 'cluster-accounts/dictionary/1', ...made });
        return;
      }
      if (graph === true) {
        const { lineageOf, lineageToMermaid } = await import('../accounts/lineage/index.ts');
        const lineage = lineageOf(
          catalogue,
          shown.map((indicator) => indicator.id),
        );
        output.result(lineageToMermaid(lineage), { schema: 'cluster-accounts/lineage/1', ...lineage });
        return;
      }
      const text = id === undefined ? listText(shown, language) : fullText(shown[0] as Indicator, language);
      output.result(text, { schema: 'cluster-accounts/indicators/1', indicators: shown });
    });
}
