/** What can be typed after `cluster-accounts`, and what it does. */
type Example = readonly [line: string, purpose: string];

const FIRST: readonly Example[] = [
  ['run data-samples', 'compute the accounts and publish the bundle in ./out'],
  ['check drops/2013', 'read and check a drop, publish nothing'],
  ['read file.csv', 'what one file of any kind holds, and what is wrong with it'],
  ['feedback drops/2013', 'write each supplier a workbook of its own faults'],
  ['sample --out my-samples', 'make synthetic drops to try things on'],
  ['indicators DEL01', 'what an indicator is and how it is computed'],
  ['explain SUR01 --region 1081', 'what a published figure is made of, in plain words'],
  ['status', 'what was delivered and what is published'],
  ['doctor', 'is this machine fit to run it'],
];

/** Examples of every command, by its name. */
export const EXAMPLES: Readonly<Record<string, readonly Example[]>> = {
  run: [
    ['run data-samples', 'the synthetic drops; then open out/bundle/index.html'],
    ['run drops --out accounts', 'every drop in a folder, published in a folder of your choice'],
    ['run drops --fail-on error', 'publish nothing while there are findings of severity error'],
    ['run drops --threads 1 --memory 2GB', 'on a small machine; the bytes published are the same'],
  ],
  check: [
    ['check drops/2013', 'what is wrong, where, and what to do'],
    ['check drops --lang da', 'all drops, in Danish'],
    ['check drops --format sarif > findings.sarif', 'for a code host; also json, ndjson, github and junit'],
    ['check drops --fail-on warning', 'exit code 1 on warnings too'],
  ],
  read: [
    ['read deltagere.csv', 'the cells as plain CSV'],
    ['read projekter.xlsx --sheet Projekter', 'one sheet of a workbook'],
    ['read udbytte.xlsx --format cells', 'every cell with its type, as JSON'],
    ['read deltagere.csv --findings findings.json', 'what was assumed, and what is wrong, with line and column'],
  ],
  report: [
    ['report --open', 'all pages of the last run, and the first one in the browser'],
    ['report --only region:1081 --lang da', 'one region in Danish'],
    ['report --only national:DK --pictures', 'the national page with every chart as PNG'],
  ],
  feedback: [
    ['feedback drops/2013', 'one workbook, page and JSON file a supplier, in Danish'],
    ['feedback drops/2013 --lang en', 'the same in English'],
  ],
  template: [
    ['template', 'Danish workbooks to fill in, in ./templates'],
    ['template --lang en --out templates-en', 'the same in English'],
  ],
  sample: [
    ['sample --out my-samples', 'the committed samples again'],
    ['sample --companies 1000 --years 1 --suppliers 5 --out small', 'a small drop'],
    ['sample --companies 140000 --out large', 'ten times the country'],
  ],
  indicators: [
    ['indicators', 'the catalogue'],
    ['indicators SUR01', 'one indicator in full, with its SQL'],
    ['indicators DEL01 --graph > d.mmd', 'what it is made of, as a Mermaid chart'],
    ['indicators --graph --json', 'the lineage of all indicators'],
    ['indicators --dictionary > data.md', 'the data dictionary: inputs, indicators and columns'],
  ],
  effect: [
    ['effect data-samples', 'the whole study as text'],
    ['effect data-samples --study study.yaml', 'with other settings'],
    [
      'effect data-samples --export aggregates.json',
      'in a closed room: protected aggregates only, signed, to run on outside',
    ],
  ],
  explain: [
    ['explain SUR01', 'the latest national figure: what it is and what it was made of'],
    ['explain SUR01 --year 2013 --region 1081', 'the figure of one year and region'],
    ['explain DEL01 --cluster K07 --rows', 'the rows behind it, with file and line'],
  ],
  status: [
    ['status', 'who delivered what when, what is missing, what is published'],
    ['status --out accounts --json', 'the same of another folder, for a program'],
  ],
  protect: [
    ['protect --table turnover.csv --out safe', 'which cells to withhold, and what an attacker could still learn'],
    ['protect --table a.csv --table b.csv --hierarchy region=regions.csv --out safe', 'linked tables with a hierarchy'],
    ['protect --table counts.csv --rounding 3 --out safe', 'counts rounded to 3 with margins that add up'],
    ['protect --table turnover.csv --suggest --out safe', 'which codes to merge to withhold less'],
  ],
  audit: [
    ['audit out/bundle', 'attack the published bundle'],
    ['audit new/bundle --earlier old/bundle', 'with what was published before'],
  ],
  doctor: [['doctor', 'versions, database, memory and disk, and what to do about each']],
};

/** Longest command line that has its purpose beside it; that of a longer one stands below. */
const BESIDE = 52;

/** The examples of a command, or the first ones to try where no command is named. */
export function examplesText(command?: string): string {
  const examples = command === undefined ? FIRST : (EXAMPLES[command] ?? []);
  const width = Math.max(0, ...examples.map(([line]) => line.length).filter((length) => length <= BESIDE));
  const lines = examples.map(([line, purpose]) =>
    line.length <= BESIDE
      ? `  cluster-accounts ${line.padEnd(width)}  ${purpose}`
      : `  cluster-accounts ${line}\n  ${' '.repeat('cluster-accounts '.length + width)}  ${purpose}`,
  );
  return `Examples\n${lines.join('\n')}\n`;
}
