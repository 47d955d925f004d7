import { eventFile, meetingFile, participationFile } from './activity-files.ts';
import { clusterFile, financeFile, institutionFile, labelFile } from './catalogue.ts';
import type { PlantedFault } from './delivery.ts';
import { makeEvents } from './events.ts';
import { makeInnovationSurvey } from './innovation.ts';
import { makeLabels } from './labels.ts';
import { berlinEvent, makeMeetings } from './matchmaking.ts';
import type { YearBook } from './members.ts';
import type { NamedDelivery } from './office.ts';
import { makeOutcomes } from './outcomes.ts';
import { participantFile } from './participants.ts';
import { projectFile, projectPartFile } from './project-files.ts';
import { makeProjects } from './projects.ts';
import { randomStream } from './random.ts';
import { registerParquet } from './register.ts';
import {
  companyEventFile,
  innovationFile,
  type Published,
  populationFile,
  previouslyPublishedFile,
  priceIndexFile,
} from './register-files.ts';
import { outcomeFile, surveyFile } from './result-files.ts';
import { makeSurvey } from './survey.ts';
import { ACCOUNTS_YAML, faultList, readme } from './texts.ts';
import { truthOf, type YearParts } from './truth.ts';
import { makeWorld, type SampleOptions, type World } from './world.ts';

export { DEFAULT_OPTIONS, type SampleOptions } from './world.ts';

/** Takes one file of the sample; the path is relative, with `/` between its parts. */
export type WriteFile = (path: string, bytes: Uint8Array) => Promise<void>;

function* supportFiles(
  world: World,
  parts: readonly YearParts[],
  yearIndex: number,
): Generator<NamedDelivery | Promise<NamedDelivery>> {
  const { book, projectYear, outcomes, survey, eventYear } = parts[yearIndex] as YearParts;
  const { year } = book;
  const random = randomStream(world.seed, `office ${year}`);
  const labels = makeLabels(world).filter(({ awardedDate }) => Number(awardedDate.slice(0, 4)) <= year);
  yield clusterFile(world, book, random);
  yield projectFile(world, projectYear, random);
  yield projectPartFile(world, projectYear, random);
  yield outcomeFile(world, year, outcomes, random);
  yield surveyFile(world, survey, random);
  yield eventFile(world, year, eventYear.events, random);
  yield participationFile(world, eventYear, random);
  if (yearIndex === parts.length - 1) yield meetingFile(year, makeMeetings(world.seed, berlinEvent(year)), random);
  yield financeFile(world, year, random);
  yield institutionFile(world, year, random);
  yield labelFile(world, year, labels, random);
}

/** What the edition on the first year said, one figure revised since, and one withheld then. */
function earlierEdition(world: World, book: YearBook): Published[] {
  const { year, memberships, members } = book;
  const smallest = world.clusters[smallestDelivery(book) ?? 0];
  const common = { indicator: 'DEL01', referenceYear: year, editionYear: year + 1, region: null, cluster: null };
  return [
    {
      ...common,
      referenceYear: year - 1,
      editionYear: year,
      value: Math.round(members.length * 0.71),
      isSuppressed: false,
    },
    { ...common, value: members.length - 14, isSuppressed: false },
    { ...common, indicator: 'DEL02', value: memberships.length, isSuppressed: false },
    { ...common, cluster: smallest?.id ?? null, value: null, isSuppressed: true },
  ];
}

const WHOLE_FILE = {
  sheet: '',
  row: null,
  column: null,
  header: '',
  faultClass: 'file_sent_twice',
  expected: 'FILE_DUPLICATE',
};

/** The cluster with the shortest list of a year: it sends its file twice. */
function smallestDelivery(book: YearBook | undefined): number | undefined {
  const counts = new Map<number, number>();
  for (const { cluster } of book?.memberships ?? []) counts.set(cluster, (counts.get(cluster) ?? 0) + 1);
  return [...counts].sort(([a, countA], [b, countB]) => countA - countB || a - b)[0]?.[0];
}

/**
 * Makes sample drops and hands every file to `write`, one at a time, so that large samples need not fit in memory.
 *
 * The same options give the same bytes. The register panel is written by DuckDB through a folder for temporary files.
 */
export async function generateSample(options: SampleOptions, write: WriteFile): Promise<void> {
  const world = makeWorld(options);
  const text = (content: string): Uint8Array => Buffer.from(content, 'utf8');
  const projectYears = makeProjects(world);
  const lastIndex = world.yearBooks.length - 1;
  const parts = world.yearBooks.map((book, yearIndex): YearParts => {
    const eventYear = makeEvents(world, yearIndex);
    const projectYear = projectYears[yearIndex] as YearParts['projectYear'];
    return {
      book,
      projectYear,
      outcomes: makeOutcomes(world, yearIndex, projectYear),
      survey: makeSurvey(world, yearIndex),
      eventYear:
        yearIndex === lastIndex ? { ...eventYear, events: [...eventYear.events, berlinEvent(book.year)] } : eventYear,
    };
  });

  const planted: PlantedFault[] = [];
  const sentTwice = smallestDelivery(world.yearBooks[lastIndex]);
  for (const [yearIndex, { book }] of parts.entries()) {
    for (const cluster of world.clusters) {
      if (!book.delivering.has(cluster.index)) continue;
      const own = book.memberships.filter((membership) => membership.cluster === cluster.index);
      const { file, bytes, planted: faults } = await participantFile(world, cluster, book.year, own);
      planted.push(...faults);
      await write(`${book.year}/${file}`, bytes);
      if (yearIndex !== lastIndex || cluster.index !== sentTwice) continue;
      const copy = file.replace('.', '_kopi.');
      planted.push({ ...WHOLE_FILE, drop: String(book.year), file: copy });
      await write(`${book.year}/${copy}`, bytes);
    }
    for (const pending of supportFiles(world, parts, yearIndex)) {
      const { file, bytes, planted: faults } = await pending;
      planted.push(...faults);
      await write(`${book.year}/${file}`, bytes);
    }
  }

  const innovation = makeInnovationSurvey(world);
  await write('register/firmaregister.parquet', await registerParquet(world));
  await write('register/fui_innovation.csv', innovationFile(world, innovation));
  await write('register/cvr_haendelser.csv', companyEventFile(world));
  await write('register/populationstal.csv', populationFile(parts.flatMap(({ survey }) => survey.strata)));
  await write('register/prisindeks.csv', priceIndexFile(world.seed));
  const [first] = world.yearBooks;
  if (first !== undefined)
    await write('register/tidligere_offentliggjort.csv', previouslyPublishedFile(earlierEdition(world, first)));

  await write('accounts.yaml', text(ACCOUNTS_YAML));
  await write('README.md', text(readme(world)));
  await write('planted-faults.csv', text(faultList(planted)));
  await write('truth.json', text(`${JSON.stringify(truthOf(world, parts, makeLabels(world), innovation), null, 1)}\n`));
}
