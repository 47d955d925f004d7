import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { literal } from '../store/quote.ts';
import { openStore } from '../store/store.ts';
import { FIRST_PANEL_YEAR, industryOf, LEGAL_FORMS, NEVER, PANEL_YEARS } from './firms.ts';
import { follow, newPath, panelStream } from './panel.ts';
import { PLACES } from './places.ts';
import { type RandomStream, randomStream } from './random.ts';
import type { World } from './world.ts';

/** Columns of the register extract and their types in Parquet. */
const COLUMNS: readonly (readonly [header: string, type: string])[] = [
  ['CVR-nr.', 'INTEGER'],
  ['År', 'INTEGER'],
  ['Årsværk', 'DECIMAL(9, 1)'],
  ['Antal ansatte', 'INTEGER'],
  ['Omsætning (1.000 kr.)', 'BIGINT'],
  ['Værditilvækst (1.000 kr.)', 'BIGINT'],
  ['Eksport', 'BIGINT'],
  ['Lønsum', 'BIGINT'],
  ['Materielle anlægsaktiver', 'BIGINT'],
  ['FoU-udgifter', 'BIGINT'],
  ['Andel med videregående udd.', 'INTEGER'],
  ['Branche (DB07)', 'VARCHAR'],
  ['Kommunekode', 'VARCHAR'],
  ['Virksomhedsform', 'VARCHAR'],
  ['Startdato', 'DATE'],
  ['Ophørsdato', 'DATE'],
  ['Koncern-id', 'VARCHAR'],
  ['Andre ordninger', 'BOOLEAN'],
];

/** Rounds to a number of significant digits, as registers that are rounded for delivery do. */
function significant(value: number, digits: number): number {
  if (value === 0) return 0;
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.abs(value))) + 1 - digits);
  return Math.round(value / unit) * unit;
}

/** What does not change about a company, as the last columns of its rows. */
function constants(world: World, firm: number, random: RandomStream): string {
  const { firms } = world;
  const industry = industryOf(firms, firm);
  const start = firms.startYear[firm] as number;
  const exit = firms.exitYear[firm] as number;
  const head = firms.groupHead[firm] as number;
  const isInGroup = head !== firm || random.chance(0.05, firm, 1);
  return [
    Math.round(Math.min(95, Math.max(0, 14 + 16 * industry.attraction + 12 * random.normal(firm, 2)))),
    industry.code,
    PLACES[firms.place[firm] as number]?.code,
    LEGAL_FORMS[firms.legalForm[firm] as number],
    `${start}-${start % 2 === 0 ? '01' : '07'}-01`,
    exit === NEVER ? '' : `${exit - 1}-12-31`,
    isInGroup ? `G${firms.numbers[head]}` : '',
  ].join(',');
}

/** All rows of one company, one a year in which it lives, with a few faults: no value added, zero hours, a loss. Wages of the smallest are left out. */
function* companyRows(
  world: World,
  firm: number,
  random: RandomStream,
  path: ReturnType<typeof newPath>,
  panel: RandomStream,
): Generator<string> {
  const { firms } = world;
  const industry = industryOf(firms, firm);
  const cohort = world.cohorts[firm] as number;
  follow(firms, firm, cohort, panel, path);
  const hasWages = (firms.logSize[firm] as number) > 1.6;
  const same = constants(world, firm, random);
  const isExporter = random.chance(
    1 / (1 + Math.exp(2.4 - 0.45 * (firms.logSize[firm] as number) - 0.7 * industry.attraction)),
    firm,
    10,
  );
  const isResearcher = random.chance(
    1 / (1 + Math.exp(4.2 - 0.4 * (firms.logSize[firm] as number) - 1.3 * industry.attraction)),
    firm,
    11,
  );
  const exportShare = 0.05 + 0.5 * random.uniform(firm, 12);
  const capitalPerFte = Math.exp(4.3 + 0.7 * random.normal(firm, 13));
  for (let step = 0; step < PANEL_YEARS; step += 1) {
    const year = FIRST_PANEL_YEAR + step;
    if (!world.inRegister(firm, year)) continue;
    const fte = path.fte[step] as number;
    const fault = random.uniform(firm, 20 + step);
    const trueValueAdded = Math.exp(path.logProductivity[step] as number) * fte;
    const valueAdded = significant(fault < 0.004 ? -0.2 * trueValueAdded : trueValueAdded, 3);
    const turnover = significant(
      trueValueAdded / (industry.valueAddedShare * (0.9 + 0.2 * random.uniform(firm, 30 + step))),
      2,
    );
    yield `${firms.numbers[firm]},${year},${fault > 0.999 ? 0 : fte},${path.employees[step]},${turnover},${
      fault > 0.004 && fault < 0.009 ? '' : fault > 0.009 && fault < 0.0095 ? 0 : valueAdded
    },${isExporter ? significant(turnover * exportShare, 2) : 0},${hasWages ? significant(0.62 * trueValueAdded * (0.9 + 0.2 * random.uniform(firm, 40 + step)), 2) : ''},${significant(capitalPerFte * fte, 1)},${
      isResearcher ? significant(0.06 * trueValueAdded, 2) : 0
    },${same},${random.chance(cohort > 0 ? 0.09 : 0.05, firm, 50 + step)}\n`;
  }
}

const FIRMS_A_CHUNK = 2000;

function* chunks(world: World): Generator<string> {
  const random = randomStream(world.seed, 'register');
  const panel = panelStream(world.seed);
  const path = newPath();
  for (let first = 0; first < world.firms.count; first += FIRMS_A_CHUNK) {
    let text = '';
    for (let firm = first; firm < Math.min(world.firms.count, first + FIRMS_A_CHUNK); firm += 1)
      for (const row of companyRows(world, firm, random, path, panel)) text += row;
    yield text;
  }
}

/** The register panel, one row a company and year, as the bytes of a Parquet file in the order of number and year. */
export async function registerParquet(world: World): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'cluster-accounts-sample-'));
  const store = await openStore(':memory:', { threads: 1, memoryLimit: '1GB', temporaryDirectory: folder });
  try {
    const [csv, parquet] = [join(folder, 'register.csv'), join(folder, 'register.parquet')];
    await pipeline(Readable.from(chunks(world)), createWriteStream(csv));
    const types = COLUMNS.map(([, type], index) => `'c${index}': '${type}'`).join(', ');
    const columns = COLUMNS.map(([header], index) => `c${index} AS "${header}"`).join(', ');
    await store.run(`COPY (
      SELECT ${columns} FROM read_csv(${literal(csv)}, auto_detect = false, header = false, delim = ',', quote = '', columns = {${types}})
      ORDER BY c0, c1
    ) TO ${literal(parquet)} (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 15, PARQUET_VERSION v2, ROW_GROUP_SIZE 122880, DICTIONARY_SIZE_LIMIT 10000)`);
    return await readFile(parquet);
  } finally {
    store.close();
    await rm(folder, { recursive: true, force: true });
  }
}
