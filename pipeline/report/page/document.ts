import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Language } from '../../contract/finding.ts';
import { resourcePath } from '../../contract/resources.ts';
import { colourStyle } from '../chart/theme.ts';
import { type Html, trustedHtml } from '../html/escape.ts';
import type { ReportInput } from '../input.ts';
import type { Texts } from '../text/texts.ts';
import type { Templates } from './templates.ts';

/** A page in one language. */
export interface PageVersion {
  readonly language: Language;
  readonly title: string;
  readonly body: Html;
  readonly texts: Texts;
}

const themeFile = (name: string): string => readFileSync(resourcePath('reports', 'theme', name), 'utf8');

/** Whether an own `</style>` or `</script>` could end the element early is asked of the files, not of a drop. */
const style = `${colourStyle()}\n${themeFile('page.css')}`;
const script = themeFile('page.js');

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Nothing is loaded, nothing is evaluated, and only our own style and script run. */
const policy = [
  "default-src 'none'",
  `script-src ${hashOf(script)}`,
  `style-src ${hashOf(style)}`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** The whole document of a page, all its languages in it. The first language of the edition is shown first. */
export async function documentOf(
  templates: Templates,
  input: ReportInput,
  versions: readonly PageVersion[],
): Promise<string> {
  const { parameters, manifest } = input;
  const language = versions[0]?.language;
  const document = await templates.render('layout', {
    language,
    policy: trustedHtml(policy),
    style: trustedHtml(style),
    script: trustedHtml(script),
    checked: trustedHtml(' checked'),
    isSynthetic: parameters.synthetic,
    made: { tool: manifest.tool, version: manifest.version, fingerprint: manifest.fingerprint.slice(0, 12) },
    versions: versions.map((version) => ({
      ...version,
      t: (key: string, values?: Readonly<Record<string, string>>) => version.texts.html(key, values),
    })),
  });
  return document.text;
}
