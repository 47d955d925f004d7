import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findIndicator, loadCatalogue } from '../../../pipeline/accounts/catalogue/index.ts';
import { ExpectedError } from '../../../pipeline/contract/errors.ts';
import type { Dimension } from '../../../pipeline/contract/figure.ts';
import { seal } from '../../../pipeline/protect/figure.ts';
import { explainFigures } from '../../../pipeline/run/explain/explain.ts';
import { checkQuestion } from '../../../pipeline/run/explain/question.ts';
import { contributingRows } from '../../../pipeline/run/explain/rows.ts';
import {
  comparabilityInWords,
  revisionInWords,
  selectionInWords,
  sentencesOf,
  titleInWords,
  valueInWords,
} from '../../../pipeline/run/explain/words.ts';
import { storeFigures } from '../../../pipeline/run/exports/figures.ts';
import { computeAllFigures } from '../../../pipeline/run/figures/index.ts';
import type { Store } from '../../../pipeline/store/store.ts';
import { emptyAccounts, fillAccounts } from '../../support/accounts.ts';

const catalogue = loadCatalogue();
const parameters = { sme_limit: 50, confidence_level: 0.95 };
let store: Store;

const ask = async (id: string, at: Partial<Record<Dimension, string>> = {}, year?: number) =>
  explainFigures(store, await checkQuestion(store, findIndicator(catalogue, id), year, at), parameters);

/** A run over the small world in which every figure of companies with one or two contributors is withheld. */
beforeAll(async () => {
  store = await emptyAccounts();
  await fillAccounts(store, [join(import.meta.dirname, '../../scenarios/indicators/world')]);
  await store.run(`INSERT INTO landing.delivery (delivery_id, drop_name, reference_year, path, input, rows_loaded, rows_quarantined, status)
    VALUES (11, '2013', 2013, 'klynger.xlsx', 'clusters', 6, 0, 'ok'), (12, '2013', 2013, 'deltagere.csv', 'participants', 13, 2, 'partial'),
      (2, '2012', 2012, 'deltagere.csv', 'participants', 8, 0, 'ok'), (20, '2013', 2013, 'svar.csv', 'survey', 13, 0, 'ok')`);
  await store.run(`INSERT INTO landing.finding (code, severity, drop_name, path, input, source_row, params)
    VALUES ('EXAMPLE', 'warning', '2013', 'deltagere.csv', 'participants', 3, '{"n": 1}'),
      ('EXAMPLE', 'warning', '2013', 'deltagere.csv', 'participants', 2, '{"n": 2}'), ('OTHER', 'info', '2012', 'deltagere.csv', 'participants', 2, NULL)`);
  const figures = await computeAllFigures(store, catalogue, parameters);
  await storeFigures(
    store,
    figures.map((figure) => seal(figure, figure.disclosureClass !== 'S0' && [1, 2].includes(figure.contributors ?? 0))),
  );
}, 120_000);
afterAll(() => store.close());

it('names the deliveries of the cluster asked about and those of nobody in particular, and counts the others', async () => {
  await store.run('BEGIN');
  await store.run("UPDATE landing.delivery SET supplier = 'A' WHERE delivery_id = 12");
  await store.run(`INSERT INTO landing.delivery (delivery_id, drop_name, reference_year, path, input, supplier, rows_loaded, rows_quarantined, status)
    VALUES (13, '2013', 2013, 'andre.csv', 'participants', 'B', 1, 0, 'ok')`);
  const pathsOf = async (at: Partial<Record<Dimension, string>>) => {
    const { sources, otherSources } = await ask('DEL01', at, 2013);
    return [sources.map(({ path }) => path), otherSources];
  };
  expect(await pathsOf({ cluster: 'A' })).toEqual([['klynger.xlsx', 'deltagere.csv'], 1]);
  expect(await pathsOf({})).toEqual([['klynger.xlsx', 'andre.csv', 'deltagere.csv'], 0]);
  await store.run('ROLLBACK');
});

describe('a question', () => {
  const errorOf = async (asking: Promise<unknown>): Promise<ExpectedError> => {
    const error = await asking.catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ExpectedError);
    return error as ExpectedError;
  };

  it('is about the latest year where none is named', async () => {
    expect((await ask('DEL01')).question.year).toBe(2013);
  });

  it('that has no answer says what there is', async () => {
    expect((await errorOf(ask('DEL01', {}, 1999))).hint).toBe('Years: 2012, 2013.');
    expect((await errorOf(ask('DEL01', { municipality: '851' }))).hint).toMatch(/^Did you mean "0851"\?/);
    expect((await errorOf(ask('PRO05', { region: '1081' }))).message).toBe('PRO05 is not broken down by region.');
    expect((await errorOf(ask('DEL01', { municipality: '0851', size_band: '1-9' }))).code).toBe('NO_SUCH_FIGURE');
  });
});

