import { readFile } from 'node:fs/promises';
import { usageError } from '../../contract/errors.ts';
import { DIMENSIONS, type Figure } from '../../contract/figure.ts';
import type { ProtectedFigure } from '../../protect/index.ts';
import { sha256 } from '../../publish/digest.ts';
import type { EffectFacts } from '../../report/index.ts';

/** What may leave the room in which the register is kept: protected aggregates, and what they were made of. */
export interface EffectAggregates {
  readonly schema: 'cluster-accounts/effect-aggregates/1';
  readonly tool: string;
  readonly referenceYear: number;
  /** Digest of inputs, parameters, study and code. */
  readonly fingerprint: string;
  readonly figures: readonly Omit<Figure, 'contributors' | 'largest1' | 'largest2' | 'status'>[];
  readonly withheld: number;
  readonly facts: EffectFacts | null;
  /** SHA-256 of everything above. */
  readonly signature: string;
}

const signatureOf = (content: Omit<EffectAggregates, 'signature'>): string => sha256(JSON.stringify(content));

/** The published figures of the study with facts and signature. Figures that disclosure control withheld are counted only. */
export function aggregatesOf(
  figures: readonly ProtectedFigure[],
  facts: EffectFacts | null,
  made: Pick<EffectAggregates, 'tool' | 'referenceYear' | 'fingerprint'>,
): EffectAggregates {
  const published = figures.filter(({ status }) => status === 'published');
  const content = {
    schema: 'cluster-accounts/effect-aggregates/1' as const,
    tool: made.tool,
    referenceYear: made.referenceYear,
    fingerprint: made.fingerprint,
    figures: published.map(({ status: _status, ...figure }) => figure),
    withheld: figures.filter(({ status }) => status === 'suppressed').length,
    facts,
  };
  return { ...content, signature: signatureOf(content) };
}

/** Bytes of an aggregates file: a figure a line, so that a reviewer in the closed room can read it. */
export function aggregatesText({ figures, ...rest }: EffectAggregates): string {
  const lines = figures.map((figure) => `    ${JSON.stringify(figure)}`).join(',\n');
  const head = JSON.stringify({ ...rest, figures: [] }, null, 2);
  return `${head.replace(/"figures": \[\]/, () => `"figures": [\n${lines}\n  ]`)}\n`;
}

/**
 * Reads an aggregates file. Throws a usage error where it is none, or where its content does not fit its signature.
 */
export async function readAggregates(path: string): Promise<EffectAggregates> {
  const text = await readFile(path, 'utf8');
  const refuse = (message: string): Error =>
    usageError('EFFECT_AGGREGATES', message, 'Export it again with: cluster-accounts effect DROP --export FILE', path);
  let value: EffectAggregates;
  try {
    value = JSON.parse(text) as EffectAggregates;
  } catch {
    throw refuse('The file is not JSON.');
  }
  if (value.schema !== 'cluster-accounts/effect-aggregates/1')
    throw refuse('The file holds no aggregates of an effect study.');
  const { schema, tool, referenceYear, fingerprint, figures, withheld, facts, signature } = value;
  if (signatureOf({ schema, tool, referenceYear, fingerprint, figures, withheld, facts }) !== signature)
    throw refuse('The file was changed after it was exported: its signature does not fit.');
  return value;
}

/** Figures of an aggregates file, to be protected again with all others. They were made in another place, and say so. */
export const figuresOfAggregates = ({ figures }: EffectAggregates): Figure[] =>
  figures.map((figure) => ({
    ...figure,
    ...Object.fromEntries(DIMENSIONS.map((name) => [name, figure[name]])),
    contributors: null,
    largest1: null,
    largest2: null,
    status: 'computed' as const,
    note: figure.note ?? 'AGGREGATES_IN',
  }));
