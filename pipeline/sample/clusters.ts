import { PLACES } from './places.ts';
import type { RandomStream } from './random.ts';

export type ClusterType = 'innovation_network' | 'spir' | 'regional' | 'national';

/** A cluster organisation of the sample. */
export interface Cluster {
  readonly index: number;
  readonly id: string;
  readonly name: string;
  readonly type: ClusterType;
  readonly field: string;
  /** Sections of industry that it is about. */
  readonly sections: string;
  readonly place: number;
  /** Relative size. */
  readonly weight: number;
  readonly startDate: string;
  readonly endDate: string | null;
  readonly successorId: string | null;
}

/** Name, field, sections of industry, home municipality and relative size; with fewer asked for, the first are taken. */
const CATALOGUE = `Fødenet Fabula|Fødevarer|AC|0751|9
Vindvirke|Vindenergi|CD|0851|11
Lysning Lab|Lys og optik|CM|0265|5
Netværk Nordisk Nanonisse|Materialer|CM|0173|7
Sensorium|Sensorer|CJ|0173|8
Robotrup|Robotteknologi|CJ|0461|12
Plastpagten|Plast og kompositter|C|0621|6
Bæredyg Byg|Lavenergibyggeri|FM|0751|12
Transportæblet|Transport og logistik|HG|0851|9
Softwaresvampen|Software|J|0751|13
Brugerbølgen|Brugerdreven innovation|JM|0101|9
Miljømøllen|Miljøteknologi|EM|0461|7
Biopuslespil|Biomedicin|CM|0101|8
Sundhedssalonen|Velfærd og sundhed|QJ|0461|9
Dyrenettet|Husdyr og foder|A|0791|4
Servicesmedjen|Service og oplevelser|NI|0101|9
Finansfablen|Finans-it|KJ|0101|5
Lydlandet|Lyd|CJ|0671|4
Vandværkerne|Vandteknologi|EC|0740|5
Energiklyngen Elmer|Intelligent energi|DJ|0175|9
Offshore Odin|Offshore|CH|0561|10
Designdunk|Design og mode|MG|0657|9
SPIR Stormglas|Strategisk platform: klima|EM|0101|3
SPIR Fabrik|Strategisk platform: produktion|C|0173|4
SPIR Feltkøkken|Strategisk platform: fødevarer|AC|0265|3
SPIR Pulsen|Strategisk platform: sundhed|QM|0147|3
SPIR Søkort|Strategisk platform: maritim|H|0217|2
Legelandet|Leg og læring|PR|0530|3
Møbelmafiaen|Møbler og træ|CG|0779|4
Køl og Kulde|Køleteknik|C|0540|5
Vækstvirke Vest|Tværgående|CGF|0760|8
Oplev Oddet|Turisme|IR|0813|6
Filmfyldepennen|Film og medier|J|0751|4
Jernkysten|Metal|C|0657|6
Bådelauget|Maritime erhverv|HC|0479|4
Agro Angel|Landbrugsteknik|AC|0740|4
Byens Bagage|Logistik i byer|H|0259|3
Klippeøens Kompas|Fødevarer og oplevelser|AIGC|0400|1
Digital Dynamo|Digitale erhverv|J|0851|6
Grønt Gear|Elbiler|CG|0461|3
Hesteskoen|Hesteavl og ridesport|A|0657|1.2
Kreakassen|Kreative erhverv|MR|0101|6
Kloge Kommuner|Offentlig-privat innovation|MNQ|0420|4
Rumrejsen|Rumteknologi|CJ|0173|1
Sommersalt|Saltvand og alger|A|0787|0.25
Cirkus Cirkulær|Cirkulær økonomi|EF|0630|3
Tekstiltræf|Tekstil|G|0657|3
Eksportexpressen|Internationalisering|GCM|0101|8
Godt Grundlag|Geoteknik og råstoffer|F|0330|2
Dronedrømmen|Droner|CJ|0461|2
Vækstvirke Kysten|Tværgående|CGF|0665|5
Vækstvirke Heden|Tværgående|CGF|0756|5`
  .split('\n')
  .map((line) => line.split('|') as [string, string, string, string, string]);