describe('an explanation', () => {
  it('says the number, its parts, its coverage and its change', async () => {
    const explanation = await ask('DEL04');
    const [count, share] = explanation.figures;
    if (count === undefined || share === undefined) throw new Error('DEL04 has two measures.');
    expect(valueInWords(explanation.question.indicator, share, 'en')).toBe('44.4\u00A0%');
    expect(sentencesOf(explanation, share, 'en')).toEqual([
      '4 of 9.',
      '4 of 5 clusters delivered; the others are not in the number.',
      '2012: 42.9\u00A0%; change +1.6\u00A0pp, but not necessarily of the same clusters.',
    ]);
    expect(sentencesOf(explanation, count, 'da')).toEqual([
      '4 af 5 klynger har afleveret; de øvrige er ikke med i tallet.',
      '2012: 3; ændring +1, men ikke nødvendigvis for de samme klynger.',
    ]);
  });

  it('says the interval of a survey rate and how it was made', async () => {
    const explanation = await ask('SUR01');
    const [rate] = explanation.figures;
    const text = sentencesOf(explanation, rate as NonNullable<typeof rate>, 'en').join(' ');
    expect(text).toMatch(
      /^7 of 11, unweighted\. 95 % interval: .* after Korn and Graubard .* 9 degrees of freedom, from 11 unweighted answers\. Response rate: 91\.7/,
    );
  });

  it('does not claim a method that did not make the interval, and names the pairs of an effect', async () => {
    const explanation = await ask('SUR01');
    const [rate] = explanation.figures;
    if (rate === undefined) throw new Error('SUR01 has a measure.');
    const alike = { ...rate, value: 100, lower: 70, upper: 100, note: 'NO_VARIATION' };
    const text = sentencesOf({ ...explanation, otherYears: [] }, alike, 'en').join(' ');
    expect(text).toMatch(/from 11 unweighted answers\./);
    expect(text).not.toContain('Korn');
    expect(text).toContain('Clopper and Pearson');
    const effect = { ...rate, evidenceTier: 'register', numerator: null, note: null, n: 313 } as const;
    expect(sentencesOf({ ...explanation, otherYears: [] }, effect, 'da')[0]).toMatch(
      /^95 pct\.-konfidensinterval: .*, af 313 matchede par\.$/,
    );
  });

  it('names the files, rows and findings it was computed from, and no others', async () => {
    const explanation = await ask('DEL01');
    expect(
      explanation.sources.map(({ drop, path, rowsLoaded, rowsSetAside }) => [drop, path, rowsLoaded, rowsSetAside]),
    ).toEqual([
      ['2013', 'klynger.xlsx', 6, 0],
      ['2013', 'deltagere.csv', 13, 2],
    ]);
    expect(explanation.findings).toEqual([{ count: 2, example: expect.objectContaining({ code: 'EXAMPLE', row: 2 }) }]);
    expect((await ask('DEL07')).sources.map(({ drop }) => drop)).toContain('2012');
  });

  it('gives a withheld figure away in nothing', async () => {
    const explanation = await ask('DEL01', { cluster: 'S1' });
    const [figure] = explanation.figures;
    expect(figure).toMatchObject({ status: 'suppressed', value: null, n: null, note: null });
    const sentences = sentencesOf(explanation, figure as NonNullable<typeof figure>, 'en');
    expect(sentences[0]).toBe('The number is withheld to protect companies.');
    expect(sentences.join(' ')).not.toMatch(/\d/);
    await expect(contributingRows(store, explanation, parameters)).rejects.toThrow('withheld');
  });

  it('sets beside it what earlier editions said of the same cell', async () => {
    const inWords = async (at: Partial<Record<Dimension, string>>): Promise<string[]> => {
      const { question, revisions } = await ask('DEL01', at, 2012);
      return revisions.map((revision) => revisionInWords(question.indicator, revision, 'en'));
    };
    expect(await inWords({})).toEqual(['Edition 2013 (Performanceregnskab 2013): 7, now 7; unchanged.']);
    expect(await inWords({ cluster: 'A' })).toEqual([
      'Edition 2013 (Performanceregnskab 2013): 4, now 3; deliveries were corrected or completed since.',
    ]);
    expect(await inWords({ region: '1085' })).toEqual([
      'Edition 2013 (Performanceregnskab 2013): –; withheld then and now.',
    ]);
    expect(await inWords({ size_band: '1-9' })).toEqual([]);
  });

  it('names its measures, also the medians over clusters', () => {
    const indicator = findIndicator(catalogue, 'DEL01');
    expect(titleInWords(indicator, 'count', 'da')).toBe('Virksomheder');
    expect(titleInWords(indicator, 'median_of_clusters_count', 'en')).toBe('Companies, median of the clusters');
  });

  it('says since when its numbers can be compared, and why', () => {
    const indicator = findIndicator(catalogue, 'ORG02');
    const at = (year: number) => comparabilityInWords({ indicator, year, at: {} }, 'en');
    expect(at(2013)[0]).toBe('Comparable with the years from 2012 on.');
    expect(at(2013)[1]).toBe('Break 2012: The gold label was first awarded on 18 April 2012.');
    expect(at(2020)[0]).toBe('Comparable with the years from 2020 on.');
    expect(at(2011)[0]).toMatch(/^Break 2012/);
    expect(comparabilityInWords({ indicator: findIndicator(catalogue, 'PRO05'), year: 2013, at: {} }, 'da')).toEqual([
      'Der er ingen kendte brud i serien.',
    ]);
  });

  it('counts the rows behind it, and those left out with the reason', async () => {
    expect(selectionInWords(await ask('SUR01'), 'en')).toEqual([
      '12 in the target group were asked; 1 turned out not to belong to it and are left out.',
      '12 of them: 1 did not answer, 0 left the question out, 11 count.',
    ]);
    expect(selectionInWords(await ask('DEL02', { cluster: 'A' }), 'da')).toEqual([
      '10 rækker indgår i året, 4 af dem her, fra 4 forskellige enheder.',
    ]);
    expect(selectionInWords(await ask('DEL01', { cluster: 'S1' }), 'en')).toEqual([]);
    expect(selectionInWords(await ask('EFF01'), 'en')).toEqual([]);
  });

  it('calls a change of a survey rate that may be chance no clear one', async () => {
    const explanation = await ask('SUR01');
    const [rate] = explanation.figures;
    if (rate === undefined) throw new Error('SUR01 has a measure.');
    const before = { ...rate, referenceYear: 2012, reliability: 'good', value: 50, standardError: 4 } as const;
    const change = (value: number): string | undefined =>
      sentencesOf(
        { ...explanation, otherYears: [before] },
        { ...rate, reliability: 'good', value, standardError: 3 },
        'en',
      ).at(-1);
    // Standard error of the difference: 5; limit 9.8.
    expect(change(59)).toBe('2012: 50.0\u00A0%; change +9.0\u00A0pp, no clear change.');
    expect(change(60)).toBe('2012: 50.0\u00A0%; change +10.0\u00A0pp.');
  });

  it('says why there is no number', async () => {
    const explanation = await ask('DEL01', { cluster: 'N' });
    expect(sentencesOf(explanation, explanation.figures[0] as never, 'en')).toEqual([
      'The cluster delivered nothing for the year.',
    ]);
  });
});

describe('the rows of a figure', () => {
  it('come with file and line', async () => {
    const rows = await contributingRows(store, await ask('DEL01', { cluster: 'A' }), parameters);
    expect(rows.map(({ unit, source }) => [unit, source])).toEqual([
      ['c1', '2013/deltagere.csv:2'],
      ['c2', '2013/deltagere.csv:3'],
      ['c3', '2013/deltagere.csv:4'],
      ['c4', '2013/deltagere.csv:5'],
    ]);
  });

  it('can be listed for every indicator that has a SELECT', async () => {
    for (const indicator of catalogue.filter(({ sql }) => sql !== '')) {
      const explanation = await ask(
        indicator.id,
        indicator.item?.isRequired ? { item: Object.keys(indicator.item.values)[0] as string } : {},
      );
      const figures = explanation.figures.map((figure) => ({ ...figure, status: 'published' as const }));
      const rows = await contributingRows(store, { ...explanation, figures }, parameters);
      expect(rows.length, indicator.id).toBeGreaterThan(0);
    }
  });
});
