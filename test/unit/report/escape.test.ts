import fc from 'fast-check';
import { expect, it } from 'vitest';
import { csvCell, escapeText, html, plainText, slug } from '../../../pipeline/report/html/escape.ts';

it('leaves no character that could end a text or an attribute', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (text) => {
      expect(escapeText(text)).not.toMatch(/[<>"']/);
      expect(escapeText(text).replace(/&(?:amp|lt|gt|quot|#39);/g, '')).not.toContain('&');
    }),
  );
});

it('escapes values of a template, but not markup', () => {
  const bold = html`<b>${'<i>'}</b>`;
  expect(html`<p title="${'"x"'}">${bold}${null}${[bold, 1]}</p>`.text).toBe(
    '<p title="&quot;x&quot;"><b>&lt;i&gt;</b><b>&lt;i&gt;</b>1</p>',
  );
});

it('removes marks that turn the direction of text, and control characters', () => {
  expect(plainText('A\u202Eexe.pdf\u2069\u0000B')).toBe('Aexe.pdfB');
});

it.each(['=cmd|x', '+1', '-1', '@SUM(A1)', '\t=1'])('keeps a spreadsheet from reading %j as a formula', (text) => {
  expect(csvCell(text).replace(/^"/, '')).toMatch(/^'/);
});

it('writes numbers into CSV as they are and quotes what needs it', () => {
  expect([csvCell(-1.5), csvCell(null), csvCell('a,b'), csvCell('say "x"')]).toEqual([
    '-1.5',
    '',
    '"a,b"',
    '"say ""x"""',
  ]);
});

it('makes names of files of any text', () => {
  expect(slug('Ærø & Søn <1>')).toBe('aeroe-soen-1');
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => /^[a-z0-9-]{0,60}$/.test(slug(text))));
});