/** Numbers (from 0) of the clusters with a history: closed into another, split in two, begun, and the two that came of the split. */
const CLOSED = 26;
const CLOSED_INTO = 11;
const SPLIT = 30;
const BEGUN = 49;
const FROM_SPLIT: readonly [number, number] = [50, 51];
/** From how many suppliers on the sample tells these histories. */
const WITH_HISTORY = 50;

const idOf = (index: number): string => `K${String(index + 1).padStart(2, '0')}`;

function typeOf(index: number): ClusterType {
  if (index < 22) return 'innovation_network';
  if (index < 27) return 'spir';
  return index % 3 === 0 ? 'national' : 'regional';
}

/** All cluster organisations that ever occur, in the order of their ids, when `suppliers` of them exist in the last year. */
export function makeClusters(suppliers: number): Cluster[] {
  const count = suppliers >= WITH_HISTORY ? suppliers + 2 : suppliers;
  const hasHistory = suppliers >= WITH_HISTORY;
  return Array.from({ length: count }, (_, index): Cluster => {
    const [name, field, sections, home, weight] = CATALOGUE[index % CATALOGUE.length] as (typeof CATALOGUE)[number];
    const round = Math.floor(index / CATALOGUE.length);
    const cameOfSplit = hasHistory && FROM_SPLIT.includes(index);
    const startYear = cameOfSplit ? 2013 : hasHistory && index === BEGUN ? 2012 : 2002 + ((index * 5) % 5);
    return {
      index,
      id: idOf(index),
      name: round === 0 ? name : `${name} ${round + 1}`,
      type: typeOf(index),
      field,
      sections,
      place: PLACES.findIndex((place) => place.code === home),
      weight: Number(weight),
      startDate: `${startYear}-${cameOfSplit || index === BEGUN ? '01-01' : `0${1 + (index % 9)}-01`}`,
      endDate: hasHistory && index === CLOSED ? '2011-12-31' : hasHistory && index === SPLIT ? '2012-12-31' : null,
      successorId: !hasHistory
        ? null
        : index === CLOSED
          ? idOf(CLOSED_INTO)
          : index === SPLIT
            ? idOf(FROM_SPLIT[0])
            : null,
    };
  });
}

export const startYearOf = (cluster: Cluster): number => Number(cluster.startDate.slice(0, 4));

/** Whether the cluster is in the catalogue of a year. */
export const existsIn = (cluster: Cluster, year: number): boolean =>
  startYearOf(cluster) <= year && (cluster.endDate === null || Number(cluster.endDate.slice(0, 4)) >= year);

/** Where a company's membership lies in a year: the cluster itself, or what became of it. Null before the cluster began. */
export function heirOf(clusters: readonly Cluster[], cluster: number, company: number, year: number): number | null {
  const own = clusters[cluster] as Cluster;
  if (existsIn(own, year)) return cluster;
  if (cluster === CLOSED && own.endDate !== null) return CLOSED_INTO;
  if (cluster === SPLIT && own.endDate !== null) return FROM_SPLIT[company % 2] as number;
  return null;
}

/** The clusters that take members directly; those that came of a split get theirs from it. */
export const recruits = (cluster: Cluster): boolean =>
  !(cluster.startDate === '2013-01-01' && FROM_SPLIT.includes(cluster.index));

/** About one in eight existing cluster organisations does not deliver in a year; often the same ones. Never those with a history. */
export function deliveringIn(clusters: readonly Cluster[], year: number, random: RandomStream): Set<number> {
  const existing = clusters.filter((cluster) => existsIn(cluster, year));
  const missing = existing
    .filter(({ index }) => ![CLOSED, CLOSED_INTO, SPLIT, 37, ...FROM_SPLIT].includes(index))
    .map(({ index }) => ({ index, key: 0.7 * random.uniform(index) + 0.3 * random.uniform(index, year) }))
    .sort((a, b) => a.key - b.key)
    .slice(0, Math.round(existing.length * (0.12 + 0.02 * Math.max(0, 2013 - year))));
  const absent = new Set(missing.map(({ index }) => index));
  return new Set(existing.map(({ index }) => index).filter((index) => !absent.has(index)));
}
