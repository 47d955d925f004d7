import { readFile } from 'node:fs/promises';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { usageError } from '../../contract/errors.ts';
import type { Boundary } from '../../report/index.ts';

type Position = readonly number[];

interface Shape {
  readonly properties?: Readonly<Record<string, unknown>> | null;
  readonly id?: unknown;
  readonly geometry: { readonly type: string; readonly coordinates: unknown } | null;
}

/** Properties in which files of borders keep the code of a municipality, as they are commonly called. */
const CODES = ['municipality_code', 'municipality', 'kommunekode', 'komkode', 'lau_1', 'code', 'kode', 'id'];

const codeOf = ({ properties, id }: Shape): string => {
  const named = new Map(Object.entries(properties ?? {}).map(([key, value]) => [key.toLowerCase(), value]));
  const value = CODES.map((name) => named.get(name)).find((found) => found !== undefined && found !== null) ?? id ?? '';
  return String(value).trim();
};

const withoutZeros = (code: string): string => code.replace(/^0+/, '');

function ringsOf({ geometry }: Shape): readonly (readonly Position[])[] {
  if (geometry?.type === 'Polygon') return geometry.coordinates as readonly (readonly Position[])[];
  if (geometry?.type === 'MultiPolygon')
    return (geometry.coordinates as readonly (readonly (readonly Position[])[])[]).flat();
  return [];
}

function shapesOf(text: string): readonly Shape[] {
  const file = JSON.parse(text) as { readonly type?: string; readonly features?: readonly Shape[] };
  if (file.type === 'FeatureCollection') return file.features ?? [];
  if (file.type !== 'Topology') return [];
  const topology = file as unknown as Topology;
  return Object.values(topology.objects).flatMap(
    (object) => feature(topology, object as GeometryCollection).features as unknown as Shape[],
  );
}

/** Degrees become a plane in which distances are right in the middle of the map; metres are one already. */
function planeOf(rings: readonly (readonly Position[])[]): (position: Position) => readonly [number, number] {
  const latitudes = rings.flat().map(([, y = 0]) => y);
  const [south, north] = latitudes.reduce(([low, high], y) => [Math.min(low, y), Math.max(high, y)], [90, -90]);
  const isDegrees = rings.every((ring) => ring.every(([x = 0, y = 0]) => Math.abs(x) <= 180 && Math.abs(y) <= 90));
  const shrink = isDegrees ? Math.cos((((south ?? 0) + (north ?? 0)) / 2) * (Math.PI / 180)) : 1;
  return ([x = 0, y = 0]) => [x * shrink, -y];
}

/**
 * Reads the borders of municipalities from a GeoJSON or TopoJSON file. `codes` are the municipalities of the lists; codes
 * of the file may lack or have leading zeros. Throws a usage error where the file cannot be read or knows none of them.
 */
export async function readBoundaries(path: string, codes: readonly string[]): Promise<readonly Boundary[]> {
  const fault = (what: string) =>
    usageError(
      'BOUNDARIES_INVALID',
      what,
      'Name a GeoJSON or TopoJSON file whose shapes have the code of their municipality, e.g. as "municipality_code".',
      path,
    );
  const text = await readFile(path, 'utf8').catch(() => {
    throw fault(`The file of borders that accounts.yaml names cannot be read.`);
  });
  let shapes: readonly Shape[];
  try {
    shapes = shapesOf(text);
  } catch {
    throw fault('The file of borders is not valid JSON.');
  }
  const known = new Map(codes.map((code) => [withoutZeros(code), code]));
  const rings = new Map<string, (readonly Position[])[]>();
  for (const shape of shapes) {
    const code = known.get(withoutZeros(codeOf(shape)));
    if (code !== undefined) rings.set(code, [...(rings.get(code) ?? []), ...ringsOf(shape)]);
  }
  if (rings.size === 0) throw fault('The file of borders holds no shape with the code of a municipality.');
  const plane = planeOf([...rings.values()].flat());
  return [...rings]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, outlines]) => ({ code, rings: outlines.map((ring) => ring.map(plane)) }));
}
