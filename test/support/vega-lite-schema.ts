import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';

const require = createRequire(import.meta.url);

/** What the published JSON Schema of Vega-Lite has against a spec of one view or of layers; empty where it is valid. */
export function vegaLiteFaults(): (spec: { readonly layer?: unknown }) => string[] {
  const file = require.resolve('vega-lite/vega-lite-schema.json');
  const ajv = new Ajv({ strict: false, validateFormats: false });
  ajv.addSchema({ ...JSON.parse(readFileSync(file, 'utf8')), $id: 'vega-lite' });
  return (spec) => {
    const kind = spec.layer === undefined ? 'TopLevelUnitSpec' : 'TopLevelLayerSpec';
    const validate = ajv.getSchema(`vega-lite#/definitions/${kind}`);
    if (validate === undefined) throw new Error(kind);
    validate(spec);
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };
}
