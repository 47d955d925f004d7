import type { PlantedFault } from './delivery.ts';
import type { World } from './world.ts';

/** `accounts.yaml` of the sample: every parameter with its default, explained. */
export const ACCOUNTS_YAML = `# Parameters of the accounts. Every one has a default, so any line may be left out.
# The drops beside this file are made up: see README.md.

title:                        # title of the edition
  da: Performanceregnskab for klynger og netværk
  en: Performance accounts for clusters and networks
synthetic: true               # true: the data are made up, and every page says so
edition_year: 2014            # year of publication; left out: the year after the last reference year
sme_limit: 50                 # a company is an SME below this many employees: 50 (the accounts) or 250 (EU)
dedicated_rule: status_or_basis   # status | basis | status_or_basis
missing_deliveries: as_reported   # as_reported | carried_forward | imputed
confidence_level: 0.95        # of every interval
seed: 2014                    # of everything that draws at random
languages: [da, en]           # the first is shown when a page is opened

disclosure:                   # disclosure control
  minimum_contributors: 3     # fewest enterprise groups behind a count or a sum
  dominance_top2_pct: 85      # largest share of a sum that the two largest groups may hold
  p_percent: 15               # how closely the largest contribution may be estimated
  minimum_respondents: 10     # fewest respondents behind a survey rate
  minimum_pairs: 10           # fewest matched pairs behind an effect
  minimum_order_statistic: 10 # fewest units behind a median or a mean of few

effect:                       # the effect study
  treatment: first_dedicated  # first_dedicated | first_participation | first_project
  horizons: [1, 2, 3, 4]      # years after entry
  caliper_sd: 0.2             # largest distance of a pair, in standard deviations of the logit of the score

# report:
#   boundaries: municipalities.json   # real borders on the map: GeoJSON or TopoJSON beside this file, whose shapes have the
#                                     # code of their municipality; left out: every municipality is a tile
#   pictures: true                    # every chart as a PNG in the bundle too; the run takes twice as long
`;

const DECLARATION = `Everything here is made up by a random number generator. No company, person, cluster or institution exists; names are
invented. The company numbers (CVR) are made up too, although they pass the modulus 11 check as real ones do: one that
belongs to a real company does so by chance and says nothing about it. Phone numbers begin with 00 and e-mail addresses
end on .example, so that nobody can be reached by them.`;

/** `README.md` beside the drops. */
export function readme({ options, yearBooks }: World): string {
  const { seed, companies, years, suppliers } = options;
  return `# Sample drops

${DECLARATION}

Made by

    cluster-accounts sample --seed ${seed} --companies ${companies} --years ${years} --suppliers ${suppliers} --out data-samples

which gives the same bytes every time. Other numbers make other drops, small or large.

| what | holds |
|---|---|
| \`accounts.yaml\` | the parameters of the accounts, each explained |
${yearBooks.map(({ year }) => `| \`${year}/\` | the drop of reference year ${year}: one file from each cluster that delivered, and the support organisation's own |`).join('\n')}
| \`register/firmaregister.parquet\` | register panel, one row a company and year, 2006-2013 |
| \`register/fui_innovation.csv\` | innovation survey of two periods |
| \`register/cvr_haendelser.csv\`, \`populationstal.csv\`, \`prisindeks.csv\`, \`tidligere_offentliggjort.csv\` | company events, survey populations, price index, what earlier editions said |
| \`planted-faults.csv\` | every fault that was planted: where it is, and the finding it should give |
| \`truth.json\` | what is true in the made-up country; only tests read it |

The files are written as people write them: semicolons and decimal commas, windows-1252, UTF-8 with and without a byte
order mark, UTF-16, a first line \`sep=;\`, titles above the header, merged header cells, "I alt" rows, hidden sheets, company
numbers in many spellings, Excel dates, lost zeros, the same company under two names, and contact persons with e-mail,
phone and notes, none of which may come out of the pipeline.

Breaks that are planted: new processes are asked for from 2012 on; one cluster closes into another after 2011, one is split in
two after 2012, one begins in 2012; some clusters do not deliver in some years.
`;
}

/** \`planted-faults.csv\`, comma-separated UTF-8 in the order drop, file, row, column. */
export function faultList(faults: readonly PlantedFault[]): string {
  const key = ({ drop, file, sheet, row, column }: PlantedFault): string =>
    [drop, file, sheet, String(row ?? 0).padStart(7, '0'), String(column ?? 0).padStart(3, '0')].join('\u0000');
  const quoted = (text: string | number | null): string =>
    text === null ? '' : /[",\n]/.test(String(text)) ? `"${String(text).replaceAll('"', '""')}"` : String(text);
  const lines = [...faults]
    .sort((a, b) => (key(a) < key(b) ? -1 : 1))
    .map(({ drop, file, sheet, row, column, header, faultClass, expected }) =>
      [drop, file, sheet, row, column, header, faultClass, expected].map(quoted).join(','),
    );
  return `${['drop,file,sheet,row,column,header,fault_class,expected_finding', ...lines].join('\n')}\n`;
}
