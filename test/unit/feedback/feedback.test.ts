import { read, utils } from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { loadContract } from '../../../pipeline/contract/inputs.ts';
import {
  deliveryTemplate,
  type FeedbackDelivery,
  type FeedbackNote,
  feedbackPage,
  feedbackWorkbook,
  type SupplierFeedback,
  shownRows,
} from '../../../pipeline/feedback/index.ts';
import { ownParams } from '../../../pipeline/run/feedback.ts';

const note: FeedbackNote = {
  code: 'TYPE_DATE',
  severity: 'warning',
  message: '"foråret" er ikke en dato.',
  remedy: 'Skriv dd-mm-åååå.',
  header: 'Indmeldt',
};

const feedback: SupplierFeedback = {
  drop: '2013',
  referenceYear: 2013,
  supplier: 'K07',
  name: '</title><script>alert(1)</script>',
  deliveries: [
    {
      path: 'deltagere_K07_2013.csv',
      sheet: null,
      input: { da: 'Deltagere', en: 'Participants' },
      rowsRead: 3,
      rowsLoaded: 2,
      rowsSetAside: 1,
      headers: ['Virksomhed', 'Indmeldt'],
      rows: [{ row: 7, cells: ['=cmd|calc', 'foråret'], notes: [note] }],
      notes: [],
    },
  ],
};

describe('a table with more rows to look at than anybody mends', () => {
  const rows = Array.from({ length: 130_000 }, (_, at) => ({
    row: at + 2,
    cells: ['x', 'foråret'],
    notes: [at % 50_000 === 49_999 ? { ...note, code: 'TYPE_COMPANY_NUMBER', severity: 'error' as const } : note],
  }));
  const large = { ...feedback, deliveries: feedback.deliveries.map((delivery) => ({ ...delivery, rows })) };

  it('shows rows with errors before others, in the order of the file, and says that there are more', async () => {
    const shown = shownRows(large.deliveries[0] as FeedbackDelivery);
    expect(shown.length).toBe(5000);
    expect(shown.slice(-3).map(({ row }) => row)).toEqual([4999, 50_001, 100_001]);
    const book = read(await feedbackWorkbook(large, 'da'));
    expect(book.Sheets.Deltagere?.D2?.v).toMatch(/^Der er flere rækker/);
    expect(utils.sheet_to_json(book.Sheets.Deltagere ?? {}).length).toBe(5001);
    expect(feedbackPage(large, 'en')).toContain('There are more rows to look at');
  });

  it('counts all of them in the summary', async () => {
    const book = read(await feedbackWorkbook(large, 'da'));
    const summary = utils.sheet_to_json<string[]>(book.Sheets.Overblik ?? {}, { header: 1 });
    expect(summary.slice(-2).map((line) => [line[2], line[3]])).toEqual([
      ['Fejl', 2],
      ['Se efter', 129_998],
    ]);
  });

  it('says nothing of the kind where all are shown', () => {
    expect(feedbackPage(feedback, 'en')).not.toContain('There are more rows');
  });
});

describe('feedbackWorkbook', () => {
  it("shows the supplier's own row with a note on the faulty cell and room to answer", async () => {
    const bytes = await feedbackWorkbook(feedback, 'da');
    const book = read(bytes, { cellFormula: true });
    expect(book.SheetNames).toEqual(['Overblik', 'Deltagere']);
    const sheet = book.Sheets.Deltagere ?? {};
    expect([sheet.A1, sheet.B1, sheet.C1, sheet.E1].map((cell) => cell?.v)).toEqual([
      'Række i jeres fil',
      'Virksomhed',
      'Indmeldt',
      'Jeres svar',
    ]);
    expect(sheet.A2?.v).toBe(7);
    expect(sheet.C2?.v).toBe('foråret');
    expect(sheet.C2?.c?.[0]?.t).toContain('ikke en dato');
    expect(sheet.B2?.c).toBeUndefined();
  });

  it('makes rows as high as their findings and columns as wide as their words', async () => {
    const long = { ...note, message: 'En lang besked til leverandøren. '.repeat(8) };
    const [delivery] = feedback.deliveries;
    const rows = [{ row: 7, cells: ['Overrævelampe v/ Maskerade', 'foråret'], notes: [long] }];
    const bytes = await feedbackWorkbook(
      { ...feedback, deliveries: [{ ...(delivery as typeof delivery & object), rows }] },
      'da',
    );
    const sheet = read(bytes, { cellStyles: true }).Sheets.Deltagere ?? {};
    expect(sheet['!rows']?.[1]?.hpt).toBeGreaterThanOrEqual(4 * 15);
    expect(sheet['!cols']?.[1]?.wch).toBeGreaterThan(26);
  });

  it('keeps what looks like a formula as text', async () => {
    const book = read(await feedbackWorkbook(feedback, 'da'), { cellFormula: true });
    expect(book.Sheets.Deltagere?.B2).toMatchObject({ t: 's', v: '=cmd|calc' });
    expect(book.Sheets.Deltagere?.B2?.f).toBeUndefined();
  });

  it('gives the same bytes for the same feedback', async () => {
    expect(await feedbackWorkbook(feedback, 'en')).toEqual(await feedbackWorkbook(feedback, 'en'));
  });
});

describe('feedbackPage', () => {
  it('escapes everything a supplier wrote', () => {
    const page = feedbackPage(feedback, 'da');
    expect(page).not.toContain('<script>');
    expect(page).toContain('&lt;script&gt;');
    expect(page).toContain('<td class="warning">foråret</td>');
  });

  it('says thank you when there is nothing to mend', () => {
    expect(feedbackPage({ ...feedback, deliveries: [] }, 'en')).toContain('We found nothing to mend.');
  });
});

describe('ownParams', () => {
  const finding = {
    code: 'COMPANY_TWO_NAMES',
    severity: 'warning',
    params: { other: 'Hemmelig ApS', count: 2 },
  } as const;

  it("leaves out texts that come from another supplier's file", () => {
    expect(ownParams(finding, new Set(['Min egen A/S']), 'da').params).toEqual({ other: '(et andet sted)', count: 2 });
  });

  it('keeps what the supplier wrote itself', () => {
    expect(ownParams(finding, new Set(['Hemmelig ApS']), 'da').params).toEqual(finding.params);
  });
});

describe('deliveryTemplate', () => {
  it.each(loadContract().map((input) => [input.name, input] as const))(
    'has the headers of %s',
    async (_name, input) => {
      const book = read(await deliveryTemplate(input, 'da'));
      const sheet = book.Sheets[book.SheetNames[0] ?? ''] ?? {};
      expect(sheet.A1?.v).toBe(input.schema.fields[0]?.titles.da);
      expect(book.SheetNames).toHaveLength(2);
    },
  );

  it('keeps the zeros of numbers that are typed into it, and knows dates', async () => {
    const input = loadContract().find(({ name }) => name === 'participants');
    const book = read(await deliveryTemplate(input as NonNullable<typeof input>, 'da'), {
      cellNF: true,
      sheetStubs: true,
    });
    const sheet = book.Sheets[book.SheetNames[0] ?? ''] ?? {};
    const formatOf = (field: string): unknown => {
      const column = input?.schema.fields.findIndex(({ name }) => name === field) ?? -1;
      return sheet[utils.encode_cell({ r: 1000, c: column })]?.z;
    };
    expect([formatOf('company_number'), formatOf('joined_date')]).toEqual(['@', 'dd-mm-yyyy']);
  });
});
