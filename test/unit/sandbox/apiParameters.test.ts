import assert from 'node:assert/strict';
import { parameterNames, parameters } from '../../../src/restoreSpec/parameters.ts';
import { schemaOf } from '../../../src/restoreSpec/schema.ts';
import { describeJob as jobFields } from '../../../src/sandbox/jobs.ts';
import { createParameters, parameterLocation } from '../../../src/sandbox/apiParameters.ts';
import { checkPaths } from '../../../src/sandbox/valueRules.ts';

/** What the product says of a parameter, in the sandbox's words. */
function typeOf(name: string): string {
  const { json, format } = parameters.get(name) ?? {};
  if (json) return json === 'array' ? 'paths' : 'object';
  if (format === 'unixSeconds') return 'seconds';
  if (format === 'accountId') return 'account';
  if (format === 'path') return 'path';
  return schemaOf(name)?.type === 'boolean' ? 'flag' : 'name';
}

describe("the sandbox's parameters, which share no code with the product's table", () => {
  it('are the same ones', () => {
    assert.deepEqual([...createParameters.keys()].sort(), [...parameterNames].sort());
  });

  for (const name of parameterNames) {
    it(`${name} travels in the same place and the same form`, () => {
      assert.equal(parameterLocation('CreateRestoreJob', name), parameters.get(name)?.place ?? 'query');
      // A prefix is a path that may be empty.
      assert.equal(createParameters.get(name)?.type.replace('prefix', 'path'), typeOf(name));
    });
  }

  it('have the same longest paths', () => {
    for (const [name, { json, documentedLength = 0 }] of parameters) {
      if (json !== 'array') continue;
      const list = (length: number) => JSON.stringify(['/a', 'x'.repeat(length)]);
      assert.equal(checkPaths(list(documentedLength)), undefined, name);
      assert.notEqual(checkPaths(list(documentedLength + 1)), undefined, name);
    }
  });

  it('come back in a job of the list as the fields that the table names', () => {
    const sent = new Map(parameterNames.map((name) => [name, typeOf(name) === 'object' ? '{}' : '1']));
    const job = { restoreId: 'r-1', requestId: 'q', createdAt: 0, parameters: sent };
    const fields = jobFields(job, { queuedSeconds: 1, runningSeconds: 1, cancelingSeconds: 1 }, 0);
    for (const [name, { jobField }] of parameters) {
      const isFlat = typeof fields[name] !== 'object' && fields[name] !== undefined;
      assert.equal(isFlat, jobField !== undefined, name);
      if (jobField === 'number') assert.notEqual(typeof fields[name], 'string', name);
    }
  });
});
