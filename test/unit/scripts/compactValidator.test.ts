import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import standalone from 'ajv/dist/standalone/index.js';
import { anySpec, toText } from '../../../bench/specs.ts';
import { compactValidator } from '../../../scripts/compactValidator.ts';
import { validatorOf } from '../../../scripts/generate.ts';
import makeValidator from '../../../src/restoreSpec/generated/validate.cjs';
import { root } from '../../hosts/paths.ts';
import { seed } from '../seed.ts';

const schema = JSON.parse(readFileSync(join(root, 'schemas/restore.schema.json'), 'utf8')) as Record<string, never>;

describe('the compact validator', () => {
  it("finds what ajv's own finds, in the same order", () => {
    const { validate: whole } = validatorOf(schema);
    const compact = makeValidator(schema);
    fc.assert(
      fc.property(anySpec, (spec) => {
        const data: unknown = JSON.parse(toText(spec));
        assert.equal(compact(data), whole(data));
        const expected = (whole.errors ?? []).map(({ instancePath, keyword, params, parentSchema, schemaPath }) => ({
          ...{ instancePath, keyword, params },
          ...(keyword === 'false schema' ? { schemaPath } : { parentSchema }),
        }));
        assert.deepEqual(compact.errors ?? [], expected);
      }),
      { seed, numRuns: 500 },
    );
  });

  it("is refused where ajv's code is not as known", () => {
    const { ajv, validate } = validatorOf(schema);
    const code = standalone.default(ajv, validate);
    const changed: [RegExp, string][] = [
      [/begins/, code.replace('module.exports', 'exports')],
      [/adds err0/, code.replace('if(vErrors === null){vErrors = [err0];}', 'if(!vErrors){vErrors = [err0];}')],
      [/parentData/, code.replaceAll('parentDataProperty,rootData}', 'rootData,parentDataProperty}')],
      [/no part of the schema/, code.replace('"title":"Cloud Backup restore job"', '"title":"x"')],
    ];
    for (const [says, text] of changed) assert.throws(() => compactValidator(text, schema), says);
  });
});
