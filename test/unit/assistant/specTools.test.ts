import assert from 'node:assert/strict';
import { explainParameter, previewSpecText, specText, validateSpecText } from '../../../src/assistant/specTools.ts';
import { parameterNames } from '../../../src/restoreSpec/parameters.ts';
import { toRequest } from '../../../src/restoreSpec/restoreRequest.ts';
import { readSpec } from '../../../src/restoreSpec/specDocument.ts';
import { valid } from '../restoreSpec/validSpecs.ts';

describe('the tools about specs', () => {
  it('tell each problem with its place, and whether the spec can be submitted', () => {
    assert.equal((validateSpecText(JSON.stringify(valid['NAS'])) as { canBeSubmitted: boolean }).canBeSubmitted, true);
    const { canBeSubmitted, problems } = validateSpecText('{\n  "RestoreType": "NASS"\n}') as {
      canBeSubmitted: boolean;
      problems: { severity: string; code: string; line: number; column: number; message: string }[];
    };
    assert.equal(canBeSubmitted, false);
    const places = problems.map(({ severity, line, column }) => `${severity} ${line}:${column}`);
    assert.ok(places.includes('error 2:18'), places.join());
  });

  it('show the very request that a submission sends, or what keeps it from being sent', () => {
    for (const spec of Object.values(valid)) {
      const text = JSON.stringify({ ...spec, $region: 'cn-hangzhou' });
      const { query, body } = toRequest(readSpec(text));
      const more = { action: 'CreateRestoreJob', version: '2017-09-08', region: 'cn-hangzhou' };
      assert.deepEqual(previewSpecText(text), { ...more, query, body });
    }
    const { errors } = previewSpecText('{}') as { errors: unknown[] };
    assert.ok(errors.length > 0);
  });

  it('explain every parameter, and name them all where one is unknown', () => {
    for (const name of parameterNames) {
      const { description, requiredFor } = explainParameter(name, undefined) as {
        description?: string;
        requiredFor: string[];
      };
      assert.ok(description, name);
      assert.equal(requiredFor.includes('NAS'), name in (valid['NAS'] ?? {}), name);
    }
    const { parameters } = explainParameter('TargetFoo', 'NAS') as { parameters: string[] };
    assert.deepEqual(parameters, [...parameterNames]);
    for (const odd of [undefined, 5, {}, '__proto__', 'constructor'])
      assert.ok('unknown' in explainParameter(odd, odd));
  });

  it('say of what is no name of a parameter that it is none, whatever it is', () => {
    for (const odd of [undefined, 5, { toString: 1 }, [Object.create(null)]])
      assert.match((explainParameter(odd, odd) as { unknown: string }).unknown, /^"parameter" must be the name/);
  });

  it('read nothing but the text of a spec', () => {
    for (const odd of [undefined, 5, {}, []]) assert.throws(() => specText(odd), /must be the text/);
    assert.throws(() => specText(' '.repeat(5_000_000)), /5000000 characters/);
  });
});
