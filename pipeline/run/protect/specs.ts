import { type Statement, statementFrom, statementsOfText, unambiguous } from './chart-parts.ts';

type Json = Readonly<Record<string, unknown>>;

/** Fields of a row that hold the figure itself, in whatever chart. */
const OF_FIGURE = new Set(['value', 'lower', 'upper', 'reach', 'budget', 'n', 'numerator', 'denominator']);

function* objectsIn(value: unknown): Generator<Json> {
  if (Array.isArray(value)) for (const one of value) yield* objectsIn(one);
  else if (typeof value === 'object' && value !== null) {
    yield value as Json;
    for (const [key, one] of Object.entries(value)) if (key !== 'config') yield* objectsIn(one);
  }
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

/** Fields that are drawn as quantities, and fixed ends of their axes. */
function scalesOf(spec: Json): { readonly fields: ReadonlySet<string>; readonly ends: readonly number[] } {
  const fields = new Set<string>();
  const ends: number[] = [];
  const { data: _data, config: _config, ...drawn } = spec;
  for (const { type, field, scale } of objectsIn(drawn)) {
    if (type === 'quantitative' && typeof field === 'string') fields.add(field);
    if (type !== 'quantitative' || typeof scale !== 'object' || scale === null) continue;
    const { domain, domainMax, domainMin, domainMid } = scale as Json;
    ends.push(...[domain, domainMax, domainMin, domainMid].flat().filter(isNumber));
  }
  return { fields, ends };
}

/** Numbers in a label, as the years since entry in `Deltagere, −4`: they say which row it is. */
const numbersIn = (label: string): number[] =>
  [...label.replaceAll('\u2212', '-').matchAll(/-?\d+(?:\.\d+)?/g)].map(([number]) => Number(number));

/** A chart's specification: its rows, what they say in words, and what they or the axes tell although it is withheld. */
export interface SpecAudit {
  readonly statements: readonly Statement[];
  readonly leaks: readonly string[];
}

/** Reads a specification with its data. `words` are those that stand for a withheld number. */
export function auditSpec(spec: Json, words: ReadonlySet<string>): SpecAudit {
  const data = spec.data as Json | undefined;
  const rows = Array.isArray(data?.values) ? (data.values as Json[]) : [];
  const said = (row: Json): Statement | null => {
    const mark = typeof row.mark === 'string' ? row.mark.slice(row.mark.indexOf('|') + 1) : '';
    return statementFrom(mark, 'row of the specification');
  };
  const isWithheld = (row: Json): boolean => row.status === 'suppressed' || words.has(said(row)?.said ?? '');
  const statements = [
    ...unambiguous(rows.flatMap((row) => said(row) ?? [])),
    ...unambiguous(
      rows.flatMap((row) => {
        const label = said(row)?.label;
        if (label === undefined || typeof row.text !== 'string') return [];
        return [{ label, said: row.text, where: 'text of the specification' }];
      }),
    ),
    ...statementsOfText(
      typeof spec.description === 'string' ? spec.description : '',
      'description of the specification',
    ),
  ];
  const withheld = rows.filter(isWithheld);
  if (withheld.length === 0) return { statements, leaks: [] };
  const { fields, ends } = scalesOf(spec);
  const others = rows.filter((row) => !isWithheld(row));
  const told = new Set(others.flatMap((row) => Object.values(row).filter(isNumber)));
  const inRows = withheld.flatMap((row) => {
    const named = new Set(numbersIn(said(row)?.label ?? ''));
    return Object.entries(row).flatMap(([field, number]) => {
      if (!isNumber(number) || number === 0) return [];
      const isTold = !OF_FIGURE.has(field) && (named.has(number) || others.some((other) => other[field] === number));
      const isDrawn = OF_FIGURE.has(field) || fields.has(field) || (field === 'level' && number > 0);
      return isDrawn && !isTold ? [`${said(row)?.label ?? ''}: ${field} = ${number}`] : [];
    });
  });
  const inAxes = ends
    .filter((end) => ![0, 1, 100].includes(end) && !told.has(end))
    .map((end) => `an axis ends at ${end}, which no row tells`);
  return { statements, leaks: [...inRows, ...inAxes] };
}
