import { readdirSync, readFileSync } from 'node:fs';
import { Eta } from 'eta';
import { resourcePath } from '../../contract/resources.ts';
import { type Html, toMarkup, trustedHtml } from '../html/escape.ts';

/** Renders a template of `reports/pages`. Everything a template prints is escaped unless it is markup already. */
export interface Templates {
  readonly render: (name: string, it: object) => Promise<Html>;
  readonly part: (name: string, it: object) => Html;
}

export function loadTemplates(): Templates {
  const eta = new Eta({ autoEscape: true, escapeFunction: toMarkup, autoTrim: false, cache: true });
  const folder = resourcePath('reports', 'pages');
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.eta'))) {
    const source = readFileSync(`${folder}/${file}`, 'utf8');
    const name = `@${file.slice(0, -'.eta'.length)}`;
    eta.loadTemplate(name, source, { async: !file.startsWith('parts-') });
  }
  return {
    render: async (name, it) => trustedHtml(await eta.renderAsync(`@${name}`, it)),
    part: (name, it) => trustedHtml(eta.render(`@parts-${name}`, it)),
  };
}
